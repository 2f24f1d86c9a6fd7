import type { PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { type CostInput, costInputs, type Currency, type Estimate, type Range } from '../../core/index.ts';
import { limits } from '../limits.ts';
import { texts } from '../texts.ts';
import { readNumbers } from './amounts.ts';
import { type Field, plain } from './form.ts';

/** What an input of the window may hold; which of them depends on the input. */
export interface Value {
  readonly estimate?: Estimate | undefined;
  readonly model?: string | undefined;
  readonly usd?: number | undefined;
  readonly currency?: Currency | undefined;
  readonly ticked?: boolean | undefined;
}

const textLength = 80;
const most = 1e12;
const usualModel = '?usual';
const ticked = 'yes';

const typed = z.union([z.string(), z.undefined()]);

/** A number somebody may say; `now` is what it is without that, which only whoever looks at the window needs. */
export interface Asked extends Pick<CostInput, 'id' | 'label' | 'unit'> {
  readonly now?: string | undefined;
}

/** A number with what holds now. */
export function askedOf({ id, label, unit, value, low, high, assumed }: CostInput): Asked {
  const range = low === high ? '' : ` (${sayIn(unit, low)}-${sayIn(unit, high)})`;
  const usual = `${sayIn(unit, value)}${range}`;
  return { id, label, unit, now: assumed ? texts.reckon.usual(usual) : texts.reckon.now(usual) };
}

/** A number or a range, of which one time in ten lies below and one above. Empty: it stays as it is. */
export function estimateField(input: Asked): Field<Value> {
  const { label, unit, now } = input;
  const share = isShare(unit);
  const measure = { max: share ? 1 : most, unit };
  return {
    label,
    hint: share ? texts.reckon.hintShare : texts.reckon.hint(unit),
    optional: true,
    value: typed.transform((given = '', context): Value => {
      if (given.trim() === '') return {};
      const read = readNumbers(given, measure);
      const problem = read === undefined ? texts.reckon.number : problemWith(input, read);
      if (read !== undefined && problem === undefined) return { estimate: estimateOf(read) };
      context.addIssue({ code: 'custom', message: problem ?? texts.reckon.number });
      return z.NEVER;
    }),
    element: (action_id, initial) => ({
      type: 'plain_text_input',
      action_id,
      max_length: textLength,
      ...(now !== undefined && { placeholder: plain(now, limits.placeholder.max) }),
      ...(initial?.estimate && { initial_value: written(initial.estimate, share) }),
    }),
  };
}

/** What is wrong with a range for this number, by the rules of `rag-or-ft costs --inputs`; undefined when nothing is. */
function problemWith({ id, unit }: Asked, { low, high }: Range): string | undefined {
  if (low > high) return texts.form.backwards;
  for (const end of [low, high]) {
    const inputs = id.split('.').reduceRight<unknown>((value, key) => ({ [key]: value }), end);
    const read = costInputs.safeParse(inputs);
    const problem = read.error?.issues[0]?.message;
    if (problem !== undefined) return texts.reckon.outside(problem.replace(/[\d.]+$/, (it) => sayIn(unit, Number(it))));
  }
  return undefined;
}

/** A range stands for P10 and P90; its middle is the geometric one, as of numbers that span decades. */
function estimateOf({ low, high }: Range): Estimate {
  if (low === high) return { p10: low, p50: low, p90: high };
  return { p10: low, p50: low > 0 ? Math.sqrt(low * high) : (low + high) / 2, p90: high };
}

/** Above 100 a bare share would be read as percent. */
function written({ p10, p90 }: Estimate, share: boolean): string {
  const one = (end: number): string => (share && end > 1 ? `${String(end * 100)}%` : String(end));
  return p10 === p90 ? one(p10) : `${one(p10)}${p10 < 0 ? ' to ' : '-'}${one(p90)}`;
}

const option = (value: string, label: string): PlainTextOption & { value: string } => ({
  text: plain(label, limits.optionText.max),
  value,
});

/** One of the models there are prices for. */
export function modelField(models: readonly string[], usual: string): Field<Value> {
  const known = models.slice(0, limits.selectOptions.max - 1);
  const options = [option(usualModel, texts.reckon.usualModel(usual)), ...known.map((id) => option(id, id))];
  return {
    label: texts.reckon.model,
    value: z
      .string(texts.reckon.unknownModel)
      .refine((given) => options.some(({ value }) => value === given), texts.reckon.unknownModel)
      .transform((given): Value => ({ model: given === usualModel ? undefined : given })),
    element: (action_id, initial) => {
      const chosen = options.find(({ value }) => value === initial?.model) ?? options[0];
      return {
        type: 'static_select',
        action_id,
        options,
        ...(chosen && { initial_option: chosen }),
      };
    },
  };
}

/** One tick. */
export function tickField(label: string, text: string): Field<Value> {
  const option = { text: plain(text, limits.optionText.max), value: ticked };
  return {
    label,
    optional: true,
    value: z
      .union([z.array(z.string()), z.string(), z.undefined()])
      .transform((given): Value => ({ ticked: given?.includes(ticked) ?? false })),
    element: (action_id, initial) => ({
      type: 'checkboxes',
      action_id,
      options: [option],
      ...(initial?.ticked === true && { initial_options: [option] }),
    }),
  };
}

const rate = /^([A-Za-z]{3})\s*[:=]?\s*(\d{1,6}(?:\.\d{1,6})?)$/;

/** An amount in dollars, or a currency with its rate. Empty: nothing said. */
export function moneyField(label: string, hint: string, kind: 'usd' | 'currency'): Field<Value> {
  return {
    label,
    hint,
    optional: true,
    value: typed.transform((given = '', context): Value => {
      const text = given.trim();
      if (text === '') return {};
      if (kind === 'usd') {
        const read = readNumbers(text.replace(/usd\b/gi, '').trim(), { max: most, unit: '$' });
        if (read !== undefined && read.low === read.high && read.low >= 0 && read.low <= most) return { usd: read.low };
        const message =
          read !== undefined && read.high < 0 ? texts.reckon.outside(texts.reckon.atLeastNothing) : texts.reckon.number;
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }
      const [, code, perUsd] = rate.exec(text) ?? [];
      if (code !== undefined && Number(perUsd) > 0) {
        return { currency: { code: code.toUpperCase(), perUsd: Number(perUsd), on: '' } };
      }
      context.addIssue({ code: 'custom', message: texts.reckon.currencyWrong });
      return z.NEVER;
    }),
    element: (action_id, initial) => {
      const { usd, currency } = initial ?? {};
      const text = currency === undefined ? usd?.toString() : `${currency.code} ${currency.perUsd}`;
      return {
        type: 'plain_text_input',
        action_id,
        max_length: textLength,
        ...(text !== undefined && { initial_value: text }),
      };
    },
  };
}

const isShare = (unit: string): boolean => /^share\b/.test(unit);

/** A number as people say it: shares in percent. */
function sayIn(unit: string, number: number): string {
  const shown = (isShare(unit) ? number * 100 : number).toLocaleString('en-US', { maximumSignificantDigits: 4 });
  return isShare(unit) ? `${shown}%` : shown;
}

/** "2,000 (500 to 8,000) queries per day", "1 query per day", "15% (5% to 50%) per month" */
export function measureText(unit: string, value: number, low = value, high = value): string {
  const range = low === high ? '' : texts.sums.range(sayIn(unit, low), sayIn(unit, high));
  const said = `${sayIn(unit, value)}${range}`;
  return `${said} ${isShare(unit) ? unit.replace(/^share\s*/, '') : said === '1' ? singular(unit) : unit}`.trim();
}

/** The unit of one: "days per month" is "day per month". Short ones, as "ms", are no plurals. */
function singular(unit: string): string {
  return unit.replace(/^[\w-]{4,}/, (things) =>
    things
      .replace(/ies$/, 'y')
      .replace(/(ch|ss)es$/, '$1')
      .replace(/([^s])s$/, '$1'),
  );
}
