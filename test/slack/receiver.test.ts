import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createVerifier } from '../../src/slack/signature.ts';
import { acks, command, form, gate, interaction, listening, noon, sign, signingSecret } from './receiver-kit.ts';

const hexDigit = fc.nat(15).map((digit) => digit.toString(16));

describe('what is signed', () => {
  test('is handed on, and its acknowledgement is the answer', async () => {
    const it = await listening(async ({ body, ack }) => ack({ text: `you said ${String(body['text'])}` }));
    const { status, text, headers } = await it.send(command({ text: 'a+b & <c> ü' }));
    expect({ status, body: JSON.parse(text) }).toEqual({ status: 200, body: { text: 'you said a+b & <c> ü' } });
    expect(headers['content-type']).toMatch(/^application\/json/);
  });

  test.each([
    ['nothing', undefined, ''],
    ['an empty text', '', ''],
    ['a text', 'done', 'done'],
  ])('with %s is answered 200', async (_, content, text) => {
    const it = await listening(async ({ ack }) => ack(content));
    expect(await it.send(command())).toMatchObject({ status: 200, text });
  });

  test.each([form, `${form}; charset=utf-8`, `${form.toUpperCase()};charset=UTF-8`])('may come as %s', async (type) => {
    const it = await listening();
    expect(await it.send(command(), { type })).toMatchObject({ status: 200 });
    expect(it.events[0]?.body).toMatchObject({ command: '/rag-or-ft', user_id: 'U1' });
  });

  test('may be JSON in the body, or JSON in the field of a form', async () => {
    const it = await listening();
    const event = { type: 'event_callback', team_id: 'T1', event: { type: 'app_home_opened', user: 'U1' } };
    const closed = { type: 'view_closed', user: { id: 'U1' }, view: { id: 'V1', callback_id: '' } };
    for (const type of ['application/json', 'application/json; charset=utf-8']) {
      expect(await it.send(JSON.stringify({ ...event, event_id: type }), { type })).toMatchObject({ status: 200 });
    }
    const odd = { ...closed, note: 'a+b & ü=%26 \u2028' };
    expect(await it.send(interaction(odd))).toMatchObject({ status: 200 });
    expect(await it.send(`${interaction(odd)}&more=1`)).toMatchObject({ status: 200 });
    expect(it.events.map(({ body }) => body['type'])).toEqual([
      'event_callback',
      'event_callback',
      'view_closed',
      'view_closed',
    ]);
    expect(it.events.slice(2).map(({ body }) => body)).toEqual([odd, odd]);
  });

  test("carries the headers of Slack's retries", async () => {
    const it = await listening();
    await it.send(command(), { headers: { 'x-slack-retry-num': '2', 'x-slack-retry-reason': 'http_timeout' } });
    await it.send(command({ text: 'y' }), { headers: { 'x-slack-retry-num': 'many' } });
    expect(it.events[0]).toMatchObject({ retryNum: 2, retryReason: 'http_timeout' });
    expect(it.events[1]).not.toHaveProperty('retryNum');
  });

  test("answers Slack's question whether it speaks with us", async () => {
    const it = await listening();
    const { status, text } = await it.send('{"type":"url_verification","challenge":"abc"}', {
      type: 'application/json',
    });
    expect({ status, body: JSON.parse(text) }).toEqual({ status: 200, body: { challenge: 'abc' } });
    expect(it.events).toEqual([]);
  });

  test('answers the test of the certificate, which is not signed, and does nothing else with it', async () => {
    const it = await listening();
    const none = { 'x-slack-signature': undefined, 'x-slack-request-timestamp': undefined };
    expect(await it.send(`ssl_check=1&${command()}`, { headers: none })).toMatchObject({ status: 200, text: '' });
    expect(await it.send('ssl_check=1&token=x')).toMatchObject({ status: 200 });
    expect(await it.send(`ssl_check=0&${command()}`, { headers: none })).toMatchObject({ status: 401 });
    expect(it.events).toEqual([]);
  });
});

describe('what is not signed by Slack is refused without work', () => {
  const good = command();
  const signature = sign(noon, good);
  test.each([
    ['no signature', { 'x-slack-signature': undefined }],
    ['no time', { 'x-slack-request-timestamp': undefined }],
    ['neither', { 'x-slack-signature': undefined, 'x-slack-request-timestamp': undefined }],
    ['an empty signature', { 'x-slack-signature': '' }],
    ['a signature twice', { 'x-slack-signature': [signature, signature] }],
    ['a time twice', { 'x-slack-request-timestamp': [String(noon), String(noon)] }],
    ['a cut signature', { 'x-slack-signature': signature.slice(0, -1) }],
    ['a longer signature', { 'x-slack-signature': `${signature}0` }],
    ['capitals', { 'x-slack-signature': signature.toUpperCase() }],
    ['another version', { 'x-slack-signature': signature.replace('v0', 'v1') }],
    ['no version', { 'x-slack-signature': signature.slice(3) }],
    ['the signature of another body', { 'x-slack-signature': sign(noon, `${good}&more=1`) }],
    ['the signature of another second', { 'x-slack-signature': sign(noon - 1, good) }],
    ['the signature of another secret', { 'x-slack-signature': sign(noon, good, 'another-secret') }],
    ['a time that is no number', { 'x-slack-request-timestamp': 'noon' }],
    ['a negative time', { 'x-slack-request-timestamp': `-${noon}` }],
    ['a time with a fraction', { 'x-slack-request-timestamp': `${noon}.0` }],
    ['a hexadecimal time', { 'x-slack-request-timestamp': '0x6b49d200' }],
    ['an endless time', { 'x-slack-request-timestamp': 'Infinity' }],
  ])('%s', async (_, headers) => {
    const it = await listening();
    expect(await it.send(good, { headers })).toMatchObject({ status: 401, text: '' });
    expect(it.events).toEqual([]);
    expect(it.log.lines).toHaveLength(1);
    expect(JSON.stringify(it.log.lines)).not.toMatch(/rag-or-ft|U1|v0=/);
  });

  test('a second that is too long ago or too far ahead, even when signed', async () => {
    const it = await listening();
    for (const off of [-301, 301, 3600, -86_400, 86_400]) {
      expect(await it.send(good, { seconds: noon + off })).toMatchObject({ status: 401 });
    }
    expect(it.events).toEqual([]);
    for (const off of [-300, 300, 0])
      expect(await it.send(good, { seconds: noon + off })).toMatchObject({ status: 200 });
  });

  test('a clock that is wrong is said in the log, once a minute however many come', async () => {
    const it = await listening();
    it.clock.seconds += 600;
    for (let at = 0; at < 5; at += 1) await it.send(good);
    expect(it.log.lines).toEqual([
      { level: 'warn', fields: { reason: 'wrong time', seconds: -600 }, message: expect.stringContaining('clock') },
    ]);
    it.clock.seconds += 61;
    await it.send(good);
    expect(it.log.lines[1]?.fields).toMatchObject({ seconds: -661, unsaid: 4 });
  });

  test('an empty secret is no secret', async () => {
    await expect(listening(acks, { signingSecret: '' })).rejects.toThrow('empty');
  });

  test('whatever is made of a genuine request', () => {
    const refusal = createVerifier(signingSecret, () => noon * 1000);
    expect(refusal(String(noon), signature, Buffer.from(good))).toBeUndefined();
    const forged = fc.record({
      body: fc.oneof(
        fc.constant(good),
        fc.string(),
        fc.string().map((more) => `${good}${more}`),
        fc.nat(good.length).map((at) => good.slice(0, at)),
      ),
      given: fc.oneof(
        fc.constant(signature),
        fc.constant(undefined),
        fc.string(),
        fc.string({ unit: hexDigit, minLength: 64, maxLength: 64 }).map((hex) => `v0=${hex}`),
        fc
          .nat(66)
          .map((at) => `${signature.slice(0, at)}${signature[at] === '0' ? '1' : '0'}${signature.slice(at + 1)}`),
      ),
      time: fc.oneof(
        fc.constant(String(noon)),
        fc.string(),
        fc.integer({ min: -400, max: 400 }).map((off) => String(noon + off)),
      ),
    });
    const property = fc.property(forged, ({ body, given, time }) => {
      fc.pre(body !== good || given !== signature || time !== String(noon));
      expect(refusal(time, given, Buffer.from(body))).toBeDefined();
    });
    fc.assert(property, { numRuns: 10_000 });
  });
});

describe('the very same request again', () => {
  test('is acknowledged and has no second effect, also while the first is under way', async () => {
    const first = gate();
    const it = await listening(async ({ ack }) => {
      await first.opened;
      await ack({ text: 'first' });
    });
    const sent = it.send(command());
    const others = await Promise.all(Array.from({ length: 100 }, () => it.send(command())));
    first.open();
    const answers = [...others, await sent];
    expect(answers.filter(({ text }) => text !== '')).toHaveLength(1);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    it.clock.seconds += 299;
    expect(await it.send(command())).toMatchObject({ status: 200, text: '' });
    expect(it.events).toHaveLength(1);
  });

  test('cannot be kept for later by dating it ahead', async () => {
    const it = await listening();
    const ahead = { seconds: noon + 300 };
    expect(await it.send(command(), ahead)).toMatchObject({ status: 200 });
    it.clock.seconds += 600;
    expect(await it.send(command(), ahead)).toMatchObject({ status: 200 });
    it.clock.seconds += 1;
    expect(await it.send(command(), ahead)).toMatchObject({ status: 401 });
    expect(it.events).toHaveLength(1);
  });

  test('is done when the first time failed: Slack repeats an event within the same second', async () => {
    let fails = true;
    const it = await listening(async ({ ack }) => {
      if (fails) throw new Error('broken');
      await ack();
    });
    expect(await it.send(command())).toMatchObject({ status: 500 });
    fails = false;
    expect(await it.send(command())).toMatchObject({ status: 200 });
    expect(it.events).toHaveLength(2);
  });

  test('is another request with another second', async () => {
    const it = await listening();
    await it.send(command());
    await it.send(command(), { seconds: noon + 1, headers: { 'x-slack-retry-num': '1' } });
    expect(it.events).toHaveLength(2);
  });

  test('is remembered for a bounded number of requests', async () => {
    const it = await listening(acks, { limits: { replays: 3 } });
    for (const text of ['1', '2', '3', '4', '4', '3', '1']) await it.send(command({ text }));
    expect(it.events.map(({ body }) => body['text'])).toEqual(['1', '2', '3', '4', '1']);
  });
});

test('the other paths: health, and nothing', async () => {
  const it = await listening(acks, { health: () => ({ slack: 'known' }) });
  const health = await it.send('', { method: 'GET', path: '/healthz' });
  expect({ status: health.status, body: JSON.parse(health.text) }).toEqual({
    status: 200,
    body: { ok: true, slack: 'known' },
  });
  for (const [method, path] of [
    ['GET', '/slack/events'],
    ['POST', '/healthz'],
    ['POST', '/slack/events/more'],
    ['GET', '/'],
    ['DELETE', '/slack/install'],
    ['POST', '//'],
  ] as const) {
    expect(
      await it.send(method === 'POST' ? command() : '', { method, path: new URL(it.url).origin + path }),
    ).toMatchObject({
      status: 404,
    });
  }
  expect(it.events).toEqual([]);
});
