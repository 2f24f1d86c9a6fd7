import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { median, spread } from './measure.ts';
import { command, type Load, Sender, submission } from './slack-load.ts';
import {
  bareBolt,
  buildProduct,
  type FakeApi,
  product,
  type Serve,
  type Served,
  startFakeApi,
} from './slack-servers.ts';

const rounds = 7;
const commandsPerRound = 600;
const submissionsPerRound = 300;
const starts = 5;
const atOnce = 16;

/**
 * The whole app over signed HTTP against a bare Bolt app, both in processes of their own before the same Web API. Servers
 * take turns within each round, and ratios are taken within one. About a minute.
 */
export async function benchSlack(print: (line: string) => void): Promise<void> {
  print(`Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpus()[0]?.model.trim()}`);
  const built = buildProduct();
  const api = await startFakeApi();
  try {
    const ours = product(built.main);
    await compareStarts(print, api, ours);
    await compareCommands(print, api, ours);
  } finally {
    api.close();
    built.remove();
  }
}

async function compareStarts(print: (line: string) => void, api: FakeApi, ours: Serve): Promise<void> {
  const took: { ours: number; bare: number }[] = [];
  for (let round = 0; round < starts; round += 1) {
    took.push({ ours: await firstAck(ours, api), bare: await firstAck(bareBolt, api) });
  }
  const [mine, bare] = [median(took.map((one) => one.ours)), median(took.map((one) => one.bare))];
  const ratio = times(took.map(({ ours, bare }) => ours / bare));
  print(`Start to first ack: ${mine.toFixed(0)} ms, bare Bolt ${bare.toFixed(0)} ms; ${ratio} (target ≤ 2.3 ×)`);
}

/** Milliseconds from the start of a new process to its first acknowledgement. */
async function firstAck(serve: Serve, api: FakeApi): Promise<number> {
  const from = performance.now();
  const it = await serve(api);
  const sender = new Sender(it.url, 1);
  await sender.send(command());
  const took = performance.now() - from;
  await sender.close();
  await it.stop();
  return took;
}

async function compareCommands(print: (line: string) => void, api: FakeApi, serveOurs: Serve): Promise<void> {
  const running: Pick<Contestant, 'served' | 'sender'>[] = [];
  try {
    const ours = await contestant('ours', serveOurs, api, running);
    const window = api.window();
    const bare = await contestant('bare Bolt', bareBolt, api, running);
    for (let round = 0; round < rounds; round += 1) {
      // Whoever comes second finds the caches of the machine warm.
      const turns = round % 2 === 0 ? [ours, bare] : [bare, ours];
      for (const one of turns) one.loads.push(await one.round(commandsPerRound));
    }
    const faster = ours.loads.map(({ perSecond }, round) => perSecond / (bare.loads[round]?.perSecond ?? Number.NaN));
    print(`Command to ack, ${atOnce} at once: ${times(faster)} bare Bolt opening the same window (target ≥ 1.3 ×)`);
    for (const one of [ours, bare]) print(`  ${one.name}: ${rates(one.loads)}${spent(one)}`);
    const [mine, theirs] = [ours.memory, bare.memory];
    const more = (mine / theirs).toFixed(2);
    print(
      `Memory after 1,000 commands: ${mine.toFixed(0)} MB, bare Bolt ${theirs.toFixed(0)} MB; ${more} × (target ≤ 1.6 ×)`,
    );
    await limited(print, api, ours, bare);
    await submissions(print, ours, submission(window));
  } finally {
    for (const { sender, served } of running) {
      await sender.close();
      await served.stop();
    }
  }
}

interface Contestant {
  readonly name: string;
  readonly served: Served;
  readonly sender: Sender;
  readonly loads: Load[];
  /** Megabytes after 1,000 commands. */
  readonly memory: number;
  /** Milliseconds of processor time before the rounds. */
  readonly before: number | undefined;
  /** Sends commands, and waits until the window of each was opened. */
  round(count: number): Promise<Load>;
}

/** Starts a server, notes it as running, and warms it up. */
async function contestant(
  name: string,
  serve: Serve,
  api: FakeApi,
  running: Pick<Contestant, 'served' | 'sender'>[],
): Promise<Contestant> {
  const served = await serve(api);
  const sender = new Sender(served.url, atOnce);
  running.push({ served, sender });
  const round = async (count: number): Promise<Load> => {
    const before = api.opened();
    const load = await sender.load(count, command);
    const until = performance.now() + 10_000;
    while (api.opened() < before + count) {
      if (performance.now() > until) throw new Error(`only ${api.opened() - before} of ${count} windows were opened`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return load;
  };
  await round(1000);
  return { name, served, sender, loads: [], memory: served.memory(), before: served.cpu(), round };
}

/** Every fifth call to Slack is refused as one too many. */
async function limited(print: (line: string) => void, api: FakeApi, ours: Contestant, bare: Contestant): Promise<void> {
  const loads: { readonly plain: Load; readonly limited: Load; readonly bare: Load }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const plain = await ours.round(commandsPerRound);
    const unlimited = await bare.round(commandsPerRound);
    api.limit(5);
    loads.push({ plain, limited: await ours.round(commandsPerRound), bare: unlimited });
    api.limit(0);
  }
  const against = (other: 'plain' | 'bare') => times(loads.map((all) => all.limited.perSecond / all[other].perSecond));
  print(`Command to ack while 20 % of calls answer 429: ${against('bare')} bare Bolt without any (target ≥ 0.9 ×),`);
  print(`  ${against('plain')} its own rate without any; ${rates(loads.map((all) => all.limited))}`);
}

export function accepted(answer: string): void {
  if (!answer.startsWith('{"response_action":"update"')) throw new Error(`not accepted: ${answer.slice(0, 200)}`);
}

async function submissions(print: (line: string) => void, { sender }: Contestant, body: () => string): Promise<void> {
  await sender.load(submissionsPerRound, body, accepted);
  const loads: Load[] = [];
  for (let round = 0; round < rounds; round += 1) loads.push(await sender.load(submissionsPerRound, body, accepted));
  print(`First page submitted, committed, then acknowledged, ${atOnce} at once (target p99 < 50 ms)`);
  print(`  ours: ${rates(loads)}`);
}

export function rates(loads: readonly Load[]): string {
  const at = (share: number) => median(loads.map(({ times }) => times[Math.floor(times.length * share)] ?? Number.NaN));
  const most = Math.max(...loads.flatMap(({ times }) => times));
  const perSecond = spread(
    loads.map((load) => load.perSecond),
    0,
  );
  return `${perSecond}/s, p50 ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms, most ${most.toFixed(0)} ms`;
}

function spent({ served, before }: Contestant): string {
  const now = served.cpu();
  if (now === undefined || before === undefined) return '';
  return `, ${(((now - before) * 1000) / (rounds * commandsPerRound)).toFixed(0)} µs of processor each`;
}

/** "1.20 × (1.02–1.31)" */
function times(ratios: readonly number[]): string {
  return spread(ratios, 2).replace(' ', ' × ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await benchSlack(console.log);
