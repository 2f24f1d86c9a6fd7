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

describe('a debate in a thread', () => {
  it('goes from the shortcut to the record, and says what it read', async () => {
    const slice = await running();
    const { playground } = slice;
    const ts = await thread(slice);
    const ann = playground.as('U0ANN');
    await ann.messageShortcut('settle_debate', place, ts);
    const evidence = await window(slice, 'U0ANN', 'debate:modal:evidence');
    expect(read(evidence)).toContain('I read 3 messages.');
    expect(read(evidence)).toContain('about 2000 queries a day');
    await ann.submit();
    await ann.closeView();
    const ballot = await playground.until(() => ballotIn(slice, ts));
    expect(ballot.text).toMatch(
      /^Said, and nobody differs: how many queries come in a day is “2,000 queries per day”\./,
    );
    expect(await stateAll(slice, 'U0ANN', ballot.ts, weekly)).toContain('counts');
    const result = await playground.until(() => resultIn(slice, ts), patience);
    expect(result.text).toContain('@ann');
    await playground.until(() => ballotIn(slice, ts)?.text.includes('Settled: '));
    await ann.click('Decision record', { ts: result.ts });
    const record = await playground.until(() => ann.view());
    expect(read(record)).toContain('## Considered options');
    const file = await playground.until(() => said(slice, ts).find(({ files }) => files !== undefined));
    expect(file.text).toContain('decision record');
    expect(said(slice, ts).filter(({ files }) => files === undefined)).toHaveLength(2);
    expect(playground.notes).toEqual([]);
  });

  it('shows a dispute that matters, and is closed by its opener with a choice and a reason', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ts, ann, ballot } = await opened(slice);
    const ben = playground.as('U0BEN');
    await state(slice, 'U0ANN', ballot.ts, { gap: 'knowledge' });
    await state(slice, 'U0BEN', ballot.ts, { gap: 'behavior' });
    const disputed = await playground.until(() => {
      const now = ballotIn(slice, ts);
      return now?.text.includes('You differ on 1 answer. Only what goes wrong today changes the verdict.')
        ? now
        : undefined;
    });
    expect(disputed.text).toMatch(/\(@ann\) → .*\(@ben\) → /);
    await ben.click('Close', { ts: ballot.ts });
    const refusal = await playground.until(() => ben.ephemerals(place)[0]);
    expect(refusal.text).toContain('Only the person who opened this debate');
    await ann.click('Close', { ts: ballot.ts });
    await window(slice, 'U0ANN', 'debate:modal:close');
    await ann.submit({ gap: '"knowledge"', Reason: 'We looked at *fifty* failures, <!channel>.' });
    await ann.closeView();
    const result = await playground.until(() => resultIn(slice, ts), patience);
    expect(result.text).toContain('Closed by @ann: We looked at ∗fifty∗ failures, &lt;!channel&gt;.');
    expect(result.text).toMatch(/Dissented: @ben\. .*retrain|Dissented: @ben/);
    const { answer } = await state(slice, 'U0CLEO', result.ts, { gap: 'knowledge' }, 'I see it differently');
    expect(answer).toMatch(/Recorded/);
    expect(playground.notes).toEqual([]);
  });

  it('opens again with the dissent, and changes its one result', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ts, ann, ballot } = await opened(slice);
    await stateAll(slice, 'U0ANN', ballot.ts, weekly);
    const result = await playground.until(() => resultIn(slice, ts), patience);
    await state(slice, 'U0BEN', result.ts, { ...weekly, gap: 'none' }, 'I see it differently');
    await playground.until(() => resultIn(slice, ts)?.text.includes('Dissented: @ben'), patience);
    await playground.as('U0BEN').click('Re-open', { ts: result.ts });
    const refusal = await playground.until(() => playground.as('U0BEN').ephemerals(place)[0]);
    expect(refusal.text).toContain('Only the person who opened this debate');
    await ann.click('Re-open', { ts: result.ts });
    await playground.until(() => read(ballotIn(slice, ts)).includes('State my position'), patience);
    expect(said(slice, ts)).toHaveLength(2);
    await state(slice, 'U0BEN', ballot.ts, { gap: 'knowledge' });
    const again = await playground.until(() => {
      const now = resultIn(slice, ts);
      return now?.text.includes('@ben') && !now.text.includes('Dissented') ? now : undefined;
    }, patience);
    expect(again.ts).toBe(result.ts);
    expect(read(again)).toContain('Revision 2');
    expect(said(slice, ts)).toHaveLength(2);
  });

  it('has one ballot, however often it is opened, and shows it instead of a second', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ts } = await opened(slice);
    const ben = playground.as('U0BEN');
    await ben.messageShortcut('settle_debate', place, ts);
    await playground.until(() => read(ben.view()).includes('This thread has a ballot already.'), patience);
    expect(said(slice, ts)).toHaveLength(1);
  });

  it('is offered to whoever names the app in a thread, and to a link', async () => {
    const slice = await running();
    const { playground } = slice;
    const ts = await thread(slice);
    const cleo = playground.as('U0CLEO');
    await cleo.say(place, '@rag-or-ft please', ts);
    const offer = await playground.until(() => cleo.ephemerals(place)[0]);
    expect(said(slice, ts)).toEqual([]);
    await cleo.click('Settle this debate', { ts: offer.ts });
    await window(slice, 'U0CLEO', 'debate:modal:evidence');
    await cleo.closeView();
    const link = `https://local.slack.com/archives/C0GUILD/p${ts.replace('.', '')}`;
    await cleo.command(place, `/rag-or-ft settle ${link}`);
    const evidence = await window(slice, 'U0CLEO', 'debate:modal:evidence');
    expect(read(evidence)).toContain('I read 4 messages.');
    await cleo.closeView();
    await cleo.command(place, '/rag-or-ft settle https://elsewhere.test/archives/C0GUILD/p1');
    expect(cleo.ephemerals(place).at(-1)?.text).toContain('Write the link to a message');
  });

  it('posts its ballot again when somebody deleted it', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ts, ballot } = await opened(slice);
    playground.faults.next('chat.update', { kind: 'error', error: 'message_not_found' });
    await state(slice, 'U0BEN', ballot.ts, { gap: 'behavior' });
    const anew = await playground.until(() =>
      said(slice, ts).find((one) => one.ts !== ballot.ts && one.text.includes('Debate: ')),
    );
    expect(anew.text).toContain('It behaves wrongly');
  });

  it('goes on without messages it may not read, and reads what is pasted', async () => {
    const slice = await running();
    const { playground } = slice;
    const ts = await thread(slice);
    const ann = playground.as('U0ANN');
    playground.faults.next('conversations.replies', { kind: 'error', error: 'missing_scope' });
    await ann.messageShortcut('settle_debate', place, ts);
    const evidence = await window(slice, 'U0ANN', 'debate:modal:evidence');
    expect(read(evidence)).toContain('I may not read messages here');
    await ann.click('Paste the messages instead', { view: true });
    await window(slice, 'U0ANN', 'debate:modal:paste');
    await ann.submit({ Pasted: 'Dan: it gets 3000 queries a day\nEve: hm' });
    const proposed = await window(slice, 'U0ANN', 'debate:modal:evidence');
    expect(read(proposed)).toContain('Dan');
    await ann.submit({ Title: 'Pasted', Proposal0: '' });
    await ann.closeView();
    const ballot = await playground.until(() => ballotIn(slice, ts));
    expect(ballot.text).toMatch(/^Nothing is agreed yet/);
  });
});

async function forgotten({ playground }: Slice, user: string) {
  const person = playground.as(user);
  await person.command(place, '/rag-or-ft forget');
  await playground.until(
    () => (person.view()?.callbackId === 'app:modal:forget' ? person.view() : undefined),
    patience,
  );
  await person.submit({ What: 'mine' });
  await person.closeView();
}

/** The two differ on what goes wrong, and the ballot says so. */
async function differing(slice: Slice) {
  const { ts, ann, ballot } = await opened(slice);
  await state(slice, 'U0ANN', ballot.ts, { gap: 'knowledge' });
  await state(slice, 'U0CLEO', ballot.ts, { gap: 'behavior' });
  await slice.playground.until(() => ballotIn(slice, ts)?.text.includes('It behaves wrongly (@cleo) → '), patience);
  return { ts, ann, ballot };
}

describe('a person who only stated a position and has it forgotten', () => {
  it('is named by the ballot no more, where their answer still counts', async () => {
    const slice = await running();
    const { ts, ballot } = await differing(slice);
    await forgotten(slice, 'U0CLEO');
    const anew = await slice.playground.until(() => {
      const now = ballotIn(slice, ts);
      return now?.text.includes('@cleo') ? undefined : now;
    }, patience);
    expect(anew.ts).toBe(ballot.ts);
    expect(anew.text).toMatch(/\(@ann\) → .*It behaves wrongly \(U0CLEO\) → /);
    expect(read(anew)).not.toContain('@cleo');
    expect(slice.playground.notes).toEqual([]);
  });

  it('is named by the result no more, neither as dissenting nor for what would change it', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ts, ann, ballot } = await differing(slice);
    await ann.click('Close', { ts: ballot.ts });
    await window(slice, 'U0ANN', 'debate:modal:close');
    await ann.submit({ gap: '"knowledge"', Reason: 'We looked.' });
    await ann.closeView();
    const result = await playground.until(() => resultIn(slice, ts), patience);
    expect(result.text).toContain('Dissented: @cleo');
    expect(read(result)).toContain('If @cleo can show by');
    await forgotten(slice, 'U0CLEO');
    const anew = await playground.until(() => {
      const now = resultIn(slice, ts);
      return now?.text.includes('@cleo') ? undefined : now;
    }, patience);
    expect(anew.ts).toBe(result.ts);
    expect(anew.text).toContain('Dissented: U0CLEO');
    expect(anew.text).toContain('Agreed: @ann');
    expect(read(anew)).not.toContain('@cleo');
    expect(said(slice, ts)).toHaveLength(2);
    expect(playground.notes).toEqual([]);
  });
});
