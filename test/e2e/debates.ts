import type { Slice } from './running.ts';
import { read } from './share.ts';

export const place = '#llm-guild';
/** The language model is loaded once. */
export const patience = 20_000;

const lines = [
  ['U0BEN', 'We should fine-tune the assistant. It gets about 2000 queries a day.'],
  ['U0ANN', 'It would be out of date again by the time a run is through.'],
  ['U0CLEO', 'I only want to know what we do next.'],
] as const;

type Answers = Readonly<Record<string, string>>;
export const weekly: Answers = {
  gap: 'knowledge',
  knowledge_tokens: '40 pages',
  freshness: 'weekly',
  prompt_success_rate: '60%',
  required_accuracy: '95%',
  error_cost: 'medium',
};

export async function thread({ playground }: Slice): Promise<string> {
  const [[first, opening], ...rest] = lines;
  const ts = await playground.as(first).say(place, opening);
  for (const [user, text] of rest) await playground.as(user).say(place, text, ts);
  return ts;
}

export const window = ({ playground }: Slice, user: string, id: string) =>
  playground.until(() => {
    const view = playground.as(user).view();
    return view?.callbackId === id ? view : undefined;
  }, patience);

/** Ann opens a debate on a thread with what was read. */
export async function opened(slice: Slice) {
  const { playground } = slice;
  const ts = await thread(slice);
  const ann = playground.as('U0ANN');
  await ann.messageShortcut('settle_debate', place, ts);
  await window(slice, 'U0ANN', 'debate:modal:evidence');
  await ann.submit();
  await ann.closeView();
  const ballot = await playground.until(() => ballotIn(slice, ts));
  return { ts, ann, ballot };
}

export const said = ({ playground }: Slice, ts: string) =>
  playground
    .as('U0CLEO')
    .thread(place, ts)
    .filter(({ botId, onlyFor }) => botId !== undefined && onlyFor === undefined);

export const ballotIn = (slice: Slice, ts: string) => said(slice, ts).find(({ text }) => text.includes('Debate: '));
export const resultIn = (slice: Slice, ts: string) => said(slice, ts).find(({ text }) => text.startsWith('Decision: '));

/** States one position, by the answers to what is asked; what has none is not known. */
export async function state(
  { playground }: Slice,
  user: string,
  ts: string,
  answers: Answers,
  button = 'State my position',
) {
  const person = playground.as(user);
  await person.click(button, { ts });
  const view = await playground.until(() => person.view());
  const asked = Object.keys(view.state);
  const numbers = new Set(['knowledge_tokens', 'prompt_success_rate', 'required_accuracy', 'queries_per_day']);
  await person.submit(
    Object.fromEntries(asked.map((id) => [id, answers[id] ?? (numbers.has(id) ? "don't know" : '?')] as const)),
  );
  const answer = read(person.view());
  await person.closeView();
  return { asked, answer };
}

/** States positions until the ballot asks nothing more that these answers say. */
export async function stateAll(slice: Slice, user: string, ts: string, answers: Answers): Promise<string> {
  let last = '';
  for (let page = 0; page < 4; page += 1) {
    const { asked, answer } = await state(slice, user, ts, answers);
    last = answer;
    if (answer.includes('settles') || asked.every((id) => answers[id] === undefined)) break;
  }
  return last;
}
