import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createReceiver } from '../../src/slack/receiver.ts';
import { command, form, gate, listening, noon, sign } from './receiver-kit.ts';

/** A connection of our own; `said` resolves with all that came when the other side closes it. */
function raw(url: string): { socket: Socket; said: Promise<string> } {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const said = new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (part: Buffer) => (text += part.toString()));
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
  });
  return { socket, said };
}

const head = (bytes: number, more = ''): string =>
  `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-type: ${form}\r\ncontent-length: ${bytes}\r\n${more}\r\n`;
const quick = { headersMs: 40, requestMs: 60, lookMs: 10 };

test('a body over the limit is refused, announced or not, and the connection can be used again', async () => {
  const it = await listening(undefined, { limits: { bodyBytes: 1000 } });
  const body = command({ text: 'x'.repeat(2000) });
  expect(await it.send(body)).toMatchObject({ status: 413 });
  expect(await it.send(body, { headers: { 'transfer-encoding': 'chunked' } })).toMatchObject({ status: 413 });
  expect(await it.send(command())).toMatchObject({ status: 200 });
  expect(it.events).toHaveLength(1);
});

test('a body of a megabyte is taken, and one byte more is not', async () => {
  const it = await listening();
  const fill = 1_000_000 - command({ text: '' }).length;
  expect(await it.send(command({ text: 'x'.repeat(fill) }))).toMatchObject({ status: 200 });
  expect(await it.send(command({ text: 'x'.repeat(fill + 1) }))).toMatchObject({ status: 413 });
});

test('many large bodies at once do not fill the memory', async () => {
  const it = await listening(undefined, { limits: { bodyBytes: 1000, heldBytes: 1500, ...quick } });
  const slow = raw(it.url);
  slow.socket.write(head(990) + 'x'.repeat(900));
  // Another request is answered only after what came before it on another connection was read.
  await it.send('', { method: 'GET', path: '/healthz' });
  expect(await it.send(command({ text: 'x'.repeat(800) }))).toMatchObject({ status: 503 });
  await slow.said;
  expect(await it.send(command({ text: 'x'.repeat(800) }))).toMatchObject({ status: 200 });
});

test('a slow body, slow headers and a silent connection end with 408', async () => {
  const it = await listening(undefined, { limits: quick });
  const [body, headers, silent] = [raw(it.url), raw(it.url), raw(it.url)];
  body.socket.write(`${head(100)}half a`);
  headers.socket.write('POST /slack/events HTTP/1.1\r\nhost:');
  for (const { said } of [body, headers, silent]) expect(await said).toMatch(/^HTTP\/1\.1 408 /);
  expect(it.events).toEqual([]);
});

test('a sender that goes away in the middle of a body is forgotten', async () => {
  const it = await listening();
  const gone = raw(it.url);
  gone.socket.write(`${head(100)}half a`, () => gone.socket.destroy());
  await gone.said;
  await it.receiver.stop();
  expect(it.log.lines).toEqual([]);
});

test('a flood of headers is refused with 431', async () => {
  const it = await listening();
  const { socket, said } = raw(it.url);
  socket.write(head(0, `x-flood: ${'x'.repeat(20_000)}\r\n`));
  expect(await said).toMatch(/^HTTP\/1\.1 431 /);
});

test('1,000 silent connections hold nobody up and little memory, and end by themselves', async () => {
  const it = await listening(undefined, { limits: { headersMs: 2000, requestMs: 2000, lookMs: 20 } });
  const before = process.memoryUsage.rss();
  const idle = Array.from({ length: 1000 }, () => raw(it.url));
  await Promise.all(idle.map(({ socket }) => new Promise((resolve) => socket.once('connect', resolve))));
  const firstEnd = Promise.race(idle.map(({ said }) => said));
  expect(await Promise.race([it.send(command()), firstEnd])).toMatchObject({ status: 200 });
  expect(process.memoryUsage.rss() - before).toBeLessThan(50_000_000);
  await Promise.all(idle.map(({ said }) => said));
});

test('stopping takes nothing new, waits for what is under way and its listeners, and ends idle connections', async () => {
  const order: string[] = [];
  const [arrived, ack, work] = [gate(), gate(), gate()];
  const it = await listening(async (event) => {
    arrived.open();
    await ack.opened;
    await event.ack();
    await work.opened;
    order.push('listener done');
  });
  const idle = raw(it.url);
  idle.socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
  await new Promise((resolve) => idle.socket.once('data', resolve));
  const body = command();
  const signed = `x-slack-signature: ${sign(noon, body)}\r\nx-slack-request-timestamp: ${noon}\r\n`;
  const busy = raw(it.url);
  busy.socket.write(head(body.length, signed) + body);
  await arrived.opened;

  const stopped = it.receiver.stop().then(() => order.push('stopped'));
  expect(await idle.said).toMatch(/^HTTP\/1\.1 200 /);
  await expect(it.send(command({ text: 'new' }))).rejects.toThrow('ECONNREFUSED');
  ack.open();
  // Closed by the answer, although the sender would keep the connection.
  expect(await busy.said).toMatch(/^HTTP\/1\.1 200 [\s\S]*connection: close/i);
  work.open();
  await stopped;
  expect(order).toEqual(['listener done', 'stopped']);
});

test('stopping is bounded, whatever hangs, and may be asked for at any time', async () => {
  const it = await listening(() => new Promise(() => {}), { limits: { stopMs: 20, ackMs: 10_000 } });
  const hanging = raw(it.url);
  hanging.socket.write(`${head(100)}half a`);
  await new Promise((resolve) => hanging.socket.once('connect', resolve));
  await it.receiver.stop();
  await it.receiver.stop();
  expect(await hanging.said).toBe('');
});

test('a port that is taken refuses the start', async () => {
  const it = await listening();
  const other = createReceiver({ signingSecret: 'x', log: it.log });
  await other.stop();
  await expect(other.start({ port: Number(new URL(it.url).port), host: '127.0.0.1' })).rejects.toThrow('EADDRINUSE');
});
