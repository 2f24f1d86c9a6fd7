import { typing } from '../leaks.ts';
import type { Slice } from './running.ts';

/** The fixed first page, answered. */
export const firstPage = {
  gap: 'knowledge',
  knowledge_tokens: '3000 pages',
  queries_per_day: '2k',
  freshness: 'weekly',
};

/** Ann asks in a channel where the bot is and shares; resolves when message and replies stand. */
export async function shared({ playground }: Slice, title = 'Help desk bot') {
  const ann = playground.as('U0ANN');
  await ann.command('#llm-guild', `/rag-or-ft ${typing(title)}`);
  await playground.until(() => ann.view());
  await ann.submit(firstPage);
  await ann.submit({ prompt_success_rate: '60%' });
  await ann.submit();
  const decision = await playground.until(() => posted(playground, '#llm-guild'));
  const thread = await playground.until(() => full(ann.thread('#llm-guild', decision.ts)));
  await ann.closeView();
  return { ann, decision, thread };
}

/** The decision in a channel, once it is there. */
export function posted(playground: Slice['playground'], channel: string) {
  return playground
    .as('U0ANN')
    .messages(channel)
    .find(({ botId }) => botId !== undefined);
}

/** The thread, once it has so many messages. */
export function full<T>(thread: readonly T[], size = 3): readonly T[] | undefined {
  return thread.length >= size ? thread : undefined;
}

/** Ann begins in a channel and comes to the answer that only she sees, with its prices. */
export async function previewed({ playground }: Slice, channel = '#llm-guild', title = 'Help desk bot', who = 'U0ANN') {
  const ann = playground.as(who);
  await ann.command(channel, `/rag-or-ft ${typing(title)}`);
  await playground.until(() => ann.view());
  await ann.submit(firstPage);
  await ann.submit({ prompt_success_rate: '60%' });
  await playground.until(() => read(ann.view()).includes('to set up'));
  return ann;
}

/** Everything a person may read in a message or a window. */
export function read(shown: { readonly blocks?: readonly unknown[] | undefined } | undefined): string {
  return JSON.stringify(shown?.blocks ?? []);
}
