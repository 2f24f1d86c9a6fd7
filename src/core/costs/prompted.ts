import type { Approach } from '../rulebook.ts';
import { chatOf, fits, inputMultiple, outputMultiple, prefixUsd, prefixWords } from './chat.ts';
import type { Chat } from './chat.ts';
import { tokensUsd } from './formulas.ts';
import type { InputId } from './inputs.ts';
import { addUp, monthly, once, unavailable } from './lines.ts';
import type { Draft } from './lines.ts';
import { count } from './money.ts';
import { databaseUsd, ingestUsd, passages } from './retrieval.ts';
import { modelFor, stopped, vectorDatabaseRow } from './rows.ts';
import { indexOf, rerankUsd } from './setting.ts';
import type { Setting } from './setting.ts';
import type { ApproachCost } from './types.ts';

/** Prompt only: a static prefix (system prompt and examples), the question, the answer, people. */
export function promptCost(setting: Setting): ApproachCost {
  const { of } = setting;
  return withModel(setting, 'prompt', 'prompt', (chat) => {
    const request = { prefix: of('system_tokens') + of('few_shot_tokens'), rest: of('user_tokens') };
    return (
      doesNotFit(setting, chat, request) ?? [
        ...people(setting, 'weeks_prompt', 'upkeep_days_prompt'),
        prefixLine(setting, chat, request, 'System prompt and examples', 'queries_per_day'),
        answersLine(setting, chat, request),
      ]
    );
  });
}

/** Long context: everything there is to know is the cached prefix of every request. */
export function longContextCosts(setting: Setting): ApproachCost {
  const { of } = setting;
  return withModel(setting, 'long-context', 'long_context', (chat) => {
    const request = { prefix: of('knowledge_tokens') + of('system_tokens'), rest: of('user_tokens') };
    const drivers: readonly InputId[] = ['queries_per_day', 'knowledge_tokens'];
    return (
      doesNotFit(setting, chat, request) ?? [
        ...people(setting, 'weeks_long_context', 'upkeep_days_long_context'),
        prefixLine(setting, chat, request, 'All knowledge in the prompt', ...drivers),
        answersLine(setting, chat, request),
      ]
    );
  });
}

/** RAG: passages found for each query, an index to run and to keep fresh. */
export function ragCost(setting: Setting): ApproachCost {
  const { of } = setting;
  return withModel(setting, 'rag', 'rag', (chat) => {
    const request = { prefix: of('system_tokens'), rest: of('retrieved_tokens') + of('user_tokens') };
    return (
      doesNotFit(setting, chat, request) ?? [
        ...people(setting, 'weeks_rag', 'upkeep_days_rag'),
        ...retrievalLines(setting),
        prefixLine(setting, chat, request, 'System prompt', 'queries_per_day'),
        answersLine(setting, chat, request, 'Retrieved passages, questions and answers'),
      ]
    );
  });
}

/** What retrieval costs whichever model answers: index, database, reranker, orchestration. */
export function retrievalLines(setting: Setting): readonly Draft[] {
  const { of, traffic } = setting;
  const index = indexOf(setting);
  const number = passages(index, of('knowledge_tokens'));
  const all = ingestUsd(index, number);
  const embedding = of('change_share') * all + tokensUsd(of('user_tokens') * traffic.queriesPerMonth, index.embedding);
  const rerank = rerankUsd(setting) * traffic.queriesPerMonth;
  const database = `Vector database (${vectorDatabaseRow(setting.book).id})`;
  return [
    once('ingest', 'Embedding the knowledge once', all, 'knowledge_tokens'),
    monthly(
      'database',
      database,
      databaseUsd(index, number, traffic.queriesPerMonth),
      'knowledge_tokens',
      'queries_per_day',
    ),
    monthly('embedding', 'Embedding changed passages and questions', embedding, 'knowledge_tokens', 'change_share'),
    monthly('orchestration', 'Orchestration and observability', of('orchestration_usd_month')),
    ...(rerank > 0 ? [monthly('reranker', 'Reranker', rerank, 'queries_per_day')] : []),
  ];
}

/** Building it, an evaluation set, and looking after it. `part` names which half of a hybrid is meant. */
export function people(
  setting: Setting,
  weeks: InputId,
  days: InputId,
  part?: 'retrieval' | 'tuning',
): readonly Draft[] {
  const id = part === undefined ? '' : `${part}_`;
  const of = part === undefined ? '' : ` for ${part}`;
  return [
    once(`${id}build`, `Engineering${of}, ${String(setting.of(weeks))} weeks`, setting.weeksUsd(weeks)),
    once(`${id}evaluation`, `Evaluation set${of}`, setting.of('evaluation_usd')),
    monthly(`${id}upkeep`, `Upkeep${of}, ${String(setting.of(days))} days a month`, setting.daysUsd(days)),
  ];
}

interface Request {
  /** Tokens that are the same in every request. */
  readonly prefix: number;
  /** Tokens that differ. */
  readonly rest: number;
}

function withModel(
  setting: Setting,
  approach: Approach,
  use: 'prompt' | 'long_context' | 'rag',
  linesOf: (chat: Chat) => readonly Draft[] | string,
): ApproachCost {
  const row = modelFor(setting.book, use, setting.at);
  const lines = stopped(row, setting.at) ?? linesOf(chatOf(row));
  return typeof lines === 'string'
    ? unavailable(approach, row.id, lines)
    : addUp(approach, row.id, lines, setting.workload);
}

function doesNotFit({ of }: Setting, chat: Chat, { prefix, rest }: Request): string | undefined {
  return fits(chat, prefix + rest, of('output_tokens'))
    ? undefined
    : doesNotFitWords(chat.id, prefix + rest, chat.maxInput);
}

/** "1,200,000 tokens do not fit gpt-6.1-terra, which reads 922,000 at most" */
export const doesNotFitWords = (model: string, tokens: number, most: number): string =>
  `${count(tokens)} tokens do not fit ${model}, which reads ${count(most)} at most`;

function prefixLine(
  { traffic }: Setting,
  chat: Chat,
  { prefix, rest }: Request,
  what: string,
  ...drivers: readonly InputId[]
): Draft {
  const usd = inputMultiple(chat, prefix + rest) * prefixUsd(chat, prefix, traffic);
  return monthly('prefix', `${what}, ${prefixWords(chat, prefix, traffic)}`, usd, ...drivers);
}

function answersLine(
  { of, calls }: Setting,
  chat: Chat,
  { prefix, rest }: Request,
  label = 'Questions and answers',
): Draft {
  const input = tokensUsd(calls * rest, chat.input) * inputMultiple(chat, prefix + rest);
  const output = tokensUsd(calls * of('output_tokens'), chat.output) * outputMultiple(chat, prefix + rest);
  return monthly('answers', label, input + output, 'queries_per_day');
}
