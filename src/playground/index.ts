import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { acceptResponse } from './api/response-url.ts';
import { acceptUpload } from './api/files.ts';
import { bodyOf, createApi, respondTo, uploadOf } from './api/serve.ts';
import { createDoor } from './door.ts';
import { type ApiCall, createFaults, type Faults } from './faults.ts';
import { limits } from './limits.ts';
import { remember, remembered } from './memory.ts';
import { createPerson, type Manifest, type Person } from './person.ts';
import { seed } from './seed.ts';
import { createLink, type Sockets } from './socket/link.ts';
import { createWire, type Delivery } from './wire.ts';
import { createWorld } from './world.ts';

export type { ApiCall } from './faults.ts';

export interface PlaygroundOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly host?: string;
  readonly manifest: Manifest;
  readonly credentials: {
    readonly botToken: string;
    readonly signingSecret: string;
    /** For Socket Mode. Default: none, and no connection is opened. */
    readonly appToken?: string;
    readonly appId?: string;
  };
  /** Milliseconds since 1970; also the clock of triggers, signatures and rate limits. */
  readonly clock?: () => number;
  /** How long the app may take to ack, in real milliseconds. Default: Slack's 3000. */
  readonly ackMs?: number;
  /** Enforce Slack's rate limits? Default: yes. */
  readonly rateLimits?: boolean;
}

/** A local Slack workspace with two people, a few channels and one app. */
export interface Playground {
  /** The page for people. */
  readonly url: string;
  /** The Web API for the app; ends in /api/. */
  readonly apiUrl: string;
  /** Where the app listens for signed requests. */
  connect(eventsUrl: string): void;
  /** Every Web API call so far, posts to a response_url (method `response_url`) among them. */
  readonly calls: readonly ApiCall[];
  /** Every request to the app so far, with its answer. */
  readonly deliveries: readonly Delivery[];
  /** What Slack lets pass or only shows as "trouble", and a developer should know. */
  readonly notes: readonly string[];
  readonly faults: Faults;
  /** The app's Socket Mode connections. */
  readonly sockets: Sockets;
  /** The person with this id or name. Throws for an unknown one and for the bot. */
  as(userId: string): Person;
  /**
   * Waits until `probe` returns something truthy, and returns it; looks after every change in the workspace.
   * Rejects after `ms` (default 3000), saying which calls were made.
   */
  until<T>(probe: () => T, ms?: number): Promise<NonNullable<T>>;
  close(): Promise<void>;
}

/** Starts the workspace on its own port. Rejects when the port is taken. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const now = options.clock ?? Date.now;
  const world = createWorld(now, options.credentials.appId ?? 'A0LOCAL');
  seed(world);
  const calls: ApiCall[] = [];
  const faults = createFaults(options.rateLimits ?? true, world.quirks);
  const { signingSecret, botToken } = options.credentials;
  const ackMs = options.ackMs ?? limits.ackMs.max;
  const link = createLink({ world, ackMs });
  const wire = createWire({ world, signingSecret, ackMs, link });
  const appToken = options.credentials.appToken ?? `xapp-${randomUUID()}`;
  const api = createApi({
    world,
    token: botToken,
    appToken,
    ticket: () => link.ticket(),
    grants: options.manifest,
    faults,
    calls,
  });

  const around = { world, wire, manifest: options.manifest, responseBase: () => `${world.base}response/` };
  const person = (id: string) => createPerson(around, id);
  const door = createDoor({ world, manifest: options.manifest, calls, deliveries: wire.deliveries, person });

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const route = async () => {
      const apiMethod = /^\/api\/([\w.]+)$/.exec(path)?.[1];
      if (apiMethod !== undefined) return api(apiMethod, request, response);
      const responseId = /^\/response\/(\w+)$/.exec(path)?.[1];
      if (responseId !== undefined) {
        const body: unknown = jsonOr(await bodyOf(request));
        const args = z.record(z.string(), z.unknown()).safeParse(body).data ?? {};
        const call: ApiCall = { method: 'response_url', args, at: now(), status: 0 };
        remember(calls, call, remembered.calls);
        await respondTo({ call, faults, request, response, work: () => acceptResponse(world, responseId, body) });
        return world.changed();
      }
      const upload = /^\/upload\/(\w+)$/.exec(path)?.[1];
      if (upload !== undefined && request.method === 'POST') {
        const bytes = await uploadOf(request);
        const call: ApiCall = { method: 'upload', args: { file: upload, bytes: bytes.length }, at: now(), status: 0 };
        remember(calls, call, remembered.calls);
        await respondTo({ call, faults, request, response, work: () => acceptUpload(world, upload, bytes) });
        return world.changed();
      }
      if (!(await door(request, response))) response.writeHead(404).end();
    };
    route().catch((error: unknown) => {
      world.note(`the workspace failed: ${String(error)}`);
      if (!response.headersSent) response.writeHead(500).end();
    });
  });
  server.on('upgrade', (request, socket) => link.upgrade(request, socket));
  const host = options.host ?? '127.0.0.1';
  await listen(server, options.port ?? 0, host);
  const shownHost = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  const url = `http://${shownHost.includes(':') ? `[${shownHost}]` : shownHost}:${portOf(server)}/`;
  world.base = url;

  return {
    url,
    apiUrl: `${url}api/`,
    calls,
    deliveries: wire.deliveries,
    notes: world.notes,
    faults,
    sockets: link,
    connect: (eventsUrl) => wire.connect(eventsUrl),
    as(userId) {
      const user = world.users.find((it) => !it.isBot && (it.id === userId || it.name === userId));
      if (!user) throw new Error(`nobody here is ${userId}`);
      return person(user.id);
    },
    until: (probe, ms = 3000) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          clearTimeout(timer);
          world.events.off('change', look);
        };
        const look = () => {
          try {
            const found = probe();
            if (!found) return;
            stop();
            resolve(found);
          } catch (error) {
            stop();
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        };
        const timer = setTimeout(() => {
          stop();
          const made = calls.map((it) => `${it.method} ${it.status}`).join(', ') || 'none';
          reject(
            new Error(`nothing came within ${ms} ms; calls: ${made}; notes: ${world.notes.join(' | ') || 'none'}`),
          );
        }, ms);
        world.events.on('change', look);
        look();
      }),
    async close() {
      link.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (typeof address === 'object' && address) return address.port;
  throw new Error('the workspace is not listening');
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
