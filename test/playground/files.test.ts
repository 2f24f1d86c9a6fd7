import { WebClient } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bare, startBare } from './bare.ts';
import { png } from './png.ts';
import { credentials, plain } from './stand-in.ts';

let it: Bare;
let client: WebClient;
beforeEach(async () => {
  it = await startBare();
  client = new WebClient(credentials.botToken, { slackApiUrl: it.playground.apiUrl, retryConfig: { retries: 0 } });
});
afterEach(() => it.stop());

const announce = (more: object = {}) =>
  it.api('files.getUploadURLExternal', { filename: 'a.png', length: png.length, ...more });
const post = (url: unknown, bytes: Buffer = png) =>
  fetch(String(url), { method: 'POST', body: new Uint8Array(bytes) }).then(
    async (answer) => `${answer.status} ${await answer.text()}`,
  );
const picture = (slack_file: object) => [{ type: 'image', alt_text: 'A dot', slack_file }];

/** A picture that blocks may show. */
async function uploaded(): Promise<string> {
  const { upload_url, file_id } = await announce();
  await post(upload_url);
  await it.api('files.completeUploadExternal', { files: [{ id: file_id, title: 'A dot' }] });
  return String(file_id);
}

describe('files', () => {
  test('the SDK uploads one into a thread, and everybody there sees it', async () => {
    const thread_ts = it.playground.as('ann').messages('C0GUILD')[1]?.ts ?? '';
    await client.filesUploadV2({
      channel_id: 'C0GUILD',
      thread_ts,
      file: png,
      filename: 'costs.png',
      title: 'Costs',
      alt_text: 'Costs by month',
      initial_comment: 'The curve',
    });
    const reply = it.playground.as('ben').thread('C0GUILD', thread_ts).at(-1);
    expect(reply).toMatchObject({ text: 'The curve', files: [expect.stringMatching(/^F/)] });
    const id = reply?.files?.[0] ?? '';
    expect(await client.files.info({ file: id })).toMatchObject({
      file: { id, title: 'Costs', mimetype: 'image/png', size: png.length, alt_txt: 'Costs by month' },
    });
    const stored = await fetch(`${it.playground.url}files/${id}`);
    expect(stored.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await stored.arrayBuffer()).equals(png)).toBe(true);
    const { messages } = await it.api('conversations.replies', { channel: 'C0GUILD', ts: thread_ts });
    expect(messages).toEqual(
      expect.arrayContaining([expect.objectContaining({ files: [expect.objectContaining({ id })] })]),
    );
    expect(it.playground.calls.map(({ method }) => method)).toContain('upload');
  });

  test('an uploaded picture stands in messages and modals by id and by address', async () => {
    const id = await uploaded();
    const url = `${it.playground.url}files/${id}`;
    for (const slack_file of [{ id }, { url }]) {
      const blocks = picture(slack_file);
      expect(await it.error('chat.postMessage', { channel: 'C0GUILD', text: 'x', blocks })).toBeUndefined();
      const view = { type: 'modal', title: plain('Title'), blocks };
      expect(await it.error('views.open', { trigger_id: await it.trigger(), view })).toBeUndefined();
    }
    const page = await (await fetch(it.playground.url)).text();
    expect(page).toContain(`<img src="/files/${id}" alt="A dot">`);
  });

  test('a picture that is not there, not complete or no picture is refused', async () => {
    const { upload_url, file_id } = await announce();
    const text = await announce({ filename: 'a.txt' });
    await post(text['upload_url']);
    await it.api('files.completeUploadExternal', { files: [{ id: text['file_id'] }] });
    for (const id of ['F0NONE', file_id, text['file_id']]) {
      const refused = await it.error('chat.postMessage', {
        channel: 'C0GUILD',
        text: 'x',
        blocks: picture({ id: String(id) }),
      });
      expect(refused).toBe('invalid_blocks');
    }
    expect(await post(upload_url)).toMatch(/^200/);
  });

  test('bytes are taken once, as many as announced, before the upload is completed', async () => {
    const { upload_url, file_id } = await announce();
    const complete = (files: object[], more: object = {}) =>
      it.error('files.completeUploadExternal', { files, ...more });
    expect(await complete([{ id: file_id }])).toBe('posting_to_channel_denied');
    expect(await post(upload_url, png.subarray(1))).toMatch(/^400/);
    expect(await post(upload_url)).toBe(`200 OK - ${png.length}`);
    expect(await post(upload_url)).toMatch(/^404/);
    expect(await complete([{ id: 'F0NONE' }])).toBe('file_not_found');
    expect(await complete([{ id: file_id }], { channel_id: 'C0RANDOM' })).toBe('not_in_channel');
    expect(await complete([{ id: file_id }], { channel_id: 'C0GUILD', thread_ts: '1.000000' })).toBe(
      'invalid_thread_ts',
    );
    expect(await it.error('files.info', { file: file_id })).toBe('file_not_found');
    expect((await fetch(`${it.playground.url}files/${String(file_id)}`)).status).toBe(404);
  });
});

test('what went over the wires is kept, but not for ever', async () => {
  for (let at = 0; at < 20; at++) await Promise.all(Array.from({ length: 300 }, () => it.api('auth.test', {})));
  expect(it.playground.calls.length).toBe(5000);
}, 60_000);
