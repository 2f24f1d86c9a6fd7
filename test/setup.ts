import fc from 'fast-check';

// A change is judged on the same cases as the one before it; SEED=random looks for new ones, SEED=<number> repeats a run.
const { SEED: seed = '20261121' } = process.env;
if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
