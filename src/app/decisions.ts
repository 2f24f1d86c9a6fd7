import { decide } from '../core/index.ts';
import type { Books, NamedBook } from './books.ts';
import type { ChannelGate } from './channels.ts';
import { isoDate } from './dates.ts';
import type { Drafts } from './drafts.ts';
import { dated, sameMoney } from './money.ts';
import type { Clock, Decision, Draft, Ids, Place, Revision, Store, Written } from './ports.ts';
import { postOfPosition, postsOfDecision, postsOfRevision } from './posts.ts';
import { type Readings, sameChoice } from './readings.ts';
import { Refused } from './refused.ts';
import type { Actor, UseCases } from './use-cases.ts';

/** What is written down for good: decisions, revisions, positions. Each of them twice has the effect of once. */
export function createDecisions({
  store,
  clock,
  ids,
  books,
  readings,
  drafts,
  wake,
  allow,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly books: Books;
  readonly readings: Readings;
  readonly drafts: Drafts;
  readonly wake: () => void;
  readonly allow: ChannelGate;
}): Pick<UseCases, 'share' | 'change' | 'takePosition' | 'choose' | 'reckon' | 'postNow'> {
  const today = () => isoDate(clock.now());

  async function ownDecision(who: Actor, id: string): Promise<Written> {
    const found = await readings.written(who.installation, id);
    if (isDebated(found.decision)) throw new Refused('debated');
    if (found.decision.owner !== who.person) throw new Refused('not-yours');
    return found;
  }

  async function shareFirst(draft: Draft, place: Place): Promise<Decision> {
    const decision: Decision = {
      installation: draft.installation,
      id: ids.next(),
      owner: draft.owner,
      title: draft.title,
      place,
      draft: draft.id,
      createdAt: clock.now(),
    };
    const first = revisionOf(draft, books.current, {
      decision: decision.id,
      number: 1,
      at: clock.now(),
      pricedAt: today(),
      money: await drafts.moneyOf(draft),
    });
    const stands = await store.share(decision, first, postsOfDecision(decision, clock.now()));
    return stands.decision;
  }

  /** Adds a revision, or finds the same one there already. @throws Refused `changed-meanwhile` */
  async function revise({ decision, revisions }: Written, revision: Revision, draft?: string): Promise<Decision> {
    const { number } = revision;
    const added = await store.revise(revision, postsOfRevision(decision, number, clock.now()), draft);
    if (!added) {
      const standing =
        revisions.find((one) => one.number === number) ??
        // Written by the same click arriving twice at once.
        (await readings.written(decision.installation, decision.id)).revisions.find((one) => one.number === number);
      if (standing === undefined || !sameRevision(standing, revision)) throw new Refused('changed-meanwhile');
    }
    wake();
    return decision;
  }

  return {
    async share(who, id, place) {
      const draft = await drafts.own(who, id);
      // What tries a worked case out is nobody's decision.
      if (draft.example !== undefined) throw new Refused('expired');
      const { revises } = draft;
      if (revises === undefined) {
        const to = draft.place ?? place;
        if (to === undefined) throw new Refused('no-place');
        allow(to);
        const decision = await shareFirst(draft, to);
        wake();
        return decision;
      }
      const found = await ownDecision(who, revises.decision);
      const base = found.revisions.find(({ number }) => number === revises.revision);
      const revision = revisionOf(draft, books.current, {
        decision: found.decision.id,
        number: revises.revision + 1,
        at: clock.now(),
        pricedAt: today(),
        chosen: base?.chosen,
        money: await drafts.moneyOf(draft),
      });
      return revise(found, revision, draft.id);
    },

    async change(who, id) {
      const { decision, revisions } = await readings.written(who.installation, id);
      if (isDebated(decision)) throw new Refused('debated');
      const { answers, unknown, number } = newest(revisions);
      const position = decision.owner === who.person ? undefined : (true as const);
      const { installation, title, place } = decision;
      const draft = drafts.create({ installation, owner: who.person, title, place });
      const revises = { decision: decision.id, revision: number, position };
      const kept = await drafts.keep({ ...draft, unknown, revises }, { answers, unknown: [] });
      const step = await drafts.next(kept);
      if (step.kind !== 'page') throw new Error('a change begins with a page');
      return step;
    },

    async takePosition(who, id, page) {
      const draft = await drafts.own(who, id);
      const { revises } = draft;
      if (revises?.position !== true) throw new Refused('expired');
      const { decision, revisions } = await readings.written(who.installation, revises.decision);
      const before = await store.position(who.installation, decision.id, who.person);
      if (before?.draft === draft.id) return readings.stanceOf(before);
      const { answers, unknown } = await drafts.keep(draft, page);
      // Compared with a newer revision it would blame them for what the owner changed.
      if (newest(revisions).number !== revises.revision) throw new Refused('changed-meanwhile');
      const position = {
        installation: who.installation,
        decision: decision.id,
        person: who.person,
        name: who.name,
        revision: revises.revision,
        answers,
        unknown,
        draft: draft.id,
        at: clock.now(),
      };
      const stands = await store.takePosition(position, (one) => postOfPosition(decision, one, clock.now()));
      wake();
      return readings.stanceOf(stands);
    },

    async choose(who, id, number, chosen) {
      const found = await ownDecision(who, id);
      const base = found.revisions.find((one) => one.number === number);
      if (base === undefined) throw new Refused('expired');
      return revise(found, { ...base, number: number + 1, author: who.person, at: clock.now(), chosen });
    },

    async reckon(who, id, number, money) {
      const found = await ownDecision(who, id);
      const base = found.revisions.find((one) => one.number === number);
      if (base === undefined) throw new Refused('expired');
      const said = dated(money, base.money, today());
      if (sameMoney(said, base.money)) return false;
      await revise(found, { ...base, number: number + 1, author: who.person, at: clock.now(), money: said });
      return true;
    },

    async postNow(who, id, place) {
      if (place !== undefined) allow(place);
      const { decision } = await ownDecision(who, id);
      const armed = await store.rearm(who.installation, decision.id, clock.now(), place);
      if (armed > 0) wake();
      const posts = await store.posts(who.installation, decision.id);
      return posts.every(({ kind, state }) => state === 'sent' || kind === 'not-posted') ? 'posted' : 'on-its-way';
    },
  };
}

/** What a debate decided changes with the debate: its message shows who agreed. */
const isDebated = ({ draft }: Decision): boolean => draft.startsWith('debate:');

function newest(revisions: Written['revisions']): Revision {
  return revisions.at(-1) ?? revisions[0];
}

function revisionOf(
  draft: Draft,
  { book, rulebook, prices }: NamedBook,
  rest: Pick<Revision, 'decision' | 'number' | 'at' | 'pricedAt' | 'chosen' | 'money'>,
): Revision {
  const { approach } = decide(book, draft.answers, rest.pricedAt);
  return {
    installation: draft.installation,
    author: draft.owner,
    answers: draft.answers,
    unknown: draft.unknown,
    approach,
    rulebook,
    prices,
    ...rest,
  };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function sameRevision(a: Revision, b: Revision): boolean {
  return same(a.answers, b.answers) && sameMoney(a.money, b.money) && sameChoice(a.chosen, b.chosen);
}
