import fc from 'fast-check';
import { afterEach } from 'vitest';
import { leaks } from './leaks.ts';

// Whatever a test is about: no log of the app holds a secret, or a word that a person typed.
afterEach(() => {
  const found = leaks();
  if (found.length > 0) throw new Error(`a log shows what it must not: ${found.join('\n')}`);
});

// A change is judged on the same cases as the one before it; SEED=random looks for new ones, SEED=<number> repeats a run.
const { SEED: seed = '20261121' } = process.env;
if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
