import { type Approach, type Book, decide, explain, parseAnswers } from '../core/index.ts';
import type { BookName, StoredBooks } from './books.ts';
import type { Decision, Installation, Revision, Store } from './ports.ts';

/** A decision with its latest revision. */
export interface LatestDecision {
  readonly decision: Decision;
  readonly revision: Revision;
}

/** Everything that was decided, a page at a time, for those who only look. */
export interface Shelf extends Pick<Store, 'content'> {
  /** Keys of the installations that decided something, after this one. */
  decided(after: Installation, limit: number): Promise<readonly Installation[]>;
  /** The newest of one of them, after this decision, by its id; with `by` only what other rules or prices were used for. */
  latest(
    installation: Installation,
    page: { readonly after: string; readonly limit: number; readonly by?: BookName | undefined },
  ): Promise<readonly LatestDecision[]>;
}

/** A stored decision that would come out otherwise now. Nothing of it is changed by knowing so. */
export interface Flip extends LatestDecision {
  readonly from: Approach;
  /** undefined: the rules of now do not understand its answers, as `because` says. */
  readonly to: Approach | undefined;
  /** The reason that decides it now and did not then, in a sentence. */
  readonly because: string;
  readonly rule: string | undefined;
}

const pageOf = { installations: 50, decisions: 50 } as const;

/** What everything stored is decided anew by. */
export interface DecidingAnew {
  readonly shelf: Shelf;
  readonly book: Book;
  /** Those of earlier decisions. */
  readonly earlier: StoredBooks;
  /** Date the prices are taken at, YYYY-MM-DD. */
  readonly at: string;
  /** Looks only at what was decided by other rules or prices than these. */
  readonly by?: BookName | undefined;
}

/** Decides everything stored anew, workspace by workspace; what comes out as before is undefined. Others have their turn after each page. */
export async function* decideAnew(deciding: DecidingAnew): AsyncGenerator<Flip | undefined> {
  const { shelf, by } = deciding;
  let workspaces = await shelf.decided('', pageOf.installations);
  while (workspaces.length > 0) {
    for (const installation of workspaces) {
      const limit = pageOf.decisions;
      let after = '';
      for (;;) {
        const page = await shelf.latest(installation, { after, limit, by });
        for (const latest of page) yield await flipOf(latest, deciding);
        await new Promise<void>((done) => void setImmediate(done));
        const last = page.at(-1);
        if (last === undefined) break;
        after = last.decision.id;
      }
    }
    workspaces = await shelf.decided(workspaces.at(-1) ?? '', pageOf.installations);
  }
}

async function flipOf(latest: LatestDecision, { book, earlier, at }: DecidingAnew): Promise<Flip | undefined> {
  const { revision } = latest;
  const from = revision.approach;
  const read = parseAnswers(book.rulebook, revision.answers);
  if (!read.ok) {
    const [problem] = read.problems;
    const because = `${problem?.path.join('.') ?? ''}: ${problem?.message ?? 'its answers are not understood'}`;
    return { ...latest, from, to: undefined, because, rule: undefined };
  }
  const { approach: to } = decide(book, read.answers, at);
  if (to === from) return undefined;
  // Titles are not needed for reasons.
  const now = explain(book, read.answers, { title: '', at, money: revision.money });
  const then = await reasonsThen(revision, earlier);
  const reason = now.reasons.find(({ rule }) => !then.has(rule)) ?? now.reasons[0];
  return { ...latest, from, to, because: reason?.text ?? now.sentence, rule: reason?.rule };
}

/** The rules that decided it; none that are known where this program no longer reads the rules of then. */
async function reasonsThen(revision: Revision, earlier: StoredBooks): Promise<ReadonlySet<string>> {
  try {
    const book = await earlier(revision);
    const { reasons } = explain(book, revision.answers, { title: '', at: revision.pricedAt, money: revision.money });
    return new Set(reasons.map(({ rule }) => rule));
  } catch {
    return new Set();
  }
}
