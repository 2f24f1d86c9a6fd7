import { typing } from '../leaks.ts';
import { expect, test } from 'vitest';
import { read } from '../e2e/share.ts';
import { long } from '../long.ts';
import { freshDatabase, server } from '../postgres/fresh.ts';
import { cuttable } from './faulty.ts';
import { channel, newInstance, newWorkspace } from './kit.ts';

const patience = 20_000;
/** In the short form it is away for as long as one person tries. */
const awayMs = long ? 30_000 : 0;

test.skipIf(server === undefined)(
  'while the database is away people hear one kind sentence, and nothing that was acknowledged is lost',
  async () => {
    const playground = await newWorkspace();
    const way = await cuttable(await freshDatabase());
    const { url, lines } = await newInstance(playground, way.url);
    playground.connect(url);
    const ann = playground.as('U0ANN');
    const answers = { gap: 'knowledge', knowledge_tokens: '3M', queries_per_day: '2000', freshness: 'weekly' };
    const begin = async (title: string) => {
      await ann.command(channel, `/rag-or-ft ${typing(title)}`);
      await playground.until(() => ann.view(), patience);
    };

    await begin('Shared before');
    await ann.submit(answers);
    if (ann.view()?.callbackId === 'case:modal:page') await ann.click('case:button:decide', { view: true });
    await playground.until(() => ann.view()?.callbackId === 'case:modal:preview', patience);
    // It goes while Slack takes the first message.
    const gone = new Promise<void>((resolve) => {
      const off = playground.faults.onCall('chat.postMessage', () => (off(), way.cut(), resolve()), 'before');
    });
    expect((await ann.submit()).kind).toBe('update');
    await gone;
    await ann.closeView();

    const back = performance.now() + awayMs;
    do {
      await begin('Sent meanwhile');
      expect((await ann.submit(answers)).kind).toBe('update');
      expect(read(ann.view())).toMatch(
        /Something went wrong on my side\. Nothing you shared is lost\. Please try again/,
      );
      await ann.closeView();
    } while (performance.now() < back);

    way.mend();
    await begin('Sent afterwards');
    expect((await ann.submit(answers)).kind).toBe('update');
    expect(ann.view()?.callbackId).toMatch(/^case:modal:p/);
    const posted = () => {
      const [head, ...more] = ann.messages(channel).filter(({ text }) => text.includes('Shared before'));
      return head !== undefined && more.length === 0 ? ann.thread(channel, head.ts) : [];
    };
    await playground.until(() => posted().length === 3, patience);
    expect(lines.join('')).not.toMatch(/s3cret|postgres:\/\//);
  },
  180_000,
);
