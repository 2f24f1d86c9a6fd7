import type { Approach, CostChoices } from '../core/index.ts';
import { dated, forNewDecisions } from './money.ts';
import { isoDate } from './dates.ts';
import type { Behind, ListedDecision, WaitingDebate } from './newcomer-ports.ts';
import type { Clock, Draft, Place, Store } from './ports.ts';
import { Refused } from './refused.ts';
import type { Actor } from './people.ts';

/** What somebody looks for among decisions; all of it must hold. */
export interface Sought {
  /** Words of the title, in any order and case. */
  readonly words?: string | undefined;
  readonly approach?: Approach | undefined;
  /** Not older than this, in milliseconds since 1970. */
  readonly since?: number | undefined;
}

export interface HistoryPage {
  readonly decisions: readonly ListedDecision[];
  /** Older ones may follow behind this one. */
  readonly more?: Behind | undefined;
}

/** What the Home tab shows of a person's own, and of the channels they are in. */
export interface HomeShown {
  readonly welcomed: boolean;
  readonly drafts: readonly Draft[];
  readonly waiting: readonly WaitingDebate[];
  readonly history: HistoryPage;
}

/**
 * What is behind a person, and in front of them. Who is in which channel the caller has to know; their own direct messages with the
 * app are always among them.
 */
export interface History {
  /** Decisions of these channels, the newest first. */
  page(who: Actor, channels: readonly string[], sought: Sought, behind?: Behind): Promise<HistoryPage>;
  home(who: Actor, channels: readonly string[]): Promise<HomeShown>;
  /** Where a decision is, to see who may look at it, and whether that is a direct message of theirs. @throws Refused `expired` */
  placeOf(who: Actor, decision: string): Promise<Place & { readonly own: boolean }>;
  /** They know what the app is for. */
  welcomed(who: Actor): Promise<void>;
  /** What somebody says about the costs of their new decisions. */
  money(who: Actor): Promise<CostChoices | undefined>;
  keepMoney(who: Actor, money: CostChoices): Promise<void>;
  /** Starts a person's new decisions with the model, currency and engineer rate of one they made. */
  startWith(who: Actor, money: CostChoices): Promise<void>;
}

export const historyPageSize = 10;
const onHome = 5;
/** So many decisions are looked through for one page of a search. */
const searched = 1_000;

export function createHistory({ store, clock }: { readonly store: Store; readonly clock: Clock }): History {
  async function keep({ installation, person }: Actor, said: (before?: CostChoices) => CostChoices): Promise<void> {
    const at = clock.now();
    const before = (await store.person(installation, person))?.money;
    await store.keepPerson({ installation, person, money: dated(said(before), before, isoDate(at)), updatedAt: at });
  }

  async function look(
    { installation, person }: Actor,
    channels: readonly string[],
    size: number,
    sought: Sought = {},
    behind?: Behind,
  ): Promise<HistoryPage> {
    const { since } = sought;
    const filtered = sought.words !== undefined || sought.approach !== undefined;
    const found = await store.decisions({
      installation,
      channels: [...new Set([...channels, ...(await store.directly(installation, person))])],
      behind,
      since,
      least: size + 1,
      most: filtered ? searched : size + 1,
    });
    const fitting = found.decisions.filter((one) => fits(one, sought));
    const decisions = fitting.slice(0, size);
    const last = decisions.at(-1);
    if (fitting.length > size && last !== undefined) return { decisions, more: { at: last.createdAt, id: last.id } };
    return { decisions, more: found.more };
  }

  return {
    page: (who, channels, sought, behind) => look(who, channels, historyPageSize, sought, behind),

    async home(who, channels) {
      const { installation, person } = who;
      const [kept, drafts, waiting, history] = await Promise.all([
        store.person(installation, person),
        store.drafts(installation, person, onHome),
        store.waiting(installation, person, channels, onHome),
        look(who, channels, onHome),
      ]);
      return { welcomed: kept?.welcomed === true, drafts, waiting, history };
    },

    async placeOf({ installation, person }, decision) {
      const written = await store.written(installation, decision);
      if (written === undefined) throw new Refused('expired');
      const { place, owner } = written.decision;
      return { ...place, own: owner === person && isDirect(place.channel) };
    },

    welcomed: ({ installation, person }) =>
      store.keepPerson({ installation, person, welcomed: true, updatedAt: clock.now() }),

    money: async ({ installation, person }) => (await store.person(installation, person))?.money,

    keepMoney: (who, said) => keep(who, () => said),

    startWith: (who, said) =>
      keep(who, (before) => ({ ...(before?.cashOnly === true && { cashOnly: true }), ...forNewDecisions(said) })),
  };
}

/** Nobody but one person and the app is in a direct message. */
export const isDirect = (channel: string): boolean => channel.startsWith('D');

function fits({ title, approach, chosen }: ListedDecision, sought: Sought): boolean {
  if (sought.approach !== undefined && (chosen ?? approach) !== sought.approach) return false;
  const folded = fold(title);
  return fold(sought.words ?? '')
    .split(/\s+/)
    .every((word) => folded.includes(word));
}

/** Letters without case and marks, so that "Müller" finds "muller". */
function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
