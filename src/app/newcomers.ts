import {
  type Approach,
  type Example,
  exampleOf,
  examplesOf,
  type Explanation,
  explain,
  parseAnswers,
  questionsOf,
} from '../core/index.ts';
import type { Books } from './books.ts';
import { isoDate } from './dates.ts';
import type { Drafts } from './drafts.ts';
import type { Clock, Store } from './ports.ts';
import type { PictureStore, Practice } from './newcomer-ports.ts';
import { Refused } from './refused.ts';
import type { PageAnswers, PageStep, Step } from './pages.ts';
import type { Actor } from './people.ts';

/** What newcomers do: read, try, practice. */
export interface Newcomers {
  /** The answers a lesson fills in beforehand; none when there is no such lesson. */
  filledFor(lesson: string): PageAnswers;
  /** Worked cases, in the order of the sources. */
  examples(): readonly Example[];
  /** Opens a worked case as a page of the form with its answers. @throws Refused `expired` */
  open(who: Actor, example: string): Promise<Step>;
  /** Back to the answers of a worked case as they are now. @throws Refused `expired`, `not-yours` */
  change(who: Actor, draft: string): Promise<PageStep>;
  /** A case to practice on: one that was missed, or one that is new. Undefined when there is none at all. */
  ask(who: Actor): Promise<Asked | undefined>;
  /** Compares what somebody would do with the verdict, and remembers how it went. @throws Refused `expired` */
  guess(who: Actor, example: string, approach: Approach): Promise<Guessed>;
  progress(who: Actor): Promise<Progress>;
  /** The files of pictures. */
  readonly pictures: PictureStore;
}

/** How somebody is doing. */
export interface Progress {
  /** Cases asked about at least once. */
  readonly seen: number;
  readonly right: number;
  /** Cases there are. */
  readonly all: number;
}

export interface Asked {
  readonly example: Example;
  /** It was missed before. */
  readonly again: boolean;
  readonly progress: Progress;
}

export interface Guessed {
  readonly example: Example;
  readonly right: boolean;
  readonly explanation: Explanation;
  readonly progress: Progress;
}

const nothing: PageAnswers = { answers: {}, unknown: [] };
/** How often a case that was missed is asked again, while there are new ones. */
const againShare = 0.4;

export function createNewcomers({
  store,
  clock,
  books,
  drafts,
  random = Math.random,
}: {
  readonly store: Pick<Store, 'practice' | 'keepPractice'> & PictureStore;
  readonly clock: Clock;
  readonly books: Books;
  readonly drafts: Pick<Drafts, 'tryOut' | 'next' | 'own'>;
  readonly random?: (() => number) | undefined;
}): Newcomers {
  const { book } = books.current;
  const { rulebook } = book;
  const examples = examplesOf(rulebook);

  async function practiced({ installation, person }: Actor): Promise<ReadonlyMap<string, Practice>> {
    const rows = await store.practice(installation, person);
    return new Map(rows.map((row) => [row.case, row]));
  }

  function progressOf(rows: ReadonlyMap<string, Practice>): Progress {
    const known = examples.flatMap(({ name }) => rows.get(name) ?? []);
    return { seen: known.length, right: known.filter(({ right }) => right).length, all: examples.length };
  }

  const drawn = (from: readonly Example[]): Example | undefined => from[Math.floor(random() * from.length)];

  /** Missed ones come back now and then, new ones come first, and once all are known the one asked longest ago. */
  function draw(rows: ReadonlyMap<string, Practice>): { example: Example; again: boolean } | undefined {
    const latest = [...rows.values()].at(-1)?.case;
    const others = examples.filter(({ name }) => name !== latest);
    const from = others.length === 0 ? examples : others;
    const missed = from.filter(({ name }) => rows.get(name)?.right === false);
    const fresh = from.filter(({ name }) => !rows.has(name));
    const again = missed.length > 0 && (fresh.length === 0 || random() < againShare);
    const known = from.toSorted((a, b) => (rows.get(a.name)?.at ?? 0) - (rows.get(b.name)?.at ?? 0));
    const example = again ? drawn(missed) : (drawn(fresh) ?? known[0]);
    return example && { example, again };
  }

  return {
    filledFor(id) {
      const lesson = Object.hasOwn(rulebook.lessons, id) ? rulebook.lessons[id] : undefined;
      const parsed = lesson && parseAnswers(rulebook, lesson.try);
      return parsed?.ok === true ? { answers: parsed.answers, unknown: [] } : nothing;
    },

    examples: () => examples,

    open: async (who, name) => drafts.next(await drafts.tryOut(who, name)),

    async change(who, id) {
      const draft = await drafts.own(who, id);
      return { kind: 'page', draft, questions: questionsOf(book).toChange(draft.answers, isoDate(clock.now())) };
    },

    async ask(who) {
      const rows = await practiced(who);
      const chosen = draw(rows);
      return chosen && { ...chosen, progress: progressOf(rows) };
    },

    async guess(who, name, approach) {
      const example = exampleOf(rulebook, name);
      if (example === undefined) throw new Refused('expired');
      const { installation, person } = who;
      const at = clock.now();
      const right = example.right.includes(approach);
      await store.keepPractice({ installation, person, case: name, right, at });
      const explanation = explain(book, example.answers, { title: name, at: isoDate(at) });
      return { example, right, explanation, progress: progressOf(await practiced(who)) };
    },

    progress: async (who) => progressOf(await practiced(who)),

    pictures: store,
  };
}
