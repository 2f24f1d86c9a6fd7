import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Playground, startPlayground } from '../../src/playground/index.ts';
import { call, credentials, manifest } from './stand-in.ts';

/** A workspace whose app is a bare HTTP server: it takes down what it gets and answers what it is told to. */
export interface Bare {
  readonly playground: Playground;
  readonly payloads: Record<string, unknown>[];
  ack: { status: number; body: string };
  /** The workspace's clock, in milliseconds. */
  now: number;
  api(method: string, args: object): Promise<Record<string, unknown>>;
  /** The error code of the answer, if it is a refusal. */
  error(method: string, args: object): Promise<unknown>;
  /** A fresh trigger of Ann's. */
  trigger(): Promise<string>;
  openModal(view: object): Promise<{ id: string; hash: string }>;
  stop(): Promise<void>;
}

export async function startBare(): Promise<Bare> {
  const payloads: Record<string, unknown>[] = [];
  const clock = { now: Date.parse('2026-11-21T10:00:00Z') };
  const app = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const { payload, ...form } = Object.fromEntries(new URLSearchParams(body));
      const isForm = request.headers['content-type'] === 'application/x-www-form-urlencoded';
      if (isForm) payloads.push(payload === undefined ? form : (JSON.parse(payload) as Record<string, unknown>));
      response.writeHead(it.ack.status).end(it.ack.body);
    });
  });
  const playground = await startPlayground({ manifest, credentials, clock: () => clock.now, rateLimits: false });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  playground.connect(`http://127.0.0.1:${(app.address() as AddressInfo).port}/slack/events`);
  const it: Bare = {
    playground,
    payloads,
    ack: { status: 200, body: '' },
    get now() {
      return clock.now;
    },
    set now(time) {
      clock.now = time;
    },
    api: async (method, args) => (await call(playground.apiUrl, method, { ...args })).body,
    error: async (method, args) => (await it.api(method, args))['error'],
    async trigger() {
      await playground.as('ann').command('C0GUILD', '/rag-or-ft');
      return String(payloads.at(-1)?.['trigger_id']);
    },
    async openModal(view) {
      const answer = await it.api('views.open', { trigger_id: await it.trigger(), view });
      return answer['view'] as { id: string; hash: string };
    },
    async stop() {
      await playground.close();
      app.closeAllConnections();
      app.close();
    },
  };
  return it;
}
