import { expect, test } from 'vitest';
import type { Playground } from '../../src/playground/index.ts';
import { newFile } from '../store/samples.ts';
import { balancer } from './balancer.ts';
import { channel, newInstance, newWorkspace } from './kit.ts';

/** Two instances of one file: whatever Slack sends comes to both at the same time. */
async function doubled(now: () => number): Promise<Playground> {
  const playground = await newWorkspace(now);
  const database = { file: await newFile() };
  const [one, two] = [await newInstance(playground, database), await newInstance(playground, database)];
  const { url } = await balancer([one.url, two.url], { again: 1, late: 0, lateMs: 0 }, () => 0.1);
  playground.connect(url);
  return playground;
}

test('a trigger that another instance used opened a window, and no word is said of it; one that is over gives a button', async () => {
  let late = 0;
  const playground = await doubled(() => Date.now() + late);
  const ann = playground.as('U0ANN');
  const errors = () =>
    playground.calls.filter(({ method }) => method === 'views.open').map(({ answer }) => answer?.['error']);

  await ann.command(channel, '/rag-or-ft Twice');
  await playground.until(() => errors().length === 2, 20_000);
  expect(new Set(errors())).toEqual(new Set(['exchanged_trigger_id', undefined]));
  expect([ann.views().length, ann.ephemerals(channel)]).toEqual([1, []]);
  await ann.closeView();

  // Three seconds pass before Slack hears of it.
  const off = playground.faults.onCall('views.open', () => void (late += 4_000));
  await ann.command(channel, '/rag-or-ft Late');
  off();
  const word = await playground.until(() => ann.ephemerals(channel)[0], 20_000);
  expect(errors().slice(2)).toContain('expired_trigger_id');
  expect(ann.view()).toBeUndefined();
  await ann.click('case:button:start', { ts: word.ts });
  expect((await playground.until(() => ann.view(), 20_000)).callbackId).toBe('case:modal:start');
});
