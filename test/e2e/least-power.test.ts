import { join } from 'node:path';
import { expect, it } from 'vitest';
import { around, newFolder } from '../operate/kit.ts';
import { full, posted, read } from './share.ts';

/** Questions that are answered by writing. */
const numbers = new Set(['knowledge_tokens', 'prompt_success_rate', 'required_accuracy', 'queries_per_day']);
const place = '#llm-guild';
/** The language model is loaded, and costs are drawn. */
const patience = 20_000;

it('with the two scopes that are needed alone, everything works but reading: deciding, differing, settling, stating', async () => {
  const { playground, started, share } = await around(['commands', 'chat:write']);
  const soon = <T>(probe: () => T) => playground.until(probe, patience);
  const app = await started({ data: join(newFolder(), 'data.db') });
  await share('Help desk bot');
  const decision = await soon(() => posted(playground, place));
  const [ann, ben] = [playground.as('U0ANN'), playground.as('U0BEN')];
  await soon(() => full(ann.thread(place, decision.ts)));

  // What others say of a decision.
  await ben.click('Change an answer', { ts: decision.ts });
  await soon(() => ben.view());
  await ben.submit({ queries_per_day: '2500' });
  await ben.closeView();
  await soon(() => full(ann.thread(place, decision.ts), 4));

  // A debate of which it may read nothing: people paste it.
  const ts = await ben.say(place, 'We should fine-tune the assistant. It gets about 2000 queries a day.');
  await ann.messageShortcut('settle_debate', place, ts);
  await soon(() => ann.view()?.callbackId === 'debate:modal:evidence');
  expect(read(ann.view())).toContain('I may not read messages here');
  await ann.click('Paste the messages instead', { view: true });
  await soon(() => ann.view()?.callbackId === 'debate:modal:paste');
  await ann.submit({ Pasted: 'Dan: it gets 3000 queries a day\nEve: hm' });
  await soon(() => read(ann.view()).includes('Dan'));
  await ann.submit({ Title: 'Pasted' });
  await ann.closeView();
  const said = () => ann.thread(place, ts).filter(({ botId, onlyFor }) => botId !== undefined && onlyFor === undefined);
  const ballot = await soon(() => said()[0]);
  await ben.click('State my position', { ts: ballot.ts });
  await soon(() => ben.view());
  const asked = Object.keys(ben.view()?.state ?? {});
  const states: Readonly<Record<string, string>> = { gap: 'knowledge' };
  await ben.submit(Object.fromEntries(asked.map((id) => [id, states[id] ?? (numbers.has(id) ? "don't know" : '?')])));
  await ben.closeView();
  await soon(() => said()[0]?.text !== ballot.text);

  await app.stop();
  const missing = playground.calls
    .filter(({ answer }) => answer?.['error'] === 'missing_scope')
    .map(({ method }) => method);
  expect(new Set(missing)).toEqual(new Set(['conversations.replies']));
  expect(playground.notes).toEqual([]);
});

it('posts nothing more in a channel that was taken off the list, ballot and reminder included, and tells its owner', async () => {
  const { playground, started, share } = await around();
  const soon = <T>(probe: () => T) => playground.until(probe, patience);
  const at = { data: join(newFolder(), 'data.db') };
  const first = await started(at);
  playground.faults.next('chat.postMessage', { kind: 'rate-limited', retryAfter: 1 });
  await share('Help desk bot');
  await soon(() => playground.calls.some(({ method }) => method === 'chat.postMessage'));
  await first.stop();
  const second = await started(at, { channels: ['C0RANDOM'] });
  const told = await soon(() => playground.as('U0ANN').messages('D0ANN')[0]);
  expect(told.text).toContain('Help desk bot');
  await second.stop();
  expect(posted(playground, place)).toBeUndefined();
});
