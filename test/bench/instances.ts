import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startPostgres } from '../postgres/cluster.ts';
import { lineOf, type Part } from './line.ts';
import { accepted, p99, rate } from './slack.ts';
import { command, type Load, Sender, submission } from './slack-load.ts';
import { buildProduct, type FakeApi, product, startFakeApi } from './slack-servers.ts';

const counts = [1, 2, 4] as const;
const rounds = 5;
const perRound = 400;
/** Over all instances. */
const atOnce = 16;

/** One, two and four instances on a PostgreSQL, each a process of its own. They share the cores of this machine. */
export async function benchInstances(): Promise<Part> {
  const { url, stop } = startPostgres();
  if (url === undefined) throw new Error('there is no PostgreSQL here');
  const built = await buildProduct();
  const api = await startFakeApi();
  const groups: Group[] = [];
  try {
    for (const count of counts) groups.push(await groupOf(api, built.main, await newDatabase(url, count), count));
    const page = submission(api.window());
    for (const group of groups) await group.round(page, accepted);
    const loads = groups.map(() => ({ commands: [] as Load[], pages: [] as Load[] }));
    for (let at = 0; at < rounds; at += 1) {
      for (const [index, group] of groups.entries()) {
        loads[index]?.commands.push(await group.round(command));
        loads[index]?.pages.push(await group.round(page, accepted));
      }
    }
    return {
      id: 'instances',
      title: 'Several instances on PostgreSQL',
      about: [
        `One, two and four processes on one PostgreSQL, ${atOnce} requests at once over all of them. Processes, database, load and Web API share the`,
        'cores of this machine, so more instances cannot be faster here: what is seen is that they do not get into each other’s way.',
      ],
      rounds,
      peers: { PostgreSQL: await versionOfServer(url) },
      lines: loads.flatMap(({ commands, pages }, index) => {
        const name = `${counts[index]} ${counts[index] === 1 ? 'instance' : 'instances'}`;
        const beside = (kind: 'commands' | 'pages', of: (load: Load) => number) =>
          index === 0 ? {} : { peers: [{ name: 'one instance', values: loads[0]?.[kind].map(of) ?? [] }] };
        return [
          lineOf(`commands acknowledged, ${name}`, '/s', commands.map(rate), {
            as: 'fast',
            ...beside('commands', rate),
          }),
          lineOf(`first page submitted and committed, ${name}`, '/s', pages.map(rate), {
            as: 'fast',
            ...beside('pages', rate),
          }),
          lineOf(`the same to its acknowledgement, p99`, 'ms', pages.map(p99), beside('pages', p99)),
        ];
      }),
    };
  } finally {
    for (const group of groups) await group.stop();
    api.close();
    built.remove();
    await stop?.();
  }
}

/** A new database on a server that may still be starting. */
export async function newDatabase(server: string, label: string | number): Promise<string> {
  const name = `rag_or_ft_bench_${process.pid}_${label}`;
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString: server });
    try {
      await client.connect();
      await client.query(`create database ${name} template template0`);
      await client.end();
      break;
    } catch (error) {
      if (tries === 100) throw error;
      await delay(100);
    }
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Version of the server. */
export async function versionOfServer(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('show server_version');
  await client.end();
  return rows[0]?.server_version.split(' ')[0] ?? '';
}

interface Group {
  round(body: () => string, check?: (answer: string) => void): Promise<Load>;
  stop(): Promise<void>;
}

/** So many instances on one database, warmed up. */
async function groupOf(api: FakeApi, main: string, database: string, count: number): Promise<Group> {
  const served = await Promise.all(Array.from({ length: count }, () => product(main, database)(api)));
  const senders = served.map(({ url }) => new Sender(url, atOnce / count));
  const group: Group = {
    async round(body, check) {
      const loads = await Promise.all(senders.map((sender) => sender.load(perRound / count, body, check)));
      const perSecond = loads.reduce((sum, load) => sum + load.perSecond, 0);
      return { perSecond, times: loads.flatMap(({ times }) => times).sort((a, b) => a - b) };
    },
    async stop() {
      for (const sender of senders) await sender.close();
      for (const one of served) await one.stop();
    },
  };
  for (const warm of [command, command]) await group.round(warm);
  return group;
}
