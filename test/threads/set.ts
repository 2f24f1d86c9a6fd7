import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Lessons } from './judging.ts';
import { statements } from './statements.ts';
import { type LabelledThread, threadFile } from './schema.ts';

/** Which part of the labelled set: those that measure the reader, `fresh` being the later one, or the one it is built on. */
export type Half = 'measuring' | 'fresh' | 'building';

const folder = (half: Half): URL => new URL(`./${half}/`, import.meta.url);

function filesOf(half: Half): readonly { readonly name: string; readonly text: string }[] {
  const names = readdirSync(folder(half)).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => ({ name, text: readFileSync(new URL(name, folder(half)), 'utf8') }));
}

/** The threads of one half of the labelled set, by file name; throws and names the file that has another form. */
export function threadsOf(half: Half): readonly LabelledThread[] {
  return filesOf(half).flatMap(({ name, text }) => parsed(`${half}/${name}`, text));
}

function parsed(name: string, text: string): readonly LabelledThread[] {
  const json: unknown = JSON.parse(text);
  const found = threadFile.safeParse(json);
  if (!found.success) throw new Error(`${name}: ${found.error.message}`);
  return found.data;
}

/** What the reader learns from, by who wrote it: `voices11a.json` is by the writer of `voices11.yml`. */
export function lessons(): Lessons {
  const threads = new Map<string, LabelledThread[]>();
  for (const { name, text } of filesOf('building')) {
    const writer = name.replace(/(?<=\d)[a-z]*\.json$|\.json$/, '');
    threads.set(writer, [...(threads.get(writer) ?? []), ...parsed(name, text)]);
  }
  return { threads, statements: statements() };
}

/** SHA-256, in hex, over the files of a half put together in the order of their names. */
export function hashOf(half: Half): string {
  const whole = filesOf(half).map(({ text }) => text);
  return createHash('sha256').update(whole.join('')).digest('hex');
}

/** The hash that was recorded when the half was committed. */
export function recordedHash(half: Half): string {
  return readFileSync(new URL(`./${half}.sha256`, import.meta.url), 'utf8').trim();
}

/** SHA-256, in hex, of all that the reader learns from. */
export function hashOfTeaching(): string {
  const sentences = new URL('./sentences/', import.meta.url);
  const whole = [
    ...filesOf('building').map(({ text }) => text),
    ...readdirSync(sentences)
      .sort()
      .map((name) => readFileSync(new URL(name, sentences), 'utf8')),
  ];
  return createHash('sha256').update(whole.join('')).digest('hex');
}
