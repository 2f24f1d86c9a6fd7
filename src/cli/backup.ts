import { BadInput, type Options, type Streams } from './io.ts';

/** `rag-or-ft backup FILE`: a copy of the embedded database, while the app runs. */
export async function backup(_: Options, { out }: Streams, [file]: readonly string[]): Promise<number> {
  if (file === undefined) throw new BadInput(['FILE is missing: where the copy goes']);
  const { backUp } = await import('../operate/backup.ts');
  await told(async (where) => backUp(where, file));
  out(`${file} holds everything\n`);
  return 0;
}

/** `rag-or-ft restore [FILE]`: puts a copy back before the app is started. */
export async function restore(_: Options, { out }: Streams, [file]: readonly string[]): Promise<number> {
  const { restore: putBack } = await import('../operate/backup.ts');
  const posts = await told((where) => putBack(where, file));
  out(`restored; ${posts} ${posts === 1 ? 'post is' : 'posts are'} looked for before being sent\n`);
  return 0;
}

/** Does something with the database of the environment; what it cannot do is the person's to mend. */
async function told<T>(work: (where: { readonly file: string } | { readonly url: string }) => Promise<T>): Promise<T> {
  const { databaseOf } = await import('../operate/stored.ts');
  const where = databaseOf(process.env);
  if (!('file' in where) && !('url' in where)) throw new BadInput(where);
  try {
    return await work(where);
  } catch (cause) {
    if (cause instanceof Error && (cause.name === 'CannotCopy' || cause.name === 'CannotOpenStore'))
      throw new BadInput([cause.message]);
    throw cause;
  }
}
