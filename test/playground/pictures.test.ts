import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Playground, startPlayground } from '../../src/playground/index.ts';
import { createClient } from '../../src/slack/clients.ts';
import { uploadCurves } from '../../src/slack/pictures.ts';
import { createSend } from '../../src/slack/send.ts';
import { chartOf } from '../../src/slack/views/chart.ts';
import { context } from '../../src/slack/views/rich.ts';
import { curves } from '../charts/samples.ts';
import { identity, keptLog } from '../slack/kit.ts';
import { postOf } from '../slack/samples.ts';
import { credentials, manifest } from './stand-in.ts';

let playground: Playground;
beforeEach(async () => {
  playground = await startPlayground({ manifest, credentials, rateLimits: false });
});
afterEach(() => playground.close());

const { block, chart } = chartOf(curves);
const content = { text: 'Costs', blocks: [block, context('Below')], chart };

/** Posts the costs in a thread of the guild and returns what stands there. */
async function posted(at: Playground = playground, waits?: readonly number[]) {
  const log = keptLog();
  const who = { ...identity, botToken: credentials.botToken };
  const client = createClient('background', who, { slackApiUrl: at.apiUrl }, log);
  const send = createSend({ client, log, upload: (to, curve) => uploadCurves(to, curve, waits) });
  const thread = at.as('ann').messages('C0GUILD')[1]!.ts;
  const before = at.as('ann').thread('C0GUILD', thread).length;
  expect(await send(postOf('costs', { channel: 'C0GUILD', thread }), content)).toMatchObject({ kind: 'sent' });
  const replies = at.as('ann').thread('C0GUILD', thread).slice(before);
  expect(replies).toHaveLength(1);
  return { reply: replies[0]!, thread, log };
}

const typesOf = (message: { blocks?: readonly { type: string }[] | undefined }) => message.blocks?.map((it) => it.type);
const page = async (thread: string) =>
  (await fetch(`${playground.url}?as=U0ANN&channel=C0GUILD&thread=${thread}`)).text();

describe('a chart in a thread', () => {
  test('is drawn by a workspace that knows the block', async () => {
    const { reply, thread } = await posted();
    expect(typesOf(reply)).toEqual(['data_visualization', 'context']);
    expect(await page(thread)).toContain('<figcaption>Total cost so far, by month</figcaption>');
  });

  test('is a picture with its numbers in words in one that does not', async () => {
    playground.faults.quirks.unknownBlocks.add('data_visualization');
    playground.faults.quirks.fileMs = 200;
    const { reply, thread } = await posted();
    expect(typesOf(reply)).toEqual(['image', 'context']);
    const html = await page(thread);
    const [, src = '', alt] = /<img src="(\/files\/\w+)" alt="(Line chart[^"]*)"/.exec(html) ?? [];
    expect(alt).toContain('After 12 months, cheapest first: RAG (recommended) $30.9K (likely $23K to $44.2K)');
    const picture = await fetch(new URL(src, playground.url));
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(20_000);
    expect(
      playground
        .as('ann')
        .messages('C0GUILD')
        .some((it) => it.files),
    ).toBe(false);
    expect(playground.notes).toEqual([]);
  });

  test('is left out where the app may not upload', async () => {
    const scopes = manifest.scopes.filter((it) => !it.startsWith('files:'));
    const other = await startPlayground({ manifest: { ...manifest, scopes }, credentials, rateLimits: false });
    try {
      other.faults.quirks.unknownBlocks.add('data_visualization');
      const { reply, log } = await posted(other);
      expect(typesOf(reply)).toEqual(['context']);
      expect(log.lines).toContainEqual(
        expect.objectContaining({ level: 'warn', fields: expect.objectContaining({ code: 'missing_scope' }) }),
      );
    } finally {
      await other.close();
    }
  });

  test.each(['files.getUploadURLExternal', 'upload', 'files.completeUploadExternal', 'files.info'])(
    'is left out when %s fails',
    async (method) => {
      playground.faults.quirks.unknownBlocks.add('data_visualization');
      playground.faults.next(method, { kind: 'status', status: 500 });
      expect(typesOf((await posted()).reply)).toEqual(['context']);
    },
  );

  test('is left out when the workspace is not done with the file in time', async () => {
    playground.faults.quirks.unknownBlocks.add('data_visualization');
    playground.faults.quirks.fileMs = 60_000;
    expect(typesOf((await posted(playground, [1, 1])).reply)).toEqual(['context']);
  });
});

test('a file that is not ready has no media type and is refused in blocks', async () => {
  playground.faults.quirks.fileMs = 60_000;
  const client = createClient(
    'background',
    { ...identity, botToken: credentials.botToken },
    { slackApiUrl: playground.apiUrl },
    keptLog(),
  );
  const answer = await client.files.uploadV2({ file: Buffer.from('x'), filename: 'a.png', alt_text: 'A dot' });
  const id = String((answer as unknown as { files: { files: { id: string }[] }[] }).files[0]?.files[0]?.id);
  expect((await client.files.info({ file: id })).file).toMatchObject({ id, mimetype: '' });
  const blocks = [{ type: 'image', alt_text: 'A dot', slack_file: { id } }];
  await expect(client.chat.postMessage({ channel: 'C0GUILD', text: 'x', blocks })).rejects.toThrow('invalid_blocks');
  playground.faults.clear();
  expect(playground.faults.quirks).toEqual({ unknownBlocks: new Set(), fileMs: 0 });
});
