import { type Case, type CostChoices, type Currency, givenBy, inOwnUnits, type Rulebook, same } from '../core/index.ts';
import type { Revision } from './ports.ts';

/** The only number of the costs that belongs to a workspace rather than to a workload. */
const engineerRate = 'people.usd_per_week';

/** What a decision keeps of what was said about its costs when its answers change: a new answer takes the place of its number. */
export function keptMoney(
  rulebook: Rulebook,
  { answers: before, money }: Pick<Revision, 'answers' | 'money'>,
  answers: Case,
): CostChoices | undefined {
  if (money?.numbers === undefined) return money;
  const was = givenBy(rulebook, inOwnUnits(rulebook, before));
  const is = givenBy(rulebook, inOwnUnits(rulebook, answers));
  const kept = Object.entries(money.numbers).filter(([path]) => same(was.get(path), is.get(path)));
  const { numbers: _, ...rest } = money;
  return kept.length === 0 ? rest : { ...money, numbers: Object.fromEntries(kept) };
}

/** A rate with the day it was set: one that was set before keeps its day. */
export function dated(money: CostChoices, before: CostChoices | undefined, today: string): CostChoices {
  const { currency } = money;
  if (currency === undefined) return money;
  const old = before?.currency;
  const known = old !== undefined && sameRate(old, currency);
  return { ...money, currency: { ...currency, on: known ? old.on : today } };
}

const sameRate = (a: Currency, b: Currency): boolean => a.code === b.code && a.perUsd === b.perUsd;

/** What of the costs of one decision new ones may start from: neither its numbers nor what is paid today. */
export function forNewDecisions({ model, currency, numbers = {} }: CostChoices): CostChoices {
  const rate = numbers[engineerRate];
  return {
    ...(rate && { numbers: { [engineerRate]: rate } }),
    ...(model !== undefined && { model }),
    ...(currency && { currency }),
  };
}

/** What a new decision of a person starts from: what they say, and beneath it what the workspace says. */
export function ownMoney(own: CostChoices | undefined, workspace: CostChoices | undefined): CostChoices | undefined {
  if (own === undefined) return workspace;
  const numbers = { ...workspace?.numbers, ...own.numbers };
  return { ...workspace, ...own, ...(Object.keys(numbers).length > 0 && { numbers }) };
}

/** Whether two say the same of costs; nothing is as good as undefined. */
export const sameMoney = (a: CostChoices | undefined, b: CostChoices | undefined): boolean => same(a ?? {}, b ?? {});
