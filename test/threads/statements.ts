import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const value = z.union([z.string(), z.number(), z.boolean()]);
const also = z.record(z.string(), value).optional();
const text = z.string().min(1);

const statement = z.union([
  z.strictObject({ text, value, also, certainty: z.string().optional() }),
  z.strictObject({ text, low: z.number(), high: z.number(), also, certainty: z.string().optional() }),
  z.strictObject({ text, trap: z.string().min(1), also }),
  z.strictObject({ text, also }),
]);
const file = z.record(z.string(), z.array(statement));

/** One sentence as somebody would write it, with what it says about a question, or that it must not be taken for it. */
export interface Statement {
  /** The file's name without its ending: who wrote it. */
  readonly voice: string;
  readonly text: string;
  /** Answers by question; `undefined` for a near miss. Yes and no are words here. */
  readonly says: ReadonlyMap<string, string | number | { readonly low: number; readonly high: number } | undefined>;
}

const folder = new URL('./sentences/', import.meta.url);

/** All statements for building the reader. @throws with the file's name if one has another form */
export function statements(): readonly Statement[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .flatMap((name) => {
      const parsed = file.safeParse(parse(readFileSync(new URL(name, folder), 'utf8')));
      if (!parsed.success) throw new Error(`${name}: ${parsed.error.message}`);
      return Object.entries(parsed.data).flatMap(([question, list]) =>
        list.map((one): Statement => {
          const says = new Map<string, string | number | { low: number; high: number } | undefined>();
          if ('value' in one) says.set(question, word(one.value));
          else if ('low' in one) says.set(question, { low: one.low, high: one.high });
          else if ('trap' in one) says.set(question, undefined);
          for (const [other, other_value] of Object.entries(one.also ?? {})) says.set(other, word(other_value));
          return { voice: name.slice(0, -'.yml'.length), text: one.text, says };
        }),
      );
    });
}

function word(one: string | number | boolean): string | number {
  return typeof one === 'boolean' ? (one ? 'yes' : 'no') : one;
}
