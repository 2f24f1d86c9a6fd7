import type { PlainTextOption } from '@slack/types';
import { z } from 'zod';
import type { CostInput, Currency, Estimate } from '../../core/index.ts';
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

/** A number or a range, of which one time in ten lies below and one above. Empty: it stays assumed. */
export function estimateField(input: CostInput): Field<Value> {
  const usual = `${show(input.value)}${input.low === input.high ? '' : ` (${show(input.low)}-${show(input.high)})`}`;
  const max = input.unit === 'share' ? 1 : most;
  return {
    label: input.label,
    hint: texts.reckon.hint(input.unit),
    optional: true,
    value: typed.transform((given = '', context): Value => {
      if (given.trim() === '') return {};
      const read = readNumbers(given, { max, unit: input.unit });
      const inside = read !== undefined && read.low >= 0 && read.high <= max && read.low <= read.high;
      if (inside) return { estimate: estimateOf(read) };
      context.addIssue({ code: 'custom', message: texts.reckon.number });
      return z.NEVER;
    }),
    element: (action_id, initial) => ({
      type: 'plain_text_input',
      action_id,
      max_length: textLength,
      placeholder: plain(texts.reckon.usual(usual), limits.placeholder.max),
      ...(initial?.estimate && { initial_value: written(initial.estimate) }),
    }),
  };
}

/** A range stands for P10 and P90; its middle is the geometric one, as of numbers that span decades. */
function estimateOf({ low, high }: { readonly low: number; readonly high: number }): Estimate {
  return { p10: low, p50: low > 0 ? Math.sqrt(low * high) : (low + high) / 2, p90: high };
}

const written = ({ p10, p90 }: Estimate): string => (p10 === p90 ? String(p10) : `${p10}-${p90}`);

const option = (value: string, label: string): PlainTextOption & { value: string } => ({
  text: plain(label, limits.optionText.max),
  value,
});

/** One of the models there are prices for. */
export function modelField(models: readonly string[], usual: string): Field<Value> {
  const options = [option(usualModel, texts.reckon.usualModel(usual)), ...models.map((id) => option(id, id))];
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
        options: options.slice(0, limits.selectOptions.max),
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
        context.addIssue({ code: 'custom', message: texts.reckon.number });
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

const show = (number: number): string => number.toLocaleString('en-US', { maximumSignificantDigits: 4 });
