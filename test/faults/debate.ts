import type { Playground } from '../../src/playground/index.ts';
import { channel } from './kit.ts';

const patience = 60_000;

/** Ann opens a debate; resolves to its ballots, of which there should be one, and to what Ben's window asks. */
export async function openDebate(playground: Playground) {
  const ann = playground.as('U0ANN');
  const ts = await playground.as('U0BEN').say(channel, 'We should fine-tune. It gets about 2000 queries a day.');
  await playground.as('U0CLEO').say(channel, 'It would be out of date again by then.', ts);
  await ann.messageShortcut('settle_debate', channel, ts);
  await playground.until(() => ann.view()?.callbackId === 'debate:modal:evidence', patience);
  await ann.submit();
  await ann.closeView();
  const ballots = () => ann.thread(channel, ts).filter(({ text }) => text.includes('Debate: '));
  const ballot = await playground.until(() => ballots()[0], patience);
  return { ballots, ballot };
}

/** Ben opens the window of a position, or of the one that he has; resolves to the ids of its inputs. */
export async function openPosition(
  playground: Playground,
  ballot: { readonly ts: string },
  button = 'State my position',
): Promise<string[]> {
  const ben = playground.as('U0BEN');
  while (ben.view() !== undefined) await ben.closeView();
  await ben.click(button, { ts: ballot.ts });
  const form = await playground.until(() => ben.view(), patience);
  return Object.keys(form.state);
}
