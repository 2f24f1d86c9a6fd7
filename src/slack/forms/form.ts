import type { AnyBlock, InputBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { writeContext } from '../codecs.ts';
import { limits } from '../limits.ts';
import { cut } from '../mrkdwn.ts';
import { texts } from '../texts.ts';

/** What Slack returned for one input: text or an option, several options, or nothing. */
export type Raw = string | readonly string[] | undefined;

/** How a question looks in a modal, and a schema for what comes back. */
export interface Field<T> {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean | undefined;
  /** Reads a {@link Raw}; its first issue is the sentence shown at the input. */
  readonly value: z.ZodType<T>;
  element(id: string, initial: T | undefined): InputBlock['element'];
}

type Values<T> = Readonly<Record<string, T>>;
type Parsed<T> =
  | { readonly ok: true; readonly values: Values<T> }
  /** Sentences by block id, as Slack wants them. */
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** What stands around the inputs. */
interface Frame {
  readonly title: string;
  readonly submit: string;
  readonly close: string;
  readonly before?: readonly AnyBlock[];
  readonly after?: readonly AnyBlock[];
}

/** The part of a view that carries what a person entered. */
export const viewState = z.object({
  private_metadata: z.string(),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});
export type ViewState = z.infer<typeof viewState>;

export interface Form<T, C> {
  readonly id: string;
  view(context: C, initial: Values<T>, frame: Frame): ModalView;
  parse(view: ViewState): Parsed<T>;
  /** What can be read already, for a person who does not want to finish the page. */
  readable(view: ViewState): Values<T>;
  /** Labels of inputs that hold something which cannot be read. */
  unreadable(view: ViewState): readonly string[];
}

const option = z.object({ value: z.string() });
const element = z.object({
  value: z.string().nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  selected_conversation: z.string().nullish(),
  selected_date: z.string().nullish(),
});

/** Fields and a typed context as one modal; `block_id`, `action_id` and the field's name are the same. */
export function form<T, S extends z.ZodType>(spec: {
  readonly id: string;
  readonly fields: Readonly<Record<string, Field<T>>>;
  readonly context: S;
  /** Closing it loses nothing worth keeping. */
  readonly keepsNothing?: boolean;
}): Form<T, z.output<S>> {
  const fields = Object.entries(spec.fields);
  const read = (view: ViewState) =>
    fields.map(([id, field]) => [id, field.value.safeParse(rawOf(view.state.values[id]?.[id]))] as const);

  return {
    id: spec.id,
    view: (given, initial, frame) => ({
      type: 'modal',
      callback_id: spec.id,
      ...(spec.keepsNothing !== true && { notify_on_close: true }),
      title: plain(frame.title, limits.viewTitle.max),
      submit: plain(frame.submit, limits.viewButton.max),
      close: plain(frame.close, limits.viewButton.max),
      private_metadata: writeContext(spec.context, given),
      blocks: [
        ...(frame.before ?? []),
        ...fields.map(([id, field]) => inputBlock(id, field, initial[id])),
        ...(frame.after ?? []),
      ],
    }),
    parse: (view) => {
      const errors: Record<string, string> = {};
      const values: Record<string, T> = {};
      for (const [id, result] of read(view)) {
        if (result.success) values[id] = result.data;
        else errors[id] = result.error.issues[0]?.message ?? texts.form.check;
      }
      return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, values };
    },
    readable: (view) =>
      Object.fromEntries(read(view).flatMap(([id, result]) => (result.success ? [[id, result.data]] : []))),
    unreadable: (view) =>
      read(view).flatMap(([id, result]) => {
        const raw = rawOf(view.state.values[id]?.[id]);
        const filled = raw !== undefined && raw !== '';
        return result.success || !filled ? [] : [spec.fields[id]?.label ?? id];
      }),
  };
}

/** A plain_text object: user text in it stays text. */
export function plain(text: string, max: number = limits.text.max) {
  return { type: 'plain_text' as const, text: cut(text, max) || ' ', emoji: false };
}

/** Inputs without an answer by field: each text in them is cut to its limit once, not for every window. */
const blank = new WeakMap<object, InputBlock>();

function inputBlock<T>(id: string, field: Field<T>, initial: T | undefined): InputBlock {
  if (initial !== undefined) return makeInput(id, field, initial);
  const known = blank.get(field);
  if (known?.block_id === id) return known;
  const made = makeInput(id, field, undefined);
  blank.set(field, made);
  return made;
}

function makeInput<T>(id: string, field: Field<T>, initial: T | undefined): InputBlock {
  return {
    type: 'input',
    block_id: id,
    optional: field.optional ?? false,
    label: plain(field.label, limits.inputLabel.max),
    ...(field.hint && { hint: plain(field.hint, limits.inputHint.max) }),
    element: field.element(id, initial),
  };
}

function rawOf(given: unknown): Raw {
  const read = element.safeParse(given);
  if (!read.success) return undefined;
  const { value, selected_option, selected_options, selected_conversation, selected_date } = read.data;
  return (
    value ??
    selected_option?.value ??
    selected_options?.map((one) => one.value) ??
    selected_conversation ??
    selected_date ??
    undefined
  );
}
