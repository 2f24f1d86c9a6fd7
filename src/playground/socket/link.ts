import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { z } from 'zod';
import { limits } from '../limits.ts';
import type { World } from '../world.ts';
import { acceptOf, frame, FrameReader, opcodes } from './frames.ts';

/** How the app answered one request. */
export type AppAnswer =
  | { ok: true; body: string; json: unknown }
  | {
      ok: false;
      error: 'operation_timeout' | 'http_service_error' | 'http_client_error' | 'dispatch_failed';
      detail: string;
    };

/** What Slack calls the kinds of envelopes. */
type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

/** Socket Mode for tests: what they may see and do. */
export interface Sockets {
  /** Connections that have had their hello. */
  readonly open: number;
  /** Tells all connections that they will be closed, as Slack does every few hours; the app then connects anew. */
  warn(): void;
  /** The next `times` acks get lost, so that Slack sends the envelope once more. */
  loseAcks(times: number): void;
}

/** The workspace's side of Socket Mode. */
export interface Link extends Sockets {
  /** The address for one new connection; good once. */
  ticket(): string;
  /** Takes a connection to {@link ticket}'s address. */
  upgrade(request: IncomingMessage, socket: Duplex): void;
  /** Sends an envelope over one of the connections and waits for its ack; after `ackMs` it gives up. */
  send(type: EnvelopeType, payload: unknown): Promise<AppAnswer>;
  close(): void;
}

interface Connection {
  say(message: object): void;
}

interface Waiting {
  readonly envelope: { readonly envelope_id: string } & Record<string, unknown>;
  readonly done: (answer: AppAnswer) => void;
  through: Connection;
}

const ackMessage = z.looseObject({ envelope_id: z.string(), payload: z.unknown().optional() });
const isEmpty = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** Opens the link; it has no connection until the app asks for one. */
export function createLink(options: { world: World; ackMs: number; pingMs?: number }): Link {
  const { world } = options;
  const tickets = new Set<string>();
  const connections: Connection[] = [];
  const sockets = new Set<Duplex>();
  const waiting = new Map<string, Waiting>();
  let toLose = 0;
  let turn = 0;

  /** Slack spreads envelopes over the connections. */
  const next = (): Connection | undefined => connections[turn++ % Math.max(1, connections.length)];

  const again = (it: Waiting, reason: string) => {
    const through = next();
    if (!through) return;
    it.through = through;
    through.say({ ...it.envelope, retry_attempt: 1, retry_reason: reason });
  };

  const hear = (text: string) => {
    const ack = ackMessage.safeParse(jsonOr(text));
    const it = ack.success ? waiting.get(ack.data.envelope_id) : undefined;
    if (!ack.success || !it) return world.note(`Socket Mode: not an ack of any envelope: ${text.slice(0, 200)}`);
    if (toLose > 0) {
      toLose -= 1;
      return again(it, 'timeout');
    }
    waiting.delete(ack.data.envelope_id);
    const { payload } = ack.data;
    it.done({ ok: true, body: isEmpty(payload) ? '' : JSON.stringify(payload), json: payload });
  };

  const drop = (connection: Connection) => {
    const at = connections.indexOf(connection);
    if (at === -1) return;
    connections.splice(at, 1);
    for (const it of waiting.values()) if (it.through === connection) again(it, 'connection_closed');
    world.changed();
  };

  const greet = (socket: Duplex) => {
    const reader = new FrameReader(limits.viewBytes.max * 8);
    const parts: Buffer[] = [];
    const write = (opcode: number, payload: Buffer) => void (socket.writable && socket.write(frame(opcode, payload)));
    const connection: Connection = {
      say: (message) => write(opcodes.text, Buffer.from(JSON.stringify(message))),
    };
    const pings = setInterval(() => write(opcodes.ping, Buffer.from('slack')), options.pingMs ?? 10_000).unref();
    sockets.add(socket);
    socket.on('close', () => {
      clearInterval(pings);
      sockets.delete(socket);
      drop(connection);
    });
    socket.on('error', () => socket.destroy());
    socket.on('data', (data: Buffer) => {
      try {
        for (const { opcode, payload, final } of reader.read(data)) {
          if (opcode === opcodes.ping) write(opcodes.pong, payload);
          else if (opcode === opcodes.close) {
            write(opcodes.close, payload);
            socket.end();
          } else if (opcode === opcodes.text || opcode === opcodes.continuation) {
            parts.push(payload);
            if (final) hear(Buffer.concat(parts.splice(0)).toString('utf8'));
          }
        }
      } catch (error) {
        world.note(`Socket Mode: ${String(error)}`);
        socket.destroy();
      }
    });
    if (connections.length >= limits.socketConnections.max) {
      connection.say({ type: 'disconnect', reason: 'too_many_websockets', debug_info: {} });
      write(opcodes.close, Buffer.from([0x03, 0xe8]));
      return;
    }
    connections.push(connection);
    connection.say({
      type: 'hello',
      num_connections: connections.length,
      connection_info: { app_id: world.appId },
      debug_info: { host: 'local', approximate_connection_time: 18_060 },
    });
    world.changed();
  };

  return {
    get open() {
      return connections.length;
    },
    ticket() {
      const id = randomUUID();
      tickets.add(id);
      return `${world.base.replace(/^http/, 'ws')}link/?ticket=${id}&app_id=${world.appId}`;
    },
    upgrade(request, socket) {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const key = request.headers['sec-websocket-key'];
      if (url.pathname !== '/link/' || key === undefined || !tickets.delete(url.searchParams.get('ticket') ?? '')) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
        return;
      }
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${acceptOf(key)}\r\n\r\n`,
      );
      greet(socket);
    },
    send(type, payload) {
      const through = next();
      if (!through) return Promise.resolve({ ok: false, error: 'dispatch_failed', detail: 'no app is connected' });
      const envelope = {
        envelope_id: randomUUID(),
        type,
        payload,
        accepts_response_payload: type !== 'events_api',
      };
      return new Promise((resolve) => {
        const late = setTimeout(() => {
          waiting.delete(envelope.envelope_id);
          resolve({ ok: false, error: 'operation_timeout', detail: `no ack within ${options.ackMs} ms` });
        }, options.ackMs);
        const done = (answer: AppAnswer) => {
          clearTimeout(late);
          resolve(answer);
        };
        waiting.set(envelope.envelope_id, { envelope, done, through });
        through.say(envelope);
      });
    },
    warn() {
      for (const it of connections) it.say({ type: 'disconnect', reason: 'warning', debug_info: { host: 'local' } });
    },
    loseAcks(times) {
      toLose += times;
    },
    close() {
      for (const it of sockets) it.destroy();
    },
  };
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
