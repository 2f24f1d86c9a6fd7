import {
  addLater,
  type Approach,
  challenge,
  type Challenged,
  type Leaning,
  leaningOf,
  type Premise,
  differences,
  explain,
  type Explanation,
  inOwnUnits,
  moved,
  type CostOption,
  type Costs,
  costsCsv,
  type Outlook,
  lookingOut,
  type Rulebook,
  type Scenario,
  type Swing,
  tornado,
  record,
  scenarioOf,
  simulating,
  whyNot,
  type WhyNot,
  writingReceipt,
} from '../core/index.ts';
import type { Books } from './books.ts';
import { isoDate } from './dates.ts';
import type {
  Choice,
  Decision,
  Installation,
  PersonId,
  Position,
  Revision,
  Shown,
  ShownChoice,
  Stance,
  Store,
  Written,
} from './ports.ts';
import { handleOf, userOf } from './people.ts';
import { Refused } from './refused.ts';
import { inTurns } from './turns.ts';

/** What can be read of a decision by anybody who sees it; always with the rules and prices it was made from. */
export interface Showing {
  /** The newest revision, or the one with this number. */
  show(installation: Installation, decision: string, number?: number): Promise<Shown>;
  /** What the draws say of a decision's costs. It takes a moment: not for the way to an acknowledgement. */
  outlook(shown: Shown): Promise<Outlook>;
  /** The numbers that move its result most, without draws: soon enough for a window. */
  swings(shown: Shown): Promise<readonly Swing[]>;
  /** The table as CSV, and what reproduces every number of it as JSON. */
  files(installation: Installation, decision: string): Promise<CostFiles>;
  /** The decision record, Markdown. */
  record(installation: Installation, decision: string): Promise<string>;
  /** Why the newest revision does not say this approach. */
  whyNot(installation: Installation, decision: string, approach: Approach): Promise<Shown & { readonly not: WhyNot }>;
  /** A reason of a revision with what it leans on. @throws Refused `expired` when it does not give that reason */
  leaning(
    installation: Installation,
    decision: string,
    rule: string,
    number?: number,
  ): Promise<Shown & { readonly leaning: Leaning }>;
  /** The verdict of a revision under one other premise, for whoever asks; nothing is stored. */
  challenge(shown: Shown, rule: string, premise: Premise): Promise<Challenged>;
  /** What a person says about a decision now. */
  stance(installation: Installation, decision: string, person: PersonId): Promise<Stance | undefined>;
}

/** The same, with what other use cases need of decisions. */
export interface DecisionShowing extends Showing {
  written(installation: Installation, decision: string): Promise<Written>;
  explained(title: string, revision: Revision): Promise<Explanation>;
  stanceOf(position: Position): Promise<Stance>;
}

/** What can be downloaded of a decision's costs. */
export interface CostFiles {
  readonly title: string;
  readonly decision: Decision;
  readonly csv: string;
  /** JSON; `rag-or-ft costs --receipt` reproduces every number of it. */
  readonly receipt: object;
}

/** @throws Refused `expired` from every function when the decision is not there. */
export function createShowing({ store, books }: { readonly store: Store; readonly books: Books }): DecisionShowing {
  async function written(installation: Installation, id: string): Promise<Written> {
    const found = await store.written(installation, id);
    if (found === undefined) throw new Refused('expired');
    return found;
  }

  async function explained(title: string, revision: Revision): Promise<Explanation> {
    return explain(await books.of(revision), revision.answers, { title, at: revision.pricedAt, money: revision.money });
  }

  async function show(installation: Installation, id: string, number?: number): Promise<Shown> {
    const { decision, revisions } = await written(installation, id);
    const revision = revisions.find((one) => one.number === number) ?? revisions.at(-1) ?? revisions[0];
    const before = revisions.find((one) => one.number === revision.number - 1);
    const explanation = await explained(decision.title, revision);
    const earlier = before && (await explained(decision.title, before));
    const shown = { decision, revision, explanation, choice: await choiceIn(revision, before) };
    addLater(shown, { moved: () => (earlier === undefined ? [] : moved(earlier, explanation)) });
    return shown;
  }

  async function choiceIn(revision: Revision, before: Revision | undefined): Promise<ShownChoice | undefined> {
    const { chosen } = revision;
    if (chosen === undefined) return undefined;
    const { label } = (await books.of(revision)).rulebook.approaches[chosen.approach];
    return { ...chosen, label, recorded: !sameChoice(chosen, before?.chosen) };
  }

  async function stanceOf(position: Position): Promise<Stance> {
    const { decision, revisions } = await written(position.installation, position.decision);
    const revision = revisions.find(({ number }) => number === position.revision) ?? revisions[0];
    const stands = await explained(decision.title, revision);
    const would = await explained(decision.title, { ...revision, answers: position.answers });
    return { position, differences: differences(stands, would), stands, would };
  }

  return {
    written,
    explained,
    show,
    stanceOf,

    async outlook(shown) {
      const { rulebook } = await books.of(shown.revision);
      const scenario = scenarioIn(rulebook, shown.revision);
      const { approach: recommended, costs } = shown.explanation;
      const asked = { recommended, shown: pricedIn(costs), todayUsd: shown.revision.money?.todayUsd };
      const simulation = await inTurns(simulating(scenario));
      return inTurns(lookingOut(rulebook, scenario, simulation, asked));
    },

    async swings({ revision, explanation }) {
      const { rulebook } = await books.of(revision);
      return tornado(scenarioIn(rulebook, revision), explanation.approach, pricedIn(explanation.costs));
    },

    async files(installation, id) {
      const { decision, revision, explanation } = await show(installation, id);
      const { rulebook } = await books.of(revision);
      const { answers, pricedAt, money } = revision;
      const inputs = { answers: inOwnUnits(rulebook, answers), at: pricedAt, money };
      const receipt = await inTurns(writingReceipt(rulebook, inputs));
      return { title: decision.title, decision, csv: costsCsv(explanation.costs, rulebook), receipt };
    },

    async stance(installation, decision, person) {
      const position = await store.position(installation, decision, person);
      return position && stanceOf(position);
    },

    async whyNot(installation, id, approach) {
      const shown = await show(installation, id);
      return { ...shown, not: whyNot(await books.of(shown.revision), shown.explanation, approach) };
    },

    async leaning(installation, id, rule, number) {
      const shown = await show(installation, id, number);
      const found = leaningOf(await books.of(shown.revision), shown.explanation, rule, books.places);
      if (found === undefined) throw new Refused('expired');
      // Copied by `...` it would be priced.
      return Object.assign(shown, { leaning: found });
    },

    async challenge({ decision, revision }, rule, premise) {
      const { answers, pricedAt: at, money } = revision;
      return challenge(await books.of(revision), answers, rule, premise, { title: decision.title, at, money });
    },

    async record(installation, id) {
      const { decision, revision, explanation, choice } = await show(installation, id);
      const stances = await Promise.all((await store.positions(installation, id)).map(stanceOf));
      const positions = stances
        .filter(({ differences: seen }) => seen.length > 0)
        .map(({ position, differences: seen, would }) => ({
          by: handleOf(position.person, position.name),
          revision: position.revision,
          differences: seen,
          would: would.label,
        }));
      const { approaches } = (await books.of(revision)).rulebook;
      return record(explanation, { ...metaOf(decision, revision), approaches, chosen: choice, positions });
    },
  };
}

const scenarioIn = (rulebook: Rulebook, { answers, pricedAt, money }: Revision): Scenario =>
  scenarioOf(rulebook, inOwnUnits(rulebook, answers), pricedAt, money);

const pricedIn = ({ options }: Costs): readonly CostOption[] =>
  options.filter(({ unavailable }) => unavailable === undefined).map(({ option }) => option);

/** Whether two choices say the same. */
export function sameChoice(a: Choice | undefined, b: Choice | undefined): boolean {
  return a?.approach === b?.approach && a?.reason === b?.reason;
}

function metaOf(decision: Decision, revision: Revision) {
  return {
    owner: userOf(decision.owner),
    decidedAt: isoDate(decision.createdAt),
    revisedAt: revision.number > 1 ? isoDate(revision.at) : undefined,
    revision: revision.number,
    rulebook: revision.rulebook,
    prices: revision.prices,
  };
}
