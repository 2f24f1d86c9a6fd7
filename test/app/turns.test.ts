import { expect, test } from 'vitest';
import { inTurns } from '../../src/app/turns.ts';
import { atOnce, lookingOut, outlookOf, scenarioOf, simulate, simulating } from '../../src/core/index.ts';
import { shipped } from './office.ts';

const scenario = scenarioOf(shipped, { gap: 'knowledge', knowledge_tokens: 200_000 }, '2026-11-20');
const asked = { recommended: 'rag', shown: ['prompt', 'long-context', 'rag', 'fine-tune'] } as const;

/** How often others had their turn while the work was done. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let done = false;
  const count = (): void => {
    if (done) return;
    turns += 1;
    setImmediate(count);
  };
  setImmediate(count);
  await work;
  done = true;
  return turns;
}

test('whoever waits has a turn at least every 500 draws, and after every option', async () => {
  expect(await turnsDuring(inTurns(simulating(scenario, 5_000)))).toBeGreaterThanOrEqual(10);
  const drawn = simulate(scenario, 1_000);
  expect(await turnsDuring(inTurns(lookingOut(shipped, scenario, drawn, asked)))).toBeGreaterThanOrEqual(4);
});

test('draws in slices are the draws at once, to the last bit', async () => {
  const drawn = await inTurns(simulating(scenario, 1_234));
  expect(drawn).toEqual(simulate(scenario, 1_234));
  const looked = await inTurns(lookingOut(shipped, scenario, drawn, asked));
  expect(looked).toEqual(outlookOf(shipped, scenario, drawn, asked));
});

function* failing() {
  yield;
  throw new Error('in the middle');
}

test('work that fails in the middle fails for whoever asked', async () => {
  await expect(inTurns(failing())).rejects.toThrow('in the middle');
  expect(() => atOnce(failing())).toThrow('in the middle');
});
