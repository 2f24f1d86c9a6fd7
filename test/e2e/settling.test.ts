import { describe, expect, it, vi } from 'vitest';
import { running, type Slice } from './running.ts';
import { read } from './share.ts';

const place = '#llm-guild';
/** The language model is loaded once. */
const patience = 15_000;
vi.setConfig({ testTimeout: 60_000 });
const lines = [
  ['U0BEN', 'We should fine-tune the assistant on our help center. It gets about 2000 queries a day.'],
  ['U0ANN', 'It would be out of date again by the time a run is through.'],
  ['U0CLEO', 'I only want to know what we do next.'],
] as const;

/** What all but the frequency of changes agrees on: 3,000 pages nobody can put into a prompt. */
const facts = { gap: 'knowledge', knowledge_tokens: '3000 pages', freshness: 'weekly', prompt_success_rate: '60%' };

async function thread({ playground }: Slice): Promise<string> {
  const [[first, opening], ...rest] = lines;
  const ts = await playground.as(first).say(place, opening);
  for (const [user, text] of rest) await playground.as(user).say(place, text, ts);
  return ts;
}

/** Ann opens a debate on a thread with what was read. */
async function opened(slice: Slice) {
  const { playground } = slice;
  const ts = await thread(slice);
  const ann = playground.as('U0ANN');
  await ann.messageShortcut('settle_debate', place, ts);
  await playground.until(() => ann.view()?.callbackId === 'debate:modal:evidence', patience);
  await ann.submit();
  await ann.closeView();
  const ballot = await playground.until(() => ballotIn(slice, ts));
  return { ts, ann, ballot };
}

const ballotIn = ({ playground }: Slice, ts: string) =>
  playground
    .as('U0ANN')
    .thread(place, ts)
    .find(({ botId, text }) => botId !== undefined && text.includes('Debate: '));

const botMessages = ({ playground }: Slice, ts: string) =>
  playground
    .as('U0CLEO')
    .thread(place, ts)
    .filter(({ botId, onlyFor }) => botId !== undefined && onlyFor === undefined);

/** States a position, page after page, until nothing is asked any more. */
async function state({ playground }: Slice, user: string, ballot: string, said: Record<string, string>) {
  const person = playground.as(user);
  for (let page = 0; page < 4; page += 1) {
    await person.click('State my position', { ts: ballot });
    const view = await playground.until(() => person.view());
    const asked = Object.keys(view.state);
    expect(asked.length).toBeLessThanOrEqual(4);
    await person.submit(Object.fromEntries(asked.map((id) => [id, said[id] ?? '?'] as const)));
    const answer = read(person.view());
    await person.closeView();
    if (answer.includes('settles the debate') || asked.every((id) => said[id] === undefined)) return answer;
  }
  return '';
}

describe('a debate in a thread', () => {
  it('goes from the shortcut to the record', async () => {
    const slice = await running();
    const { playground } = slice;
    const { ts, ann, ballot } = await opened(slice);
    expect(ballot.text).toContain('Everybody agrees: ');
    console.log(ballot.text);
    console.log(await state(slice, 'U0ANN', ballot.ts, facts));
    console.log(ballotIn(slice, ts)?.text);
    console.log(botMessages(slice, ts).map((m) => m.text));
    console.log(playground.notes, slice.lines.filter((l) => Number(l['level']) > 30));
  });
});
