import { type Audits, createAudits } from './audits.ts';
import type { Books } from './books.ts';
import { type ChannelGate, channelGate } from './channels.ts';
import { createDebates, type Debates } from './debates.ts';
import { createDecisions, type Decisions } from './decisions.ts';
import { createDrafts, type Filling } from './drafts.ts';
import { createForgetting, type Forgetting } from './forgetting.ts';
import { createHistory, type History } from './history.ts';
import { createNewcomers, type Newcomers } from './newcomers.ts';
import type { Clock, Ids, Store } from './ports.ts';
import { createShowing, type Showing } from './showing.ts';

export type { PageAnswers, PageStep, Preview, Step } from './pages.ts';
export type { Actor } from './people.ts';

/** Everything the product does. */
export interface UseCases extends Filling, Decisions, Showing, Audits {
  /** Debates in threads. */
  readonly debates: Debates;
  readonly forgetting: Forgetting;
  readonly newcomers: Newcomers;
  readonly history: History;
  /** @throws Refused `channel-off` where the app may not post or read. */
  readonly allow: ChannelGate;
}

export interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly books: Books;
  /** Called after posts were written, so that they leave at once. */
  readonly wake: () => void;
  /** Chance: 0 to below 1. Default: Math.random. */
  readonly random?: (() => number) | undefined;
  /** The only channels to post in and read; undefined for all. */
  readonly channels?: readonly string[] | undefined;
}

/** The use cases of the product. They know no Slack: a listener translates, calls one of them, and renders. */
export function createUseCases(deps: Deps): UseCases {
  const showing = createShowing(deps);
  const drafts = createDrafts({ ...deps, showing });
  const allow = channelGate(deps.channels);
  return {
    ...drafts,
    ...showing,
    ...createDecisions({ ...deps, showing, drafts, allow }),
    ...createAudits({ ...deps, drafts }),
    debates: createDebates({ ...deps, showing, allow }),
    forgetting: createForgetting(deps),
    history: createHistory(deps),
    newcomers: createNewcomers({ ...deps, drafts }),
    allow,
  };
}
