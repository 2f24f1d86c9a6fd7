import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startPostgres } from '../postgres/cluster.ts';
import { accepted, rates } from './slack.ts';
import { command, type Load, Sender, submission } from './slack-load.ts';
import { buildProduct, type FakeApi, product, startFakeApi } from './slack-servers.ts';

const rounds = 5;
const perRound = 400;
/** Over all instances. */
const atOnce = 16;

/** One, two and four instances on one PostgreSQL, each a process of its own. They share the cores of this machine. */
export async function benchInstances(print: (line: string) => void): Promise<void> {
  const { url, stop } = startPostgres();
  if (url === undefined) return print('Several instances: there is no PostgreSQL here.');
  const built = buildProduct();
  const api = await startFakeApi();
  try {
    for (const count of [1, 2, 4]) await bench(print, api, built.main, await newDatabase(url, count), count);
  } finally {
    api.close();
    built.remove();
    await stop?.();
  }
}

async function newDatabase(server: string, count: number): Promise<string> {
  const name = `rag_or_ft_bench_${process.pid}_${count}`;
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString: server });
    try {
      await client.connect();
      await client.query(`create database ${name} template template0`);
      await client.end();
      break;
    } catch (error) {
      // It may still be starting.
      if (tries === 100) throw error;
      await delay(100);
    }
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function bench(
  print: (line: string) => void,
  api: FakeApi,
  main: string,
  database: string,
  count: number,
): Promise<void> {
  const served = await Promise.all(Array.from({ length: count }, () => product(main, database)(api)));
  const senders = served.map(({ url }) => new Sender(url, atOnce / count));
  const round = async (body: () => string, check?: (answer: string) => void): Promise<Load> => {
    const loads = await Promise.all(senders.map((sender) => sender.load(perRound / count, body, check)));
    const perSecond = loads.reduce((sum, load) => sum + load.perSecond, 0);
    return { perSecond, times: loads.flatMap(({ times }) => times).sort((a, b) => a - b) };
  };
  try {
    for (const warm of [command, command]) await round(warm);
    const submitted = submission(api.window());
    await round(submitted, accepted);
    const [commands, pages]: [Load[], Load[]] = [[], []];
    for (let at = 0; at < rounds; at += 1) {
      commands.push(await round(command));
      pages.push(await round(submitted, accepted));
    }
    print(`${count} ${count === 1 ? 'instance' : 'instances'} on PostgreSQL, ${atOnce} at once`);
    print(`  command to ack: ${rates(commands)}`);
    print(`  first page submitted, committed, then acknowledged: ${rates(pages)}`);
  } finally {
    for (const sender of senders) await sender.close();
    for (const one of served) await one.stop();
  }
}
