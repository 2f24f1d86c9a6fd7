import { expect, test } from 'vitest';
import { sign } from '../../src/playground/wire.ts';
import { leaks, typing, wrote } from '../leaks.ts';
import { hostileTexts } from '../playground/hostile.ts';
import { credentials } from '../playground/stand-in.ts';
import { newFile } from '../store/samples.ts';
import { openDebate, openPosition } from './debate.ts';
import { channel, newInstance, newWorkspace } from './kit.ts';
import { held } from './memory.ts';
import { share } from './people.ts';
import { drawn } from './random.ts';
import { long } from '../long.ts';

/** Changed payloads of each kind. */
const each = Number(process.env['FUZZ'] ?? (long ? 10_000 : 25));
const kinds = [
  'slash_command',
  'shortcut',
  'message_action',
  'block_actions',
  'view_submission',
  'view_closed',
  'app_mention',
  'app_uninstalled',
] as const;
/** In every text that is put in: no line of the log may hold it. */
const mark = 'Nightingale';
/** One that reads it as a message of Slack's would ping or link somebody. */
const pings = /<!(?:channel|here|everyone|subteam)|<@U0PINGED|<https:\/\/evil/;

interface Failure {
  readonly error?: string;
  readonly msg: string;
  readonly code?: string;
  readonly at?: readonly string[];
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Somebody uses everything there is, so that there is a genuine payload of each kind. */
async function session() {
  const playground = await newWorkspace();
  const instance = await newInstance(playground, { file: await newFile() });
  playground.connect(instance.url);
  const ann = playground.as('U0ANN');
  const { shared } = await share(ann, typing(`${mark} workload`));
  const posted = await playground.until(() => ann.messages(channel).find(({ text }) => text.includes(shared)), 20_000);
  for (const button of ['decision:button:why', 'decision:button:change', 'decision:button:otherwise']) {
    await ann.click(button, { ts: posted.ts }).catch(() => undefined);
    await playground.until(() => ann.view(), 20_000).catch(() => undefined);
    if (ann.view() !== undefined) await ann.closeView();
  }
  await ann.globalShortcut('rag_or_ft_start');
  await playground.until(() => ann.view(), 20_000);
  await ann.closeView();
  const { ballot } = await openDebate(playground);
  const inputs = await openPosition(playground, ballot);
  await playground.as('U0BEN').submit(Object.fromEntries(inputs.map((id) => [id, '?'])));
  await ann.say(channel, '@rag-or-ft help');
  const genuine = new Map<string, Json[]>();
  for (const { kind, payload } of playground.deliveries) {
    genuine.set(kind, [...(genuine.get(kind) ?? []), payload as Json]);
  }
  // In a workspace of its own: the one that is used is not to be forgotten.
  const gone = { type: 'event_callback', team_id: 'T9', event_id: 'Ev9', event: { type: 'app_uninstalled' } };
  genuine.set('app_uninstalled', [gone]);
  return { playground, instance, genuine };
}

/** A payload with one to three places changed, inside of what Slack carries for us too. */
function changed(payload: Json, random: () => number): Json {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  const text = () => `${mark} ${pick(hostileTexts).slice(0, 200)} <!channel> <@U0PINGED> <https://evil.example|x>`;
  const odd = (): Json =>
    pick<() => Json>([
      () => null,
      () => text(),
      () => random() * 1e12,
      () => -1,
      () => [],
      () => ({}),
      () => [null, {}],
      () => '',
      () => 'x'.repeat(5_000),
      () => JSON.parse(`{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}`) as Json,
      () => ({ id: text(), type: text(), toString: 'x' }),
      () => true,
    ])();
  const change = (value: Json): Json => {
    if (typeof value === 'string' && /^[[{]/.test(value) && random() < 0.7) {
      try {
        return JSON.stringify(change(JSON.parse(value) as Json));
      } catch {
        return odd();
      }
    }
    if (value === null || typeof value !== 'object' || random() < 0.12) return odd();
    if (Array.isArray(value)) {
      if (value.length === 0) return [odd()];
      const at = Math.floor(random() * value.length);
      return value.flatMap((one, place) => (place !== at ? [one] : random() < 0.15 ? [] : [change(one)]));
    }
    const names = Object.keys(value);
    if (random() < 0.1)
      return { ...value, [pick(['__proto__', 'constructor', 'command', 'event', 'actions', 'x'])]: odd() };
    const at = pick(names);
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, one]): [string, Json][] =>
        name !== at ? [[name, one]] : random() < 0.15 ? [] : [[name, change(one)]],
      ),
    );
  };
  let result = payload;
  for (let times = 1 + Math.floor(random() * 3); times > 0; times -= 1) result = change(result);
  return result;
}

async function send(url: string, kind: string, payload: Json): Promise<number> {
  const json = kind === 'app_mention' || kind === 'app_uninstalled';
  const fields = kind === 'slash_command' && typeof payload === 'object' && payload !== null ? payload : undefined;
  const body = json
    ? JSON.stringify(payload)
    : new URLSearchParams(
        fields === undefined
          ? { payload: JSON.stringify(payload) }
          : Object.entries(fields).map(([name, value]): [string, string] => [
              name,
              typeof value === 'string' ? value : JSON.stringify(value),
            ]),
      ).toString();
  const seconds = Math.floor(Date.now() / 1000);
  const { status } = await fetch(url, {
    method: 'POST',
    body: new TextEncoder().encode(body),
    headers: {
      'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': sign(credentials.signingSecret, seconds, body),
    },
  });
  return status;
}

/** What stands in a text that is JSON; a title may begin like it. */
function inside(text: string): unknown {
  try {
    return /^[[{]/.test(text) ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Every text below a value that Slack reads as mrkdwn. */
function marked(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(marked);
  if (typeof value === 'string') return marked(inside(value));
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && value.type === 'mrkdwn' && 'text' in value ? [String(value.text)] : [];
  return [...own, ...Object.values(value).flatMap(marked)];
}

test(
  'whatever comes, signed, of whatever kind: it is answered, nothing falls over, nobody is pinged, nothing is logged of it',
  async () => {
    const { playground, instance, genuine } = await session();
    expect(kinds.filter((kind) => !genuine.has(kind))).toEqual([]);
    const random = drawn(20_261_127);
    const statuses: Record<string, number> = {};
    const heap: number[] = [];
    const texts: string[] = [];
    const shown: string[] = [];
    const failures: Record<string, number> = {};
    instance.lines.length = 0;
    /** Nothing of the log is kept, so that only the app can hold memory. */
    const readLog = (): void => {
      const lines = instance.lines.splice(0);
      for (const line of lines) wrote(line);
      shown.push(...leaks(), ...lines.filter((line) => line.includes(mark)));
      for (const line of lines.filter((line) => line.includes('"level":50'))) {
        const { error = '', msg, code = '', at = [] } = JSON.parse(line) as Failure;
        const stumbles = /^(?:Type|Range|Reference|Syntax)?Error$/.test(error);
        const what = `${msg.slice(0, 60)}: ${error} ${code} ${stumbles ? at.slice(0, 3).join(' ') : ''}`.trim();
        failures[what] = (failures[what] ?? 0) + 1;
      }
    };
    let seen = playground.calls.length;
    for (let round = 0; round < each; round += 1) {
      if (round % Math.ceil(each / 5) === 0) heap.push(held());
      for (const kind of kinds) {
        const all = genuine.get(kind) ?? [];
        const payload = changed(all[Math.floor(random() * all.length)] ?? null, random);
        const status = await send(instance.url, kind, payload);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
      // It remembers only so many.
      const { calls } = playground;
      for (const { args } of calls.slice(Math.min(seen, calls.length - 50))) {
        texts.push(...[JSON.stringify(args['text'] ?? ''), ...marked(args)].filter((text) => pings.test(text)));
      }
      seen = calls.length;
      readLog();
    }
    heap.push(held());
    console.log(JSON.stringify({ each, statuses, failures, heap: heap.map(Math.round) }));
    // 503: the window or trigger of one that is still being handled.
    expect(Object.keys(statuses).filter((status) => !['200', '400', '404', '503'].includes(status))).toEqual([]);
    // What was changed on its way through Slack is refused by its schema, and by nothing that stumbles over it.
    expect(Object.keys(failures).filter((what) => /: (?:Type|Range|Reference|Syntax)?Error /.test(what))).toEqual([]);
    expect(texts).toEqual([]);
    expect(shown).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    // Signatures are remembered as long as somebody might send them again, in a few hundred bytes each.
    const remembered = (each * kinds.length * 300) / 1_000_000;
    expect((heap.at(-1) ?? 0) - (heap[1] ?? 0)).toBeLessThan(25 + remembered);
  },
  long ? 60 * 60_000 : 90_000,
);
