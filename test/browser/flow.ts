import type { Playground } from '../../src/playground/index.ts';
import type { Message } from '../../src/playground/world.ts';

/** Answers for a help desk bot whose facts change weekly: retrieval. */
export const ragAnswers = {
  gap: 'knowledge',
  knowledge_tokens: '3000 pages',
  queries_per_day: '2k',
  freshness: 'weekly',
} as const;

/**
 * Ann asks in #llm-guild and shares what she gets. Pages after the first are submitted with the one answer this case
 * still needs. `typed` goes into the title's field as it is; `title` comes with the command.
 */
export async function shareRag(
  playground: Playground,
  options: { title?: string; typed?: string; beforeShare?: () => void } = {},
): Promise<Message> {
  const ann = playground.as('ann');
  const before = ann.messages('#llm-guild').length;
  await ann.command('#llm-guild', `/rag-or-ft ${options.title ?? 'Help desk bot'}`);
  await playground.until(() => ann.view());
  await ann.submit({ ...ragAnswers, ...(options.typed !== undefined && { Title: options.typed }) });
  for (let page = 0; page < 4 && ann.view()?.callbackId === 'case:modal:page'; page++) {
    await ann.submit(page === 0 ? { prompt_success_rate: '60%' } : {});
  }
  options.beforeShare?.();
  await ann.submit();
  const posted = await playground.until(() =>
    ann
      .messages('#llm-guild')
      .slice(before)
      .find(({ botId }) => botId),
  );
  if (ann.view()) await ann.closeView();
  return posted;
}
