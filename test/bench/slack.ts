import { type Bar, type Line, lineOf, type Part } from './line.ts';
import { versionsOf } from './page.ts';
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

/** Even, so that each of the two comes first as often; fewer scatter by a fifth on one machine. */
const rounds = 16;
const commandsPerRound = 600;
const submissionsPerRound = 300;
const starts = 5;
const atOnce = 16;

/**
 * The whole app over signed HTTP against a bare Bolt app, both in processes of their own before the same Web API. Servers
 * take turns within each round, and ratios are taken within one. About a minute.
 */
export async function benchSlack(): Promise<Part> {
  const built = await buildProduct();
  const api = await startFakeApi();
  try {
    const ours = product(built.main);
    return {
      id: 'slack',
      title: 'Slack, beside a bare Bolt app',
      about: [
        'The whole app over signed HTTP, and Bolt as its first page shows it: default options and one command that acknowledges and opens the',
        `same window, or acknowledges a submitted page with the next one. Bolt stores nothing and limits nobody. ${atOnce} requests at once, a Web`,
        'API on the same machine that answers at once. Ours commits a submitted page to disk before it acknowledges.',
      ],
      rounds,
      peers: versionsOf('@slack/bolt'),
      lines: [...(await compareStarts(api, ours)), ...(await compareCommands(api, ours))],
    };
  } finally {
    api.close();
    built.remove();
  }
}

/** New processes, to their first acknowledgement, and what they hold after 1,000 commands more. */
async function compareStarts(api: FakeApi, ours: Serve): Promise<readonly Line[]> {
  const found: { readonly ours: Started; readonly bare: Started }[] = [];
  for (let round = 0; round < starts; round += 1)
    found.push({ ours: await started(ours, api), bare: await started(bareBolt, api) });
  const beside = (what: string, unit: string, of: keyof Started, rest: Pick<Line, 'as'> & { readonly bar: Bar }) =>
    lineOf(
      what,
      unit,
      found.map((one) => one.ours[of]),
      { ...rest, peers: [{ name: 'bare Bolt', values: found.map((one) => one.bare[of]) }] },
    );
  return [
    beside('start to the first acknowledgement', 'ms', 'firstAck', { as: 'long', bar: { on: 'times', most: 2.3 } }),
    beside('memory after 1,000 commands', 'MB', 'memory', { as: 'much', bar: { on: 'times', most: 1.6 } }),
  ];
}

interface Started {
  /** Milliseconds from the start of a new process. */
  readonly firstAck: number;
  /** Megabytes. */
  readonly memory: number;
}

async function started(serve: Serve, api: FakeApi): Promise<Started> {
  const from = performance.now();
  const it = await serve(api);
  const sender = new Sender(it.url, atOnce);
  await sender.send(command());
  const firstAck = performance.now() - from;
  await opening(sender, api, 1000);
  const memory = it.memory();
  await sender.close();
  await it.stop();
  return { firstAck, memory };
}

/** Sends commands, and waits until the window of each was opened. */
async function opening(sender: Sender, api: FakeApi, count: number): Promise<Load> {
  const before = api.opened();
  const load = await sender.load(count, command);
  const until = performance.now() + 10_000;
  while (api.opened() < before + count) {
    if (performance.now() > until) throw new Error(`only ${api.opened() - before} of ${count} windows were opened`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return load;
}

async function compareCommands(api: FakeApi, serveOurs: Serve): Promise<readonly Line[]> {
  const running: Contestant[] = [];
  try {
    const ours = await contestant(serveOurs, api, running);
    const window = api.window();
    const bare = await contestant(bareBolt, api, running);
    const page = submission(window);
    const loads: { [kind in Kind]: Both[] } = {
      plain: [],
      limited: [],
      page: [],
    };
    const spent: { readonly ours: number; readonly bare: number }[] = [];
    await ours.sender.load(submissionsPerRound, page, accepted);
    await bare.sender.load(submissionsPerRound, page, accepted);
    for (let round = 0; round < rounds; round += 1) {
      // Whoever comes second finds the caches of the machine warm.
      const turns = round % 2 === 0 ? ([ours, bare] as const) : ([bare, ours] as const);
      const both = async <T>(work: (one: Contestant) => Promise<T>): Promise<{ ours: T; bare: T }> => {
        const [first, second] = [await work(turns[0]), await work(turns[1])];
        return round % 2 === 0 ? { ours: first, bare: second } : { ours: second, bare: first };
      };
      const before = { ours: ours.served.cpu() ?? 0, bare: bare.served.cpu() ?? 0 };
      loads.plain.push(await both(({ sender }) => opening(sender, api, commandsPerRound)));
      const micros = (one: 'ours' | 'bare', now = 0): number => ((now - before[one]) * 1000) / commandsPerRound;
      spent.push({ ours: micros('ours', ours.served.cpu()), bare: micros('bare', bare.served.cpu()) });
      loads.page.push(await both(({ sender }) => sender.load(submissionsPerRound, page, accepted)));
      // Only ours is refused every fifth call.
      api.limit(5);
      const limited = await opening(ours.sender, api, commandsPerRound);
      api.limit(0);
      loads.limited.push({ ours: limited, bare: loads.plain[round]?.bare ?? limited });
    }
    return [
      lineOf('commands acknowledged', '/s', mine(loads.plain, rate), {
        as: 'fast',
        ...peer('bare Bolt', loads.plain, rate),
        bar: { on: 'times', least: 1.3 },
      }),
      lineOf(
        'a command to its acknowledgement, p99',
        'ms',
        mine(loads.plain, p99),
        peer('bare Bolt', loads.plain, p99),
      ),
      lineOf(
        'processor for a command and its window',
        'µs',
        spent.map(({ ours }) => ours),
        { peers: [{ name: 'bare Bolt', values: spent.map(({ bare }) => bare) }] },
      ),
      lineOf('commands while 20 % of calls answer 429', '/s', mine(loads.limited, rate), {
        as: 'fast',
        ...peer('bare Bolt, no call refused', loads.limited, rate),
        bar: { on: 'times', least: 0.9 },
      }),
      lineOf('the same beside no call refused', '/s', mine(loads.limited, rate), {
        as: 'fast',
        peers: [{ name: 'ours, no call refused', values: mine(loads.plain, rate) }],
      }),
      lineOf('first page submitted, committed, acknowledged', '/s', mine(loads.page, rate), {
        as: 'fast',
        ...peer('bare Bolt, nothing kept', loads.page, rate),
      }),
      lineOf('first page to its acknowledgement, p99', 'ms', mine(loads.page, p99), {
        ...peer('bare Bolt, nothing kept', loads.page, p99),
        bar: { on: 'ours', most: 50 },
      }),
    ];
  } finally {
    for (const { sender, served } of running) {
      await sender.close();
      await served.stop();
    }
  }
}

interface Both {
  readonly ours: Load;
  readonly bare: Load;
}

const mine = (of: readonly Both[], what: (load: Load) => number) => of.map(({ ours }) => what(ours));

const peer = (name: string, of: readonly Both[], what: (load: Load) => number) => ({
  peers: [{ name, values: of.map(({ bare }) => what(bare)) }],
});

type Kind = 'plain' | 'limited' | 'page';

interface Contestant {
  readonly served: Served;
  readonly sender: Sender;
}

/** Starts a server, notes it as running, and warms it up. */
async function contestant(serve: Serve, api: FakeApi, running: Contestant[]): Promise<Contestant> {
  const served = await serve(api);
  const sender = new Sender(served.url, atOnce);
  running.push({ served, sender });
  await opening(sender, api, 1000);
  return { served, sender };
}

/** Answers in a second. */
export const rate = ({ perSecond }: Load): number => perSecond;

/** Milliseconds which 99 of 100 kept to. */
export const p99 = ({ times }: Load): number => times[Math.floor(times.length * 0.99)] ?? Number.NaN;

export function accepted(answer: string): void {
  if (!answer.startsWith('{"response_action":"update"')) throw new Error(`not accepted: ${answer.slice(0, 200)}`);
}
