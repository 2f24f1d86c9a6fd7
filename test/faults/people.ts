import { typing } from '../leaks.ts';
import { vi } from 'vitest';
import type { Playground } from '../../src/playground/index.ts';
import { texts } from '../../src/slack/texts.ts';
import { channel } from './kit.ts';

const answers = { gap: 'knowledge', knowledge_tokens: '3M', queries_per_day: '2000', freshness: 'weekly' };
const step = { timeout: 30_000, interval: 100 };
const mostAttempts = 12;

export type Person = ReturnType<Playground['as']>;

/** What stands in front of a person, in a word. */
const at = (person: Person): string => person.view()?.callbackId ?? 'nothing';

/** Opens the first page, by the button of a private word where the window did not open. */
async function begin(person: Person, title: string): Promise<void> {
  const words = person.ephemerals(channel).length;
  await person.command(channel, `/rag-or-ft ${typing(title)}`);
  await vi.waitFor(async () => {
    const word = person.ephemerals(channel).slice(words).at(-1);
    if (at(person) === 'nothing' && word !== undefined) await person.click('case:button:start', { ts: word.ts });
    if (at(person) !== 'case:modal:start') throw new Error(`${title}: no window opens`);
  }, step);
}

/** Goes on from the first page, trying again what was not answered. True when Slack was told that it is shared. */
async function goOn(person: Person): Promise<boolean> {
  for (let tries = 0; tries < 20; tries += 1) {
    const view = person.view();
    if (view?.callbackId === 'case:modal:start') await person.submit(answers);
    else if (view?.callbackId === 'case:modal:page') {
      const { hash } = view;
      await person.click('case:button:decide', { view: true });
      // It changes a moment later, or a private word says why not.
      await vi.waitFor(() => expectChange(person, hash), { timeout: 5_000, interval: 50 }).catch(() => undefined);
    } else if (view?.callbackId === 'case:modal:preview') await person.submit();
    else return JSON.stringify(view?.title ?? '').includes(texts.shared.modal);
  }
  return false;
}

function expectChange(person: Person, hash: string): void {
  if (person.view()?.hash === hash) throw new Error('the window stays as it is');
}

/**
 * Does as a person does to share an answer; what fails is begun anew under another title.
 * @returns the title of which the person was told that it is shared, and those they had to give up
 */
export async function share(person: Person, name: string): Promise<{ shared: string; left: readonly string[] }> {
  const left: string[] = [];
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    while (person.view() !== undefined) await person.closeView();
    const title = `${name} #${attempt}.`;
    const began = await begin(person, title).then(
      () => true,
      () => false,
    );
    if (began && (await goOn(person))) return { shared: title, left };
    left.push(title);
  }
  throw new Error(`${name}: given up after ${mostAttempts} attempts`);
}
