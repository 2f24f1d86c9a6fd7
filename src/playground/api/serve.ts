import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiCall, FaultDesk } from '../faults.ts';
import { remember, remembered } from '../memory.ts';
import type { World } from '../world.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { type Answer, type Grants, method, type Method, needScope, Refusal, type Reply } from './method.ts';
import { createMeter } from './rates.ts';
import { z } from 'zod';
import { viewMethods } from './views.ts';

const authTest = method([], z.looseObject({}), (world) => ({
  url: `https://${world.team.domain}.slack.com/`,
  team: world.team.name,
  user: world.users.find((it) => it.id === world.bot.user)?.name,
  team_id: world.team.id,
  user_id: world.bot.user,
  bot_id: world.bot.id,
  is_enterprise_install: false,
}));

const methods: Record<string, Method> = {
  'auth.test': authTest,
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...viewMethods,
};

/** The Web API over HTTP. */
export function createApi(options: {
  world: World;
  token: string;
  /** Opens Socket Mode connections. */
  appToken: string;
  ticket: () => string;
  grants: Grants;
  faults: FaultDesk;
  calls: ApiCall[];
}): (name: string, request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { world, faults } = options;
  const meter = createMeter(world.now);
  const own: Record<string, Method> = {
    'apps.connections.open': method([], z.looseObject({}), () => ({ url: options.ticket() })),
  };

  const answer = (name: string, args: Record<string, unknown>, token: string): Reply => {
    const found = Object.hasOwn(own, name) ? own[name] : Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!found) return refused('unknown_method', { req_method: name });
    if (!token) return refused('not_authed');
    const wanted = name in own ? options.appToken : options.token;
    const other = name in own ? options.token : options.appToken;
    if (token !== wanted) return refused(token === other ? 'not_allowed_token_type' : 'invalid_auth');
    const wait = faults.rateLimits
      ? meter.take(name, typeof args['channel'] === 'string' ? args['channel'] : '')
      : undefined;
    if (wait !== undefined) return limited(wait);
    // Slack says with every answer to a token what it may do.
    const headers = { 'x-oauth-scopes': (name in own ? ['connections:write'] : options.grants.scopes).join(',') };
    try {
      needScope(options.grants, ...found.scopes);
      return { status: 200, body: { ok: true, ...found.run(world, args, options.grants) }, headers };
    } catch (error) {
      if (error instanceof Refusal) return { ...refused(error.message, error.extra), headers };
      throw error;
    }
  };

  return async (name, request, response) => {
    const { args, token } = readCall(request, await bodyOf(request));
    const call: ApiCall = { method: name, args, at: world.now(), status: 0 };
    remember(options.calls, call, remembered.calls);
    await respondTo({ call, faults, request, response, work: () => answer(name, args, token) });
    world.changed();
  };
}

/** Runs hooks and faults around the work and writes the answer. */
export async function respondTo(it: {
  call: ApiCall;
  faults: FaultDesk;
  request: IncomingMessage;
  response: ServerResponse;
  work: () => Reply;
}): Promise<void> {
  const { call, faults, request, response } = it;
  await faults.runHooks(call, 'before');
  const fault = faults.take(call.method);
  const reply = fault === undefined || ('when' in fault && fault.when === 'after') ? it.work() : undefined;
  if (reply && typeof reply.body === 'object') call.answer = reply.body;
  if (reply) await faults.runHooks(call, 'after');
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  const sent = faultReply(fault) ?? reply ?? refused('internal_error');
  call.status = sent.status;
  if (fault && typeof sent.body === 'object') call.answer = sent.body;
  const text = typeof sent.body === 'string' ? sent.body : JSON.stringify(sent.body);
  const type = typeof sent.body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  if (response.destroyed) return;
  response.writeHead(sent.status, { 'content-type': type, ...sent.headers }).end(text);
}

type ReplyingFault = ReturnType<FaultDesk['take']>;

function faultReply(fault: ReplyingFault): Reply | undefined {
  if (fault?.kind === 'rate-limited') return limited(fault.retryAfter);
  if (fault?.kind === 'status') return { status: fault.status, body: 'something went wrong' };
  return fault?.kind === 'error' ? refused(fault.error) : undefined;
}

const refused = (error: string, extra: Answer = {}): Reply => ({ status: 200, body: { ok: false, error, ...extra } });

const limited = (seconds: number): Reply => ({
  status: 429,
  body: { ok: false, error: 'ratelimited' },
  headers: { 'retry-after': String(seconds) },
});

/** The whole body of a request, as text. */
export const bodyOf = async (request: IncomingMessage): Promise<string> => (await bytesOf(request)).toString('utf8');

/** The whole body of a request. */
async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks);
}

/** The bytes of an upload: the body itself, or the file of a multipart form, as the SDK sends it. */
export async function uploadOf(request: IncomingMessage): Promise<Uint8Array> {
  const bytes = await bytesOf(request);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return bytes;
  const form = await new Response(Uint8Array.from(bytes), { headers: { 'content-type': type } }).formData();
  for (const [, value] of form) if (typeof value !== 'string') return new Uint8Array(await value.arrayBuffer());
  return bytes;
}

const jsonArguments = new Set(['blocks', 'view', 'metadata', 'attachments']);

/** Arguments and token, from a form or from JSON. */
function readCall(request: IncomingMessage, body: string) {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const isJson = (request.headers['content-type'] ?? '').startsWith('application/json');
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const args: Record<string, unknown> = isJson ? objectFrom(body) : {};
  for (const [key, value] of isJson ? query : [...query, ...new URLSearchParams(body)]) {
    args[key] = jsonArguments.has(key) ? jsonOr(value) : value;
  }
  const { token, ...rest } = args;
  return { args: rest, token: bearer ?? (typeof token === 'string' ? token : '') };
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function objectFrom(text: string): Record<string, unknown> {
  const value = z.record(z.string(), z.unknown()).safeParse(jsonOr(text));
  return value.success ? value.data : {};
}
