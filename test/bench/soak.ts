import { setTimeout as delay } from 'node:timers/promises';
import { lineOf, type Part } from './line.ts';
import { accepted } from './slack.ts';
import { command, Sender, submission } from './slack-load.ts';
import { buildProduct, product, startFakeApi } from './slack-servers.ts';

/** Commands and submitted pages in a second, each. */
const perSecond = 25;
const sampleMs = 5_000;
/** The share of the time in which caches and the heap grow to their size. */
const warming = 0.3;

/** Steady load for so many minutes, and how much more memory the process holds at the end of them. */
export async function soak(minutes: number): Promise<Part> {
  const built = await buildProduct();
  const api = await startFakeApi();
  const served = await product(built.main)(api);
  const sender = new Sender(served.url, 8);
  const samples: { readonly hours: number; readonly memory: number }[] = [];
  let requests = 0;
  try {
    await sender.send(command());
    while (api.window() === '') await delay(10);
    const page = submission(api.window());
    const from = performance.now();
    const until = from + minutes * 60_000;
    let sampled = 0;
    for (let second = 1; performance.now() < until; second += 1) {
      await sender.load(perSecond, command);
      await sender.load(perSecond, page, accepted);
      requests += 2 * perSecond;
      await delay(Math.max(0, from + second * 1_000 - performance.now()));
      if (performance.now() - sampled < sampleMs) continue;
      sampled = performance.now();
      samples.push({ hours: (sampled - from) / 3_600_000, memory: served.memory() });
    }
  } finally {
    await sender.close();
    await served.stop();
    api.close();
    built.remove();
  }
  const steady = samples.slice(Math.floor(samples.length * warming));
  const part = (from: number, to: number): readonly number[] =>
    steady.slice(Math.floor(steady.length * from), Math.floor(steady.length * to)).map(({ memory }) => memory);
  const thirds = [part(0, 1 / 3), part(2 / 3, 1)] as const;
  const size = Math.min(...thirds.map(({ length }) => length));
  return {
    id: 'soak',
    title: 'Steady load',
    about: [
      `${minutes} minutes of ${perSecond} commands and ${perSecond} submitted pages in a second, ${requests.toLocaleString('en')} requests, all answered. Memory is looked at every`,
      `${sampleMs / 1000} seconds, after the first ${warming * 100} % of the time in which caches and the heap grow to their size. The slope is that of the straight line with`,
      'the least squares.',
    ],
    rounds: samples.length,
    peers: {},
    lines: [
      lineOf('memory in the last third', 'MB', thirds[1].slice(0, size), {
        as: 'much',
        peers: [{ name: 'ours in the first third', values: thirds[0].slice(0, size) }],
        bar: { on: 'times', most: 1.05 },
      }),
      lineOf('slope of the memory', 'MB an hour', [slope(steady)]),
    ],
  };
}

/** Of the straight line with the least squares. */
function slope(samples: readonly { readonly hours: number; readonly memory: number }[]): number {
  const mean = (of: (one: (typeof samples)[number]) => number) =>
    samples.reduce((sum, one) => sum + of(one), 0) / samples.length;
  const [x, y] = [mean(({ hours }) => hours), mean(({ memory }) => memory)];
  return mean(({ hours, memory }) => (hours - x) * (memory - y)) / mean(({ hours }) => (hours - x) ** 2);
}
