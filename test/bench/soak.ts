import { setTimeout as delay } from 'node:timers/promises';
import { accepted } from './slack.ts';
import { command, Sender, submission } from './slack-load.ts';
import { buildProduct, product, startFakeApi } from './slack-servers.ts';

/** Commands and submitted pages in a second, each. */
const perSecond = 25;
const sampleMs = 5_000;
/** The share of the time in which caches and the heap grow to their size. */
const warming = 0.3;

/** Steady load for so many minutes, and how much more memory the process holds from hour to hour. */
export async function soak(minutes: number, print: (line: string) => void): Promise<void> {
  const built = buildProduct();
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
  const sizes = steady.map(({ memory }) => memory);
  print(`Soak of ${minutes} minutes, ${requests} requests, all answered`);
  print(
    `  memory ${Math.min(...sizes).toFixed(0)}–${Math.max(...sizes).toFixed(0)} MB, slope ${slope(steady).toFixed(1)} MB an hour`,
  );
}

/** Of the straight line with the least squares. */
function slope(samples: readonly { readonly hours: number; readonly memory: number }[]): number {
  const mean = (of: (one: (typeof samples)[number]) => number) =>
    samples.reduce((sum, one) => sum + of(one), 0) / samples.length;
  const [x, y] = [mean(({ hours }) => hours), mean(({ memory }) => memory)];
  return mean(({ hours, memory }) => (hours - x) * (memory - y)) / mean(({ hours }) => (hours - x) ** 2);
}
