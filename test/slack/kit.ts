import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { InputBlock, ModalView } from '@slack/types';
import type { FetchRequestInit, FetchResponse } from '@slack/web-api/dist/WebClient.js';
import { expect } from 'vitest';
import { checkBlocks, checkView, textLength, wording } from '../../src/playground/schema/check.ts';
import { oneAccount } from '../../src/slack/accounts.ts';
import type { Log } from '../../src/slack/log.ts';
import { typing, wrote } from '../leaks.ts';
import type { Content } from '../../src/slack/views/message.ts';

export const identity = { botToken: 'xoxb-test', botId: 'B0BOT', botUserId: 'U0BOT' };
export const accounts = oneAccount(identity);

/** JSON from the other side, which tests look into. */
export type Json = ReturnType<typeof JSON.parse>;

/** Feeds Bolt and remembers the acknowledgements; `send` resolves after all listeners are done. */
export class FakeReceiver implements Receiver {
  #app: App | undefined;
  /** Acknowledgements and Web API calls in the order they happened. */
  readonly order: string[];
  constructor(order: string[] = []) {
    this.order = order;
  }
  init(app: App): void {
    this.#app = app;
  }
  start = async () => {};
  stop = async () => {};
  async send(body: ReceiverEvent['body']): Promise<Json[]> {
    const acks: Json[] = [];
    const ack = async (answer: Json) => {
      this.order.push('ack');
      acks.push(answer);
    };
    await this.#app?.processEvent({ body, ack });
    return acks;
  }
}

export interface Sent {
  readonly method: string;
  readonly token: string | undefined;
  readonly args: Record<string, Json>;
}
type Answer = object | Error | { status: number; headers?: Record<string, string>; body?: object };

/** Every Web API call and every post to a response_url lands here. */
export class FakeSlack {
  readonly calls: Sent[] = [];
  readonly #answers = new Map<string, Answer[]>();
  readonly order: string[];
  constructor(order: string[] = []) {
    this.order = order;
  }
  /** What the next call of a method gets; a call without one gets `{ok: true}`. */
  answer(method: string, ...answers: Answer[]): this {
    this.#answers.set(method, [...(this.#answers.get(method) ?? []), ...answers]);
    return this;
  }
  get methods(): string[] {
    return this.calls.map((call) => call.method);
  }
  readonly fetch = async (url: string | URL, init?: FetchRequestInit): Promise<FetchResponse> => {
    const { pathname, hostname } = new URL(url);
    const method = hostname === 'hooks.slack.com' ? 'response_url' : pathname.replace('/api/', '');
    this.calls.push({ method, token: init?.headers?.['Authorization'], args: argsOf(init?.body) });
    this.order.push(method);
    const next = this.#answers.get(method)?.shift() ?? { ok: true, ts: '1700000000.000100' };
    if (next instanceof Error) throw next;
    if ('status' in next)
      return new Response(JSON.stringify(next.body ?? {}), { status: next.status, headers: next.headers ?? {} });
    return new Response(JSON.stringify(next), { status: 200 });
  };
}

function argsOf(body: unknown): Record<string, Json> {
  const text = typeof body === 'string' ? body : '';
  if (text.startsWith('{')) return JSON.parse(text);
  const structured = new Set(['view', 'blocks', 'metadata']);
  return Object.fromEntries(
    [...new URLSearchParams(text)].map(([key, value]) => [key, structured.has(key) ? JSON.parse(value) : value]),
  );
}

/** A log that keeps its lines. */
export function keptLog(): Log & {
  readonly lines: { level: string; fields: Record<string, Json>; message: string }[];
} {
  const lines: { level: string; fields: Record<string, Json>; message: string }[] = [];
  const write = (level: string) => (fields: object, message: string) => {
    wrote({ level, fields, message });
    lines.push({ level, fields, message });
  };
  return { lines, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

export type Entries = Readonly<Record<string, string | readonly string[]>>;

/**
 * Answers a rendered modal as a person does: what is not entered keeps its prefilled value. Throws for an input that is
 * not there and an option that is not offered.
 */
export function fill(view: ModalView, entries: Entries = {}) {
  const blocks = view.blocks.filter((block): block is InputBlock => 'element' in block);
  const names = blocks.map((block) => block.block_id);
  for (const [name, entry] of Object.entries(entries)) {
    for (const text of [entry].flat()) typing(text);
    if (!names.includes(name)) throw new Error(`there is no input "${name}", only ${names.join(', ')}`);
  }
  const values: Record<string, Record<string, unknown>> = {};
  for (const { block_id = '', element } of blocks) {
    const action = 'action_id' in element ? (element.action_id ?? '') : '';
    expect(action).toBe(block_id);
    values[block_id] = { [action]: { type: element.type, ...valueOf(element, entries[block_id]) } };
  }
  return { private_metadata: view.private_metadata ?? '', state: { values } };
}

function valueOf(element: InputBlock['element'], entry: string | readonly string[] | undefined): object {
  switch (element.type) {
    case 'file_input':
      return { files: typeof entry === 'string' ? [JSON.parse(entry)] : [] };
    case 'plain_text_input':
    case 'number_input':
      return { value: entry === undefined ? (element.initial_value ?? null) : String(entry) };
    case 'radio_buttons':
    case 'static_select': {
      const offered = element.options ?? [];
      const chosen = entry === undefined ? element.initial_option : offered.find((one) => one.value === entry);
      if (entry !== undefined && chosen === undefined) throw new Error(`"${String(entry)}" is not offered`);
      return { selected_option: chosen ?? null };
    }
    case 'checkboxes': {
      const wanted = entry === undefined ? undefined : [entry].flat();
      const missing = wanted?.find((value) => !element.options.some((one) => one.value === value));
      if (missing !== undefined) throw new Error(`"${missing}" is not offered`);
      const chosen = wanted
        ? element.options.filter((one) => wanted.includes(one.value ?? ''))
        : (element.initial_options ?? []);
      return { selected_options: chosen };
    }
    case 'conversations_select':
      return { selected_conversation: entry ?? element.initial_conversation ?? null };
    case 'datepicker':
      return { selected_date: entry ?? null };
    default:
      throw new Error(`fill does not know ${element.type}`);
  }
}

/** A view as it comes back in a payload. */
function shown(view: ModalView, entries: Entries = {}) {
  return { ...view, ...fill(view, entries), id: 'V1', hash: '1.abc', callback_id: view.callback_id ?? '' };
}

const who = { team: { id: 'T1' }, user: { id: 'U1', team_id: 'T1' }, is_enterprise_install: false };
const responseUrl = 'https://hooks.slack.com/actions/1';

let triggers = 0;
/** Slack gives one to everything a person does. */
const trigger = () => `trigger-${(triggers += 1)}`;

export const payloads = {
  command: (text: string, more: object = {}) => ({
    command: '/rag-or-ft',
    text: typing(text),
    user_id: 'U1',
    team_id: 'T1',
    channel_id: 'C1',
    channel_name: 'llm-guild',
    trigger_id: trigger(),
    response_url: responseUrl,
    is_enterprise_install: 'false',
    ...more,
  }),
  global: (more: object = {}) => ({
    type: 'shortcut',
    callback_id: 'rag_or_ft_start',
    trigger_id: trigger(),
    ...who,
    ...more,
  }),
  message: (more: object = {}) => ({
    type: 'message_action',
    callback_id: 'settle_debate',
    trigger_id: trigger(),
    channel: { id: 'C1', name: 'llm-guild' },
    message: { ts: '2.0', thread_ts: '1.0' },
    response_url: responseUrl,
    ...who,
    ...more,
  }),
  action: (action_id: string, value: object | string | undefined, more: object = {}) => ({
    type: 'block_actions',
    trigger_id: trigger(),
    response_url: responseUrl,
    channel: { id: 'C1' },
    actions: [
      {
        type: 'button',
        action_id,
        block_id: 'b1',
        ...(value !== undefined && { value: typeof value === 'string' ? value : JSON.stringify(value) }),
      },
    ],
    ...who,
    ...more,
  }),
  submission: (view: ModalView, entries: Entries = {}, more: object = {}) => ({
    type: 'view_submission',
    view: shown(view, entries),
    ...who,
    ...more,
  }),
  closed: (view: ModalView, more: object = {}) => ({
    type: 'view_closed',
    view: shown(view),
    is_cleared: false,
    ...who,
    ...more,
  }),
};

/** Why Slack would not take this view. */
export function viewProblems(view: ModalView): string[] {
  const checked = checkView(JSON.parse(JSON.stringify(view)), 'modal');
  const heavy = Buffer.byteLength(JSON.stringify(view)) > 250_000 ? ['more than 250 KB'] : [];
  return [...(checked.ok ? [] : checked.problems.map(wording)), ...heavy];
}

export function expectView(view: ModalView): void {
  expect(viewProblems(view)).toEqual([]);
}

/** Why Slack, or those who read only its text, would not take this message. */
export function messageProblems({ text, blocks }: Content): string[] {
  const checked = checkBlocks(JSON.parse(JSON.stringify(blocks)), 'message');
  return [
    ...(checked.ok ? [] : checked.problems.map(wording)),
    ...(textLength(blocks) > 10_000 ? ['more than 10,000 characters in all blocks'] : []),
    ...(textsIn(blocks).some((one) => one.text.length > 3000) ? ['more than 3,000 characters in one text'] : []),
    ...(text.length > 4000 || text.length === 0 ? [`a text of ${text.length} characters`] : []),
  ];
}

/** Every text object below a value. */
export function textsIn(value: unknown): { readonly type: string; readonly text: string }[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const own =
    'type' in value && 'text' in value && typeof value.text === 'string'
      ? [{ type: String(value.type), text: value.text }]
      : [];
  return [...own, ...Object.values(value).flatMap(textsIn)];
}
