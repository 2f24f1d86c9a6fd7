import {
  addLater,
  assess,
  type Book,
  type Case,
  debateRecord,
  inOwnUnits,
  labelOf,
  possibleText,
  rangeLine,
  type Debate,
  type DebatePosition,
  settledCase,
  standings,
  unitsOf,
  whyNot,
} from '../core/index.ts';
import type { Books } from './books.ts';
import { isoDate } from './dates.ts';
import type { DebateShown, FoundDebate, KeptEvidence, Participant, Settlement } from './debate-ports.ts';
import type { Clock } from './ports.ts';
import { handleOf } from './people.ts';
import type { DecisionShowing } from './showing.ts';

/** What a debate comes to, and what can be read of it. */
export interface DebateShowing {
  participants(found: FoundDebate): readonly Participant[];
  assessed(found: FoundDebate): Debate;
  /** Its case, and whether that is settled: the quick part of `assessed`. */
  settled(found: FoundDebate): ReturnType<typeof settledCase>;
  /** @param options `range`: with the range of its costs, which takes a moment. */
  shown(found: FoundDebate, options?: { readonly range?: boolean }): Promise<DebateShown>;
  record(found: FoundDebate): Promise<string>;
}

export function createDebateShowing({
  books,
  clock,
  showing,
}: {
  readonly books: Books;
  readonly clock: Clock;
  readonly showing: DecisionShowing;
}): DebateShowing {
  const { book } = books.current;
  const today = () => isoDate(clock.now());

  const participants = ({ debate, statements }: FoundDebate): readonly Participant[] =>
    participantsIn(book, debate.evidence, statements);

  function assessed(found: FoundDebate): Debate {
    return assess(book, participants(found).map(positionOf), today());
  }

  async function settlementOf(
    { debate }: FoundDebate,
    people: readonly Participant[],
    range: boolean,
  ): Promise<Settlement | undefined> {
    const { closing, installation } = debate;
    if (closing === undefined || debate.state !== 'settled') return undefined;
    const shown = await showing.show(installation, closing.decision, closing.revision);
    const { decision, revision, explanation } = shown;
    const made = await books.of(revision);
    const { rulebook } = made;
    const textOf = ({ question, said }: { question: string; said: readonly Case[string][] }): string => {
      const asked = rulebook.questions[question];
      return asked === undefined
        ? question
        : `${asked.name}: ${said.map((one) => possibleText(asked, one)).join(' or ')}.`;
    };
    const seen = standings(made, revision.answers, people.map(positionOf), revision.pricedAt).map((one) => ({
      ...one,
      texts: one.differs.map(textOf),
      label: labelOf(rulebook, one.would),
    }));
    const review = isoDate(debate.reviewAt ?? closing.at);
    const nameOf = (person: string): string => nameIn(people, person);
    const settlement = {
      closing,
      decision,
      revision,
      explanation,
      standings: seen,
      wouldChange: seen
        .filter(({ would, texts }) => would !== explanation.approach && texts.length > 0)
        .map(({ by, texts, label }) => `If ${nameOf(by)} can show by ${review}: ${texts.join(' ')} Then ${label}.`),
      range: range ? rangeLine(await showing.outlook(shown), rulebook, explanation.costs.currency) : undefined,
      review,
    };
    addLater(settlement, { moved: () => shown.moved });
    return settlement;
  }

  async function shown(found: FoundDebate, { range = false } = {}): Promise<DebateShown> {
    const people = participants(found);
    return {
      debate: found.debate,
      participants: people,
      assessment: assessed(found),
      settlement: await settlementOf(found, people, range),
    };
  }

  return {
    participants,
    assessed,
    settled: (found) => settledCase(book, participants(found).map(positionOf), today()),
    shown,

    async record(found) {
      const { debate, participants: people, settlement } = await shown(found);
      if (settlement === undefined) throw new Error('an open debate has no record yet');
      const { explanation, revision, closing } = settlement;
      const made = await books.of(revision);
      const others = explanation.costs.options.flatMap(({ option }) =>
        option === 'classifier' || option === explanation.approach ? [] : [whyNot(made, explanation, option)],
      );
      return debateRecord(explanation, others, {
        opener: nameIn(people, debate.opener, debate.openerName),
        decidedAt: isoDate(closing.at),
        revision: closing.revision,
        reason: closing.reason,
        thread: linkTo(debate.place.channel, debate.place.thread),
        evidence: debate.evidence.map(({ question, value, author, name, ts, quote }) => {
          const asked = questionOf(book, question);
          return {
            name: asked?.question.name ?? question,
            value: evidenceText(book, question, value),
            by: nameIn(people, author, name),
            quote,
            url: ts === undefined ? undefined : linkTo(debate.place.channel, ts, debate.place.thread),
          };
        }),
        participants: settlement.standings.map(({ by, texts, would, label }) => ({
          by: nameIn(people, by),
          differs: texts,
          agrees: would === explanation.approach,
          would: label,
        })),
        wouldChange: settlement.wouldChange,
        approaches: made.rulebook.approaches,
        rulebook: revision.rulebook,
        prices: revision.prices,
      });
    },
  };
}

const positionOf = ({ person, answers, unknown }: Participant): DebatePosition => ({ by: person, answers, unknown });

/** Everybody with what was kept of them, and over it what they stated; by person. */
function participantsIn(
  book: Book,
  evidence: readonly KeptEvidence[],
  statements: FoundDebate['statements'],
): readonly Participant[] {
  const people = new Map<string, Participant>();
  for (const { author, name, question, value } of evidence) {
    const before = people.get(author);
    const own = inOwnUnits(book.rulebook, { [question]: value });
    people.set(author, {
      person: author,
      name: name ?? before?.name,
      answers: { ...before?.answers, ...own },
      unknown: [],
    });
  }
  for (const { person, name, answers, unknown } of statements) {
    const before = people.get(person);
    const gone =
      unknown.length === 0
        ? []
        : Object.entries(book.rulebook.questions).flatMap(([id, question]) =>
            unitsOf(id, question).some((unit) => unknown.includes(unit)) ? [id] : [],
          );
    const kept = Object.entries(before?.answers ?? {}).filter(([id]) => !gone.includes(id));
    people.set(person, {
      person,
      name: name ?? before?.name,
      answers: { ...Object.fromEntries(kept), ...answers },
      unknown,
    });
  }
  return [...people.values()].sort((a, b) => (a.person < b.person ? -1 : 1));
}

/** The handle of a person, or their id where nobody knows it. */
export function nameIn(people: readonly Participant[], person: string, known?: string): string {
  return handleOf(person, people.find((one) => one.person === person)?.name ?? known);
}

function questionOf({ rulebook }: Book, id: string) {
  const found = Object.entries(rulebook.questions).find(([own, question]) => unitsOf(own, question).includes(id));
  return found && { id: found[0], question: found[1] };
}

/** A value that was read, in the question's unit. */
export function evidenceText(book: Book, id: string, value: KeptEvidence['value']): string {
  const found = questionOf(book, id);
  if (found === undefined) return '';
  const own = inOwnUnits(book.rulebook, { [id]: value })[found.id];
  return own === undefined ? '' : possibleText(found.question, own);
}

/** The address of a message, which Slack resolves in any workspace. */
export function linkTo(channel: string, ts: string, thread?: string): string {
  const link = `https://slack.com/archives/${channel}/p${ts.replace('.', '')}`;
  return thread === undefined || thread === ts ? link : `${link}?thread_ts=${thread}&cid=${channel}`;
}
