import { describe, expect, it, vi } from 'vitest';
import {
  ballotIn,
  opened,
  patience,
  place,
  resultIn,
  said,
  state,
  stateAll,
  thread,
  weekly,
  window,
} from './debates.ts';
import { running, type Slice } from './running.ts';
import { read } from './share.ts';

vi.setConfig({ testTimeout: 60_000 });

const refuse = ({ playground }: Slice, error: string) =>
  playground.faults.next('chat.postMessage', { kind: 'error', error });

/** The private word to Ann about it. */
const told = ({ playground }: Slice, nth = 0) =>
  playground.until(
    () =>
      playground
        .as('U0ANN')
        .messages('D0ANN')
        .filter(({ text }) => text.includes('I could not post'))[nth],
  );

async function keptUnposted(slice: Slice): Promise<string> {
  const ts = await thread(slice);
  const ann = slice.playground.as('U0ANN');
  await ann.messageShortcut('settle_debate', place, ts);
  await window(slice, 'U0ANN', 'debate:modal:evidence');
  refuse(slice, 'not_in_channel');
  await ann.submit();
  await ann.closeView();
  return ts;
}

const ways: Readonly<Record<string, (slice: Slice, ts: string) => Promise<unknown>>> = {
  'the shortcut': ({ playground }, ts) => playground.as('U0BEN').messageShortcut('settle_debate', place, ts),
  'a mention': async ({ playground }, ts) => {
    const ben = playground.as('U0BEN');
    await ben.say(place, '@rag-or-ft please', ts);
    const offer = await playground.until(() => ben.ephemerals(place)[0]);
    await ben.click('Settle this debate', { ts: offer.ts });
  },
  'a link': ({ playground }, ts) => {
    const link = `https://local.slack.com/archives/C0GUILD/p${ts.replace('.', '')}`;
    return playground.as('U0BEN').command(place, `/rag-or-ft settle ${link}`);
  },
};

describe('a debate whose messages could not be posted', () => {
  it.each(Object.entries(ways))('has its ballot posted by %s, as the notice advises', async (_, again) => {
    const slice = await running();
    const { playground } = slice;
    const ts = await keptUnposted(slice);
    const notice = await told(slice);
    expect(notice.text).toContain(
      'Invite me with /invite @rag-or-ft. Then press “Post it now”, or use “Settle this debate”',
    );
    expect(said(slice, ts)).toEqual([]);
    await again(slice, ts);
    await playground.until(() => read(playground.as('U0BEN').view()).includes('is on its way'), patience);
    const ballot = await playground.until(() => ballotIn(slice, ts));
    await playground.as('U0BEN').closeView();
    await state(slice, 'U0BEN', ballot.ts, { gap: 'behavior' });
    await playground.until(() => ballotIn(slice, ts)?.text.includes('It behaves wrongly'));
    expect(said(slice, ts)).toHaveLength(1);
    expect(playground.notes).toEqual([]);
  });

  it('has it posted once by the button of the notice, whose opener is told again when it fails again', async () => {
    const slice = await running();
    const { playground } = slice;
    const ann = playground.as('U0ANN');
    const ts = await keptUnposted(slice);
    const first = await told(slice);
    refuse(slice, 'not_in_channel');
    await ann.click('Post it now', { ts: first.ts });
    const second = await told(slice, 1);
    await Promise.all([ann.click('Post it now', { ts: first.ts }), ann.click('Post it now', { ts: second.ts })]);
    await playground.until(() => ballotIn(slice, ts));
    await ann.click('Post it now', { ts: second.ts });
    await playground.until(() =>
      [...ann.messages('D0ANN'), ...ann.ephemerals('D0ANN')].find(({ text }) => text.includes('posted already')),
    );
    expect(said(slice, ts)).toHaveLength(1);
    expect(playground.notes).toEqual([]);
  });

  it('has its result posted as it stands by then, with buttons that work', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ts, ann, ballot } = await opened(slice);
    refuse(slice, 'restricted_action');
    await stateAll(slice, 'U0ANN', ballot.ts, weekly);
    expect((await told(slice)).text).toContain('Once nothing stands in the way any more');
    await state(slice, 'U0BEN', ballot.ts, { ...weekly, gap: 'none' }, 'I see it differently');
    expect(resultIn(slice, ts)).toBeUndefined();
    await ann.messageShortcut('settle_debate', place, ts);
    await playground.until(() => read(ann.view()).includes('is on its way'), patience);
    await ann.closeView();
    const result = await playground.until(() => resultIn(slice, ts), patience);
    expect(result.text).toContain('Dissented: @ben');
    await ann.click('Why', { ts: result.ts });
    await window(slice, 'U0ANN', 'decision:modal:why');
    await ann.closeView();
    await ann.click('Re-open', { ts: result.ts });
    await playground.until(() =>
      said(slice, ts).some((one) => one.ts === result.ts && one.text.includes('Open again')),
    );
    expect(said(slice, ts)).toHaveLength(2);
    expect(playground.notes).toEqual([]);
  });

  it('says that it is open again where its result never came, and makes that the next result', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ts, ann, ballot } = await opened(slice);
    refuse(slice, 'not_in_channel');
    await stateAll(slice, 'U0ANN', ballot.ts, weekly);
    await told(slice);
    await state(slice, 'U0BEN', ballot.ts, { ...weekly, gap: 'none' }, 'I see it differently');
    const dissent = await playground.until(() =>
      ann.messages('D0ANN').find(({ text }) => text.includes('differently')),
    );
    await ann.click('Re-open with today’s answers', { ts: dissent.ts });
    await playground.until(() => read(ballotIn(slice, ts)).includes('State my position'), patience);
    await ann.messageShortcut('settle_debate', place, ts);
    const open = await playground.until(
      () => said(slice, ts).find(({ text }) => text.includes('Open again')),
      patience,
    );
    await state(slice, 'U0BEN', ballot.ts, { gap: 'knowledge' });
    const result = await playground.until(() => resultIn(slice, ts), patience);
    expect(result.ts).toBe(open.ts);
    expect(said(slice, ts)).toHaveLength(2);
    expect(playground.notes).toEqual([]);
  });

  it('posts nothing twice when nothing failed, however often it is asked to', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ts, ballot } = await opened(slice);
    await stateAll(slice, 'U0ANN', ballot.ts, weekly);
    await playground.until(() => resultIn(slice, ts), patience);
    await playground.until(() => ballotIn(slice, ts)?.text.includes('Settled: '));
    for (const again of Object.values(ways)) {
      await again(slice, ts);
      await playground.until(
        () => read(playground.as('U0BEN').view()).includes('This thread has a ballot already.'),
        patience,
      );
      await playground.as('U0BEN').closeView();
    }
    await slice.stop();
    expect(said(slice, ts)).toHaveLength(2);
  });

  it('looks for a ballot that may have arrived before it posts another', async () => {
    const slice = await running();
    const { playground } = slice;
    const ts = await thread(slice);
    const ann = playground.as('U0ANN');
    await ann.messageShortcut('settle_debate', place, ts);
    await window(slice, 'U0ANN', 'debate:modal:evidence');
    playground.faults.next('chat.postMessage', { kind: 'status', status: 500, when: 'after' });
    playground.faults.next('conversations.replies', { kind: 'error', error: 'missing_scope' });
    await ann.submit();
    await ann.closeView();
    expect((await told(slice)).text).toContain('I do not know whether it arrived.');
    const ballot = await playground.until(() => ballotIn(slice, ts));
    await state(slice, 'U0BEN', ballot.ts, { gap: 'behavior' });
    await ann.messageShortcut('settle_debate', place, ts);
    await playground.until(() => ballotIn(slice, ts)?.text.includes('It behaves wrongly'), patience);
    expect(said(slice, ts)).toHaveLength(1);
  });
});
