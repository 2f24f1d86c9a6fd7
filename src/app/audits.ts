import { type Audit, audit, type Counts } from '../core/index.ts';
import type { Books } from './books.ts';
import type { Drafts } from './drafts.ts';
import { Refused } from './refused.ts';
import type { FirstPage, Resumed } from './pages.ts';
import type { Actor } from './people.ts';

/** Where the answers of an audit go: to a draft of the person, or to a new one. */
export type AuditFor =
  | { readonly draft: string }
  | (Pick<FirstPage, 'title' | 'place'> & { readonly draft?: undefined });

/** Judged answers, counted by kind of failure. Nothing of them is kept but the answers somebody chose to use. */
export interface Audits {
  /** What they say; a draft adds what is required of the workload. @throws Refused `not-yours`, `expired` */
  audit(who: Actor, counts: Counts, draft?: string): Promise<Audit>;
  /** Takes what they say as answers, and says where the person goes on. @throws Refused `not-yours`, `expired`, `done` */
  useAudit(who: Actor, counts: Counts, to: AuditFor): Promise<Resumed>;
}

export function createAudits({ books, drafts }: { readonly books: Books; readonly drafts: Drafts }): Audits {
  const { rulebook } = books.current.book;
  return {
    async audit(who, counts, id) {
      if (id !== undefined) await drafts.own(who, id);
      return audit(rulebook, counts);
    },

    async useAudit(who, counts, to) {
      const { installation, person: owner } = who;
      const draft =
        to.draft === undefined ? drafts.create({ installation, owner, ...to }) : await drafts.own(who, to.draft);
      if (draft.done === true) throw new Refused('done');
      const page = { answers: audit(rulebook, counts).answers, unknown: [] };
      // A draft that is new or was left on its first page goes on there.
      const begun = to.draft === undefined || draft.step === 'start';
      const kept = await drafts.keep(
        draft,
        page,
        begun ? { step: 'start' } : draft.revises === undefined ? {} : { step: 'preview' },
      );
      return drafts.resume(who, kept.id);
    },
  };
}
