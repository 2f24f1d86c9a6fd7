import type { Options } from './io.ts';

/** `rag-or-ft start`: what `npm start` does, from wherever it is installed. @returns 1 when it cannot start; it goes on until it is told to stop */
export async function startApp({ rules, overlay }: Options): Promise<number> {
  if (rules !== undefined) process.env['RAG_OR_FT_RULES'] = rules;
  if (overlay !== undefined) process.env['RULES_DIR'] = overlay;
  // The program itself: it reads the environment, and no other command waits for all of it.
  await import('../main.ts');
  return Number(process.exitCode ?? 0);
}
