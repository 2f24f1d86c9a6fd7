import { WebClient } from '@slack/web-api';
import { describe, expect, it, test } from 'vitest';
import { readPages, readingLimits, takePasted } from '../../src/slack/debate/read.ts';
import { createRoom, type Session } from '../../src/slack/debate/room.ts';
import { settleLink } from '../../src/slack/listeners/openings.ts';
import { readingLines } from '../../src/slack/views/debate/reading.ts';

const actor = { installation: 'T:T1', person: 'T1:U1', name: 'ann' };
const place = { channel: 'C1', thread: '1.000000' };

interface Given {
  readonly messages: readonly object[];
  readonly limit: number;
  /** Pages Slack gives before it refuses more within a minute. */
  readonly pages?: number;
  readonly error?: string;
}

/** A thread behind Slack's paging, and a clock that each call and each wait moves. */
async function read({ messages, limit, pages = Infinity, error }: Given, session = begin(), stopAt = Infinity) {
  let now = 0;
  let calls = 0;
  const shown: number[] = [];
  const fetch = async (_: unknown, init?: { readonly body?: unknown }) => {
    calls += 1;
    now += 300;
    if (error !== undefined) return Response.json({ ok: false, error });
    if (calls > pages) return new Response('{}', { status: 429, headers: { 'retry-after': '60' } });
    const asked = new URLSearchParams(String(init?.body));
    const from = Number(asked.get('cursor') ?? 0);
    const to = from + Math.min(limit, Number(asked.get('limit')));
    const more = to < messages.length;
    return Response.json({
      ok: true,
      messages: messages.slice(from, to),
      response_metadata: more ? { next_cursor: String(to) } : {},
    });
  };
  const client = new WebClient('xoxb-1', {
    fetch,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    logger: undefined as never,
  });
  await readPages(session, {
    client,
    now: () => now,
    wait: async (ms) => void (now += ms),
    progress: async ({ seen }) => {
      shown.push(seen);
      if (seen >= stopAt) session.stopped = true;
    },
  });
  return { session, shown, calls };
}

const begin = (): Session => createRoom().begin(actor, place, 'reading-1');
const said = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ ts: `${at + 1}.000000`, user: 'U1', team: 'T1', text: `message ${at}` }));

describe('reading a thread', () => {
  it('goes from page to page, shows how far it is, and ends with the thread', async () => {
    const { session, shown } = await read({ messages: said(450), limit: 200 });
    expect([session.messages.length, session.problem, session.cursor]).toEqual([450, undefined, undefined]);
    expect(shown).toEqual([200, 400]);
  });

  it('reads a thousand messages at most', async () => {
    const { session } = await read({ messages: said(1_200), limit: 1_000 });
    expect([session.seen, session.problem]).toEqual([readingLimits.messages, 'full']);
  });

  it('stops after ten seconds, says so, and goes on where it stopped', async () => {
    const thread = { messages: said(600), limit: 10 };
    const first = await read(thread);
    expect(first.session.problem).toBe('time');
    const part = first.session.messages.length;
    expect(part).toBeLessThan(600);
    await read(thread, first.session);
    expect(first.session.messages.length).toBeGreaterThan(part);
    expect(new Set(first.session.messages.map(({ ts }) => ts)).size).toBe(first.session.messages.length);
  });

  it('takes the part that an app limited to fifteen messages a minute gets', async () => {
    const { session } = await read({ messages: said(90), limit: 15, pages: 1 });
    expect([session.messages.length, session.problem]).toEqual([15, 'limited']);
    expect(readingLines(session).join(' ')).toContain('only a few messages a minute');
    expect(session.cursor).toBeDefined();
  });

  it('stops when somebody says so', async () => {
    const { session } = await read({ messages: said(800), limit: 100 }, begin(), 200);
    expect([session.seen, session.problem]).toEqual([200, 'stopped']);
  });

  test.each([
    ['missing_scope', 'scope'],
    ['not_in_channel', 'not-in-channel'],
    ['channel_not_found', 'not-in-channel'],
    ['thread_not_found', 'no-thread'],
    ['fatal_error', 'failed'],
  ])('says what %s means', async (error, problem) => {
    const { session } = await read({ messages: [], limit: 10, error });
    expect(session.problem).toBe(problem);
    expect(readingLines(session)).toHaveLength(1);
  });

  it('leaves out bots and what holds no text, and says what it met', async () => {
    const { session } = await read({
      limit: 100,
      messages: [
        { ts: '1.0', user: 'U1', team: 'T1', text: 'real' },
        { ts: '2.0', bot_id: 'B1', text: 'a bot' },
        { ts: '3.0', subtype: 'bot_message', text: 'another' },
        { ts: '4.0', user: 'USLACKBOT', subtype: 'tombstone', text: 'This message was deleted.' },
        { ts: '5.0', user: 'U2', user_team: 'T9', text: 'from elsewhere', edited: { ts: '6.0' }, files: [{}, {}] },
        { nonsense: true },
      ],
    });
    expect(session.messages).toEqual([
      { author: 'T1:U1', ts: '1.0', text: 'real' },
      { author: 'T9:U2', ts: '5.0', text: 'from elsewhere' },
    ]);
    const lines = readingLines(session).join(' ');
    for (const part of [
      'I read 6 messages',
      '2 messages of bots',
      '2 messages deleted',
      '2 files',
      '1 message edited',
      'other organizations',
    ])
      expect(lines).toContain(part);
  });
});

it('takes pasted lines by the name before the colon, and any other line with the one before', () => {
  const session = begin();
  takePasted(session, 'Ann: it changes weekly\nand that is that\nBen Okafor: no: yearly\n\nhttps://x.test: a link');
  expect(session.messages.map(({ author, text }) => [author, text])).toEqual([
    ['pasted:Ann', 'it changes weekly'],
    ['pasted:Ann', 'and that is that'],
    ['pasted:Ben Okafor', 'no: yearly'],
    ['pasted:Ben Okafor', 'https://x.test: a link'],
  ]);
});

it('holds a reading for the person who began it, and for nobody else', async () => {
  let now = 0;
  const room = createRoom(() => now);
  room.begin(actor, place, 'one');
  expect((await room.find(actor, 'one'))?.id).toBe('one');
  expect(await room.find({ ...actor, person: 'T1:U2' }, 'one')).toBeUndefined();
  expect(await room.find({ ...actor, installation: 'T:T2' }, 'one')).toBeUndefined();
  now = 3_600_000;
  room.begin(actor, place, 'two');
  expect(await room.find(actor, 'one')).toBeUndefined();
});

test.each([
  ['https://acme.slack.com/archives/C0GUILD/p1700000000000100', { channel: 'C0GUILD', thread: '1700000000.000100' }],
  [
    '<https://acme.slack.com/archives/C0GUILD/p1700000000000200?thread_ts=1700000000.000100&amp;cid=C0GUILD>',
    { channel: 'C0GUILD', thread: '1700000000.000100' },
  ],
  ['https://acme.enterprise.slack.com/archives/G0X/p1700000000000100', { channel: 'G0X', thread: '1700000000.000100' }],
  ['https://acme.slack.com.evil.test/archives/C0GUILD/p1700000000000100', undefined],
  ['https://acme.slack.com/archives/C0GUILD/p17', undefined],
  ['https://acme.slack.com/archives/C0GUILD/p1700000000000100?thread_ts=x', undefined],
  ['http://acme.slack.com/archives/C0GUILD/p1700000000000100', undefined],
  ['', undefined],
])('the link %j leads to %j', (text, wanted) => {
  expect(settleLink(text)).toEqual(wanted);
});
