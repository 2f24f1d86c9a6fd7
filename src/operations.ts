import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PulseStore } from './app/installation-ports.ts';
import type { Page } from './slack/oauth/install.ts';

/** Milliseconds a probe waits for the database. */
const patience = 2_000;

/** What a probe of this instance needs. */
export interface Probed {
  readonly store: PulseStore;
  /** Whether Slack said who the bot is, in a word or two. */
  readonly slack: () => string;
}

/**
 * GET /readyz: 200 while this instance can do its work, 503 while the database does not answer. The rules were proven before anything
 * listened. What is known of Slack is said, but does not count: its outage would take every instance out of service.
 */
export function readyPage({ store, slack }: Probed): Page {
  return async (_request, response) => {
    const pulse = await within(patience, store.pulse(Date.now())).catch(() => undefined);
    json(response, pulse === undefined ? 503 : 200, {
      ok: pulse !== undefined,
      database: pulse === undefined ? 'not answering' : 'ok',
      rules: 'loaded',
      slack: slack(),
    });
  };
}

const health: Page = async (_request, response) => json(response, 200, { ok: true });

export interface Operations {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Pages for operators, on a port of their own: what they say is nobody else's business. */
export async function serveOperations(
  { port, host }: { readonly port: number; readonly host: string },
  pages: { readonly ready: Page; readonly metrics: Page },
): Promise<Operations> {
  const paths = new Map([
    ['/healthz', health],
    ['/readyz', pages.ready],
    ['/metrics', pages.metrics],
  ]);
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 }, (request, response) => {
    const [path = ''] = (request.url ?? '').split('?', 1);
    const page = request.method === 'GET' ? paths.get(path) : undefined;
    if (page === undefined) return void response.writeHead(404).end();
    page(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  // It is no reason for a process to go on that cannot do its work.
  server.unref();
  const address: AddressInfo | string | null = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Response = Parameters<Page>[1];

function json(response: Response, status: number, content: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(content));
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too slow')), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
