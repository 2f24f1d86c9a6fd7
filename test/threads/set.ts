import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { type LabelledThread, threadFile } from './schema.ts';

/** Which half of the labelled set: the one that measures the reader, or the one it is built on. */
type Half = 'measuring' | 'building';

const folder = (half: Half): URL => new URL(`./${half}/`, import.meta.url);

function filesOf(half: Half): readonly { readonly name: string; readonly text: string }[] {
  const names = readdirSync(folder(half)).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => ({ name, text: readFileSync(new URL(name, folder(half)), 'utf8') }));
}

/** The threads of one half of the labelled set, by file name; throws and names the file that has another form. */
export function threadsOf(half: Half): readonly LabelledThread[] {
  return filesOf(half).flatMap(({ name, text }) => {
    const json: unknown = JSON.parse(text);
    const parsed = threadFile.safeParse(json);
    if (!parsed.success) throw new Error(`${half}/${name}: ${parsed.error.message}`);
    return parsed.data;
  });
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
