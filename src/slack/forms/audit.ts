import { z } from 'zod';
import { type Counts, mostCounted, type Rulebook } from '../../core/index.ts';
import { auditTexts } from '../audit-texts.ts';
import { inputs } from '../ids.ts';
import { limits } from '../limits.ts';
import { texts } from '../texts.ts';
import { type Field, plain, type ViewState } from './form.ts';

/** What an input of the audit may hold. */
export interface Entered {
  readonly count?: number | undefined;
  readonly text?: string | undefined;
}

type Piles = Pick<Rulebook, 'audit'>;

/** A pasted table; what is longer comes as a file. */
const mostPasted = 3000;

/** One input for each pile, right answers first. Block ids of kinds must not look like questions. */
export function countFields({ audit }: Piles): Readonly<Record<string, Field<Entered>>> {
  const kinds = Object.entries(audit?.kinds ?? {});
  return {
    ...(audit && { [inputs.right]: countField(audit.right.ask, audit.right.help) }),
    ...Object.fromEntries(
      kinds.map(([id, { ask, help, example }]) => [blockOf(id), countField(ask, texts.form.hint(help, example))]),
    ),
  };
}

const blockOf = (kind: string): string => `Kind.${kind}`;

function countField(label: string, hint: string): Field<Entered> {
  const told = auditTexts.count(mostCounted.toLocaleString('en-US'));
  return {
    label,
    hint,
    optional: true,
    value: z
      .string()
      .optional()
      .transform((text) => (text ?? '').trim())
      .refine((text) => /^\d{0,7}$/.test(text) && Number(text) <= mostCounted, told)
      .transform((text): Entered => (text === '' ? {} : { count: Number(text) })),
    element: (action_id, initial) => ({
      type: 'number_input',
      action_id,
      is_decimal_allowed: false,
      min_value: '0',
      max_value: String(mostCounted),
      ...(initial?.count !== undefined && { initial_value: String(initial.count) }),
    }),
  };
}

/** Counts as the fields hold them, and back. */
export function entriesOf({ right, kinds }: Counts): Readonly<Record<string, Entered>> {
  const all = [
    [inputs.right, right] as const,
    ...Object.entries(kinds).map(([id, count]) => [blockOf(id), count] as const),
  ];
  return Object.fromEntries(
    all.flatMap(([id, count]) =>
      count === undefined || (count === 0 && id !== inputs.right) ? [] : [[id, { count }]],
    ),
  );
}

/** @returns what the inputs hold; a kind nobody filled in is none. */
export function countsOf({ audit }: Piles, entries: Readonly<Record<string, Entered>>): Counts {
  return {
    right: entries[inputs.right]?.count,
    kinds: Object.fromEntries(Object.keys(audit?.kinds ?? {}).map((id) => [id, entries[blockOf(id)]?.count ?? 0])),
  };
}

/** A table as text, and where files may be read, as a file. */
export function tableFields(files: boolean): Readonly<Record<string, Field<Entered>>> {
  return { [inputs.table]: textField, ...(files && { [inputs.file]: fileField }) };
}

const textField: Field<Entered> = {
  label: auditTexts.table,
  optional: true,
  value: z
    .string()
    .optional()
    .refine((text = '') => text.length <= mostPasted, auditTexts.tableTooLong(mostPasted.toLocaleString('en-US')))
    .transform((text = ''): Entered => (text.trim() === '' ? {} : { text })),
  element: (action_id) => ({
    type: 'plain_text_input',
    action_id,
    multiline: true,
    max_length: mostPasted,
    placeholder: plain(auditTexts.tablePlaceholder, limits.placeholder.max),
  }),
};

/** Its value is no text: {@link fileIn} reads it. */
const fileField: Field<Entered> = {
  label: auditTexts.file,
  hint: auditTexts.fileHint,
  optional: true,
  value: z.unknown().transform((): Entered => ({})),
  element: (action_id) => ({ type: 'file_input', action_id, filetypes: ['csv', 'tsv', 'txt'], max_files: 1 }),
};

const file = z.object({ url_private: z.string().max(2000), size: z.number().optional() });
export type FileRef = z.infer<typeof file>;
const uploaded = z.object({ files: z.array(file).max(10) });

/** The file somebody chose, if any. */
export function fileIn(view: ViewState): FileRef | undefined {
  return uploaded.safeParse(view.state.values[inputs.file]?.[inputs.file]).data?.files[0];
}

/** Whether the window offered to upload one. */
export const offersFile = (view: ViewState): boolean => view.state.values[inputs.file] !== undefined;
