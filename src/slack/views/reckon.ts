import type { ModalView } from '@slack/types';
import type { z } from 'zod';
import type { Shown } from '../../app/ports.ts';
import {
  conflicts,
  type CostChoices,
  type Estimate,
  numberAsked,
  type Rulebook,
  type Swing,
} from '../../core/index.ts';
import { type Asked, askedOf, estimateField, modelField, moneyField, tickField, type Value } from '../forms/costs.ts';
import { type Field, form, type ViewState } from '../forms/form.ts';
import { readContext, reckonContext } from '../codecs.ts';
import { inputs, modals } from '../ids.ts';
import { texts } from '../texts.ts';
import { context } from './rich.ts';

/** The numbers a window offers besides those that were changed before. */
const numbersOffered = 8;
/** As many as Slack carries for us in a window. */
const numbersMost = 30;

/** What the window of assumptions is made of. */
export interface ReckonShown extends Pick<Shown, 'explanation' | 'revision'> {
  /** The numbers that move the result most, the first first. */
  readonly swings: readonly Pick<Swing, 'input'>[];
}

type CostRules = Pick<Rulebook, 'prices' | 'costs'>;

/** What a window of assumptions says once it was read. */
export type ReckonRead =
  | {
      readonly ok: true;
      readonly decision: string;
      readonly revision: number;
      readonly money: CostChoices;
      /** The person wants model, currency and rate for their new decisions too. */
      readonly asDefault: boolean;
    }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** The assumptions that matter most, to be replaced by what the team knows. */
export function reckonView({ explanation, revision, swings }: ReckonShown, rulebook: CostRules): ModalView {
  const { money = {} } = revision;
  const changed = Object.keys(money.numbers ?? {});
  const paths = [...new Set([...changed, ...swings.map(({ input }) => input)])]
    .filter((path) => explanation.costs.inputs.some(({ id, price }) => id === path && price === undefined))
    .slice(0, Math.min(numbersMost, numbersOffered + changed.length));
  const asked = paths.flatMap((path) => explanation.costs.inputs.filter(({ id }) => id === path).map(askedOf));
  const made = reckonForm(asked, rulebook);
  const numbers = Object.fromEntries(changed.flatMap((path) => entry(path, money.numbers?.[path])));
  const { todayUsd, currency, model, cashOnly } = money;
  const initial: Record<string, Value> = {
    ...numbers,
    [inputs.model]: { model },
    [inputs.people]: { ticked: cashOnly === true },
    ...(todayUsd !== undefined && { [inputs.today]: { usd: todayUsd } }),
    ...(currency !== undefined && { [inputs.currency]: { currency } }),
  };
  return made.view({ v: 1, decision: revision.decision, revision: revision.number, paths }, initial, {
    title: texts.reckon.modal,
    submit: texts.reckon.submit,
    close: texts.reckon.close,
    before: [context(texts.reckon.intro)],
  });
}

/** Reads the window, for which nothing is priced; a currency has no day yet. @throws z.ZodError when its context is not one of ours. */
export function readReckon(view: ViewState, rulebook: CostRules): ReckonRead {
  const { decision, revision, paths } = contextOf(view);
  const asked = paths.flatMap((path) => numberAsked(rulebook, path) ?? []);
  const read = reckonForm(asked, rulebook).parse(view);
  if (!read.ok) return read;
  const { values } = read;
  const numbers = Object.fromEntries(
    paths.flatMap((path) => {
      const value = values[blockOf(path)];
      return value?.estimate === undefined ? [] : [[path, value.estimate] as const];
    }),
  );
  const clashing = conflicts(rulebook, new Map(Object.entries(numbers))).map(({ path }) => blockOf(path));
  if (clashing.length > 0) {
    return { ok: false, errors: Object.fromEntries(clashing.map((block) => [block, texts.reckon.overlap])) };
  }
  const todayUsd = values[inputs.today]?.usd;
  const currency = values[inputs.currency]?.currency;
  const money: CostChoices = {
    ...(Object.keys(numbers).length > 0 && { numbers }),
    model: values[inputs.model]?.model,
    ...(values[inputs.people]?.ticked === true && { cashOnly: true }),
    todayUsd,
    currency,
  };
  return { ok: true, decision, revision, money: defined(money), asDefault: values[inputs.defaults]?.ticked === true };
}

const contextOf = (view: ViewState): z.output<typeof reckonContext> => readContext(reckonContext, view);

/** Without the keys nobody said anything of, so that the same said twice is the same. */
function defined({ numbers, model, cashOnly, todayUsd, currency }: CostChoices): CostChoices {
  return {
    ...(numbers && { numbers }),
    ...(model !== undefined && { model }),
    ...(cashOnly === true && { cashOnly }),
    ...(todayUsd !== undefined && { todayUsd }),
    ...(currency && { currency }),
  };
}

const entry = (path: string, estimate: Estimate | undefined): (readonly [string, Value])[] =>
  estimate === undefined ? [] : [[blockOf(path), { estimate }]];

/** Block ids must not look like questions. */
const blockOf = (path: string): string => `Number.${path}`;

function reckonForm(asked: readonly Asked[], { prices }: Pick<CostRules, 'prices'>) {
  const numbers = asked.map((one) => [blockOf(one.id), estimateField(one)] as const);
  const models = [...new Set(prices.models.map(({ id }) => id))];
  const fields: Readonly<Record<string, Field<Value>>> = {
    ...Object.fromEntries(numbers),
    [inputs.model]: modelField(models, prices.uses.rag ?? ''),
    [inputs.people]: tickField(texts.reckon.people, texts.reckon.peopleOut),
    [inputs.today]: moneyField(texts.reckon.today, texts.reckon.todayHint, 'usd'),
    [inputs.currency]: moneyField(texts.reckon.currency, texts.reckon.currencyHint, 'currency'),
    [inputs.defaults]: tickField(texts.reckon.defaults, texts.reckon.defaultsTick),
  };
  return form<Value, typeof reckonContext>({ id: modals.reckon, fields, context: reckonContext, keepsNothing: true });
}
