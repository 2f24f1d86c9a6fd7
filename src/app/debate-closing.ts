import { type Debate, decide, inOwnUnits } from '../core/index.ts';
import type { Books } from './books.ts';
import { isoDate, monthsAfter } from './dates.ts';
import { postsOfClosing } from './debate-posts.ts';
import type { Closing, DebateChange, FoundDebate, StoredDebate } from './debate-ports.ts';
import type { DebateShowing } from './debate-showing.ts';
import { type Decision, type NewPost, ofDebate, type Revision } from './kept.ts';
import type { Clock, Ids } from './ports.ts';

/** Makes a decision of a debate, inside the transaction that changes it. */
export function createClosings({
  books,
  clock,
  ids,
  debates,
}: {
  readonly books: Books;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly debates: DebateShowing;
}) {
  function as(
    found: FoundDebate,
    end: Pick<Closing, 'how' | 'by' | 'reason' | 'choices'>,
    { case: said }: Pick<Debate, 'case'> = debates.settled(found),
  ): DebateChange {
    const { debate } = found;
    const { installation, place, title, opener } = debate;
    const now = clock.now();
    const at = isoDate(now);
    const { book, rulebook, prices } = books.current;
    const answers = { ...said, ...inOwnUnits(book.rulebook, end.choices) };
    const { approach } = decide(book, answers, at);
    const first: Decision = {
      installation,
      id: ids.next(),
      owner: opener,
      title,
      place,
      draft: `${ofDebate}${debate.id}`,
      createdAt: now,
    };
    const decision = debate.closing?.decision ?? first.id;
    const number = (debate.closing?.revision ?? 0) + 1;
    const revision: Revision = {
      installation,
      decision,
      number,
      author: end.by,
      answers,
      unknown: [],
      approach,
      rulebook,
      prices,
      pricedAt: at,
      at: now,
    };
    const closing: Closing = { ...end, decision, revision: number, at: now };
    const months = book.rulebook.approaches[approach].review_months;
    const closed: StoredDebate = {
      ...debate,
      state: 'settled',
      version: debate.version + 1,
      closing,
      reviewAt: monthsAfter(now, months),
    };
    const posts: readonly NewPost[] = postsOfClosing(closed, closing, now);
    return { debate: closed, written: { decision: number === 1 ? first : undefined, revision }, posts };
  }

  return {
    as,
    /** Once one approach is left; undefined while more are, or when it is settled already. */
    automatically(found: FoundDebate): DebateChange | undefined {
      if (found.debate.state === 'settled') return undefined;
      const now = debates.settled(found);
      if (now.settled === 'no') return undefined;
      return as(found, { how: 'settled', by: found.debate.opener, choices: {} }, now);
    },
  };
}
