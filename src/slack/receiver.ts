import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { App, Receiver } from '@slack/bolt';
import { createBodyReader, parseBody } from './body.ts';
import { deliver } from './delivery.ts';
import { kindOf } from './envelope.ts';
import { traceOf } from './errors.ts';
import type { Log } from './log.ts';
import type { Page } from './oauth/install.ts';
import { logOf, newRequest } from './requests.ts';
import { createReplays } from './replays.ts';
import { createVerifier, type Refusal } from './signature.ts';

/** What the receiver takes at most. */
export const receiverLimits = {
  bodyBytes: 1_000_000,
  /** All bodies being read. */
  heldBytes: 32_000_000,
  formFields: 1000,
  /** Slack tells the person after 3 s that the app did not respond. */
  ackMs: 3000,
  headersMs: 5000,
  requestMs: 5000,
  /** How often connections are looked at for the two above. */
  lookMs: 500,
  /** About ten minutes of the most that Slack sends for a busy workspace. */
  replays: 20_000,
  stopMs: 10_000,
} as const;

export interface ReceiverOptions {
  readonly signingSecret: string;
  readonly log: Log;
  /** What GET /healthz says besides `ok`. */
  readonly health?: (() => object) | undefined;
  /** Other pages, by the path of their GET. */
  readonly pages?: ReadonlyMap<string, Page> | undefined;
  readonly limits?: Partial<Record<keyof typeof receiverLimits, number>> | undefined;
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
}

/** Slack's signed requests over HTTP. */
export interface HttpReceiver extends Receiver {
  /** @returns the URL Slack sends its requests to */
  start(at: { readonly port: number; readonly host: string }): Promise<string>;
  /** Takes nothing new and resolves when all requests under way are answered and their listeners done. */
  stop(): Promise<void>;
}

const eventsPath = '/slack/events';

/**
 * Takes each genuine request once, answers everything else at once, and never lets a request go unanswered. Bolt's own
 * receivers accept replays and future times, and end the process on a signed `null`.
 */
export function createReceiver(options: ReceiverOptions): HttpReceiver {
  const { log, health, pages, now = Date.now } = options;
  const limits = { ...receiverLimits, ...options.limits };
  const refusal = createVerifier(options.signingSecret, now);
  const replays = createReplays(limits.replays, now);
  const readBody = createBodyReader(limits);
  const warn = sparingly(log, now);
  const underWay = new Set<Promise<void>>();
  let app: App | undefined;
  let server: Server | undefined;
  let stopping = false;

  const send = (response: ServerResponse, status: number, content?: unknown): void => {
    if (response.headersSent || response.destroyed) return;
    // Without it a connection would outlive `stop` until its idle time is over.
    if (stopping) response.shouldKeepAlive = false;
    const text = content === undefined ? '' : typeof content === 'string' ? content : JSON.stringify(content);
    const type = typeof content === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
    const headers = { 'content-length': Buffer.byteLength(text), ...(text !== '' && { 'content-type': type }) };
    response.writeHead(status, headers).end(text);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse, name: string): Promise<void> => {
    const [path] = (request.url ?? '').split('?', 1);
    if (path === '/healthz' && request.method === 'GET') return send(response, 200, { ok: true, ...health?.() });
    const page = request.method === 'GET' ? pages?.get(path ?? '') : undefined;
    if (page !== undefined) return page(request, response);
    if (path !== eventsPath || request.method !== 'POST') return send(response, 404);
    const received = await readBody(request);
    if (!received.ok) return received.status === undefined ? undefined : send(response, received.status);

    const { 'x-slack-request-timestamp': time, 'x-slack-signature': signature, 'content-type': type } = request.headers;
    const text = received.bytes.toString('utf8');
    const refused = refusal(time, signature, received.bytes);
    const ownLog = logOf(log, name);
    if (refused !== undefined) {
      if (refused.reason === 'no signature' && isSslCheck(text)) return send(response, 200);
      warn(refused.reason, refused, reasons[refused.reason]);
      return send(response, 401);
    }
    const body = parseBody(type, text, limits.formFields);
    const kind = body && kindOf(body);
    if (body === undefined || kind === undefined || kind === 'malformed') {
      ownLog.warn({ bytes: received.bytes.length }, 'a signed request could not be read');
      return send(response, 400);
    }
    if (body['ssl_check'] === '1') return send(response, 200);
    if (body['type'] === 'url_verification') return send(response, 200, { challenge: body['challenge'] });
    if (kind === 'unknown') {
      const { type: named } = body;
      ownLog.warn(
        // Whatever is no name of Slack's stays out of the log.
        { type: typeof named === 'string' && /^[a-z_]{1,80}$/.test(named) ? named : typeof named },
        'nothing takes this kind of request',
      );
      return send(response, 404);
    }
    const key = String(signature);
    if (!replays.take(key)) {
      ownLog.info({ kind }, 'the very same request again: acknowledged, and not done twice');
      return send(response, 200);
    }
    const answer = (status: number, content?: unknown): void => send(response, status, content);
    const { headers } = request;
    const delivery = { kind, body, headers, answer, request: name };
    if (!(await deliver(app, delivery, { log: ownLog, ackMs: limits.ackMs }))) replays.forget(key);
  };

  const take = (request: IncomingMessage, response: ServerResponse): void => {
    const name = newRequest();
    const work = serve(request, response, name)
      .catch((error: unknown) => {
        logOf(log, name).error(traceOf(error), 'the receiver failed');
        send(response, 500);
      })
      .finally(() => underWay.delete(work));
    underWay.add(work);
  };

  return {
    init: (it) => void (app = it),
    start: (at) => {
      const starting = createServer(
        {
          requestTimeout: limits.requestMs,
          headersTimeout: limits.headersMs,
          connectionsCheckingInterval: limits.lookMs,
        },
        take,
      );
      server = starting;
      return listening(starting, at, log);
    },
    stop: async () => {
      if (server?.listening !== true) return;
      stopping = true;
      const closing = server;
      const closed = new Promise((resolve) => void closing.close(resolve));
      const all = closed.then(() => Promise.allSettled(underWay));
      let timer;
      const late = new Promise((resolve) => void (timer = setTimeout(resolve, limits.stopMs)));
      await Promise.race([all, late]);
      clearTimeout(timer);
      closing.closeAllConnections();
    },
  };
}

const reasons: Readonly<Record<Refusal['reason'], string>> = {
  'no signature': 'a request without a signature was refused',
  'malformed signature': 'a request with a malformed signature was refused',
  'wrong signature': 'a request was refused: it is forged, or SLACK_SIGNING_SECRET is not that of the app',
  'wrong time': 'a request was refused: it is old or replayed, or the clock of this machine is wrong',
};

/** A line a minute for each reason: anybody on the network can send what is refused. */
function sparingly(log: Log, now: () => number) {
  const said = new Map<string, { at: number; since: number }>();
  return (reason: string, fields: object, message: string): void => {
    const last = said.get(reason);
    if (last !== undefined && now() - last.at < 60_000) last.since += 1;
    else {
      log.warn({ ...fields, ...(last !== undefined && { unsaid: last.since }) }, message);
      said.set(reason, { at: now(), since: 0 });
    }
  };
}

/** Slack tests a certificate without signing. */
function isSslCheck(text: string): boolean {
  return text.length < 1000 && /(?:^|&)ssl_check=1(?:&|$)/.test(text);
}

function listening(server: Server, { port, host }: { port: number; host: string }, log: Log): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      server.on('error', (error) => log.error(traceOf(error), 'the HTTP server failed'));
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${bound}${eventsPath}`);
    });
  });
}
