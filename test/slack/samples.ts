import type {
  Decision,
  Draft,
  DuePost,
  Outgoing,
  PostKind,
  Revision,
  ShownChoice,
  Stance,
} from '../../src/app/ports.ts';
import type { Argument, Explanation, Rulebook, WhyNot } from '../../src/core/index.ts';

const source = ['s1'];
const asked = { help: 'Think of the last month.', example: 'A bank does.', source };
const option = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, `Option ${id}`]));

/** A small rulebook with every kind of question. */
export const rules = {
  questions: {
    gap: {
      kind: 'choice',
      name: 'what goes wrong',
      ask: 'What goes wrong?',
      ...asked,
      options: option('knowledge', 'behavior', 'both', 'none'),
      usual: 'none',
      first_page: true,
    },
    freshness: {
      kind: 'choice',
      name: 'how often facts change',
      ask: 'How often do facts change?',
      ...asked,
      options: option('hourly', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'static'),
      usual: 'monthly',
      first_page: true,
    },
    country: {
      kind: 'choice',
      name: 'the country',
      ask: 'Which country?',
      ...asked,
      options: option(...Array.from('abcdefghijklmnop')),
      usual: 'a',
    },
    knowledge_tokens: {
      kind: 'number',
      name: 'how much there is to read',
      ask: 'How much is there to read?',
      ...asked,
      unit: 'tokens',
      min: 0,
      max: 1e12,
      integer: true,
      usual: 300_000,
      first_page: true,
      also: {
        knowledge_pages: { name: 'pages', unit: 'pages', factor: 650, source },
        knowledge_documents: { name: 'documents', unit: 'documents', factor: 2000, source },
      },
    },
    queries_per_day: {
      kind: 'number',
      name: 'queries in a day',
      ask: 'How many queries a day?',
      ...asked,
      unit: 'queries per day',
      min: 0,
      max: 1e9,
      integer: true,
      usual: 1000,
      first_page: true,
    },
    required_accuracy: {
      kind: 'number',
      name: 'the accuracy it needs',
      ask: 'What share must be right?',
      ...asked,
      unit: 'share',
      min: 0,
      max: 1,
      integer: false,
      usual: 0.9,
    },
    latency_ms: {
      kind: 'number',
      name: 'the time for an answer',
      ask: 'How fast?',
      ...asked,
      unit: 'ms',
      min: 10,
      max: 600_000,
      integer: false,
      usual: 2000,
    },
    budget_monthly_usd: {
      kind: 'number',
      name: 'the budget',
      ask: 'What may it cost a month?',
      ...asked,
      unit: 'USD per month',
      min: 0,
      max: 1e7,
      integer: false,
      usual: 1000,
    },
    prompt_tried: {
      kind: 'yes_no',
      name: 'whether a prompt was tried',
      ask: 'Was a better prompt tried?',
      ...asked,
      yes: 'it was',
      no: 'it was not',
      usual: 'no',
    },
    needs_citations: {
      kind: 'yes_no',
      name: 'whether answers show their source',
      ask: 'Must answers show their source?',
      ...asked,
      yes: 'they must',
      no: 'they need not',
      usual: 'no',
      limit: { tick: 'Answers must show their source' },
    },
    training_allowed: {
      kind: 'yes_no',
      name: 'whether training is allowed',
      ask: 'May you train?',
      ...asked,
      yes: 'you may',
      no: 'you may not',
      usual: 'yes',
      limit: { tick: 'We may train' },
    },
    on_premises: {
      kind: 'yes_no',
      name: 'whether it runs on premises',
      ask: 'On your own machines?',
      ...asked,
      yes: 'it must',
      no: 'it may leave',
      usual: 'no',
      limit: { tick: 'It must run on our own machines' },
    },
    offline: {
      kind: 'yes_no',
      name: 'whether it runs offline',
      ask: 'Without a network?',
      ...asked,
      yes: 'it must',
      no: 'it need not',
      usual: 'no',
      limit: { tick: 'It must work without a network' },
    },
  },
  approaches: Object.fromEntries(
    ['prompt', 'long-context', 'rag', 'fine-tune', 'hybrid'].map((id) => [
      id,
      {
        label: `Label ${id}`,
        headline: `the ${id} way`,
        does: 'Does it.',
        ladder: `Rung ${id}: try it.`,
        metric: 'Share right',
        review_months: 3,
      },
    ]),
  ),
  rules: {},
  sources: {},
  comparison: {},
  matrices: [],
} as unknown as Rulebook;

export const firstPage = ['gap', 'knowledge_tokens', 'queries_per_day', 'freshness'];
export const limitIds = ['needs_citations', 'on_premises', 'offline'];

/** An explanation as core makes it; `text` stands wherever a person or a rulebook may write, `many` times in each list. */
export function explanationOf(text = 'Some words', many = 3, rest: Partial<Explanation> = {}): Explanation {
  const list = <T>(make: (at: number) => T, most = Infinity): T[] =>
    Array.from({ length: Math.min(many, most) }, (_, at) => make(at));
  const sources = list((at) => ({ id: `s${at}`, label: text, url: `https://example.org/${at}` }), 8);
  const argument = (at: number): Argument => ({
    rule: `rule_${at}`,
    claim: 'retrieve',
    side: at % 2 === 0 ? 'supports' : 'opposes',
    text,
    sources,
    stands: at % 2 === 0,
    beatenBy: list((n) => `rule_${n}`, 8),
    assumed: list((n) => `question_${n}`, 8),
  });
  const answer = (how: 'given' | 'assumed') => (at: number) => ({
    question: `question_${at}`,
    name: text,
    value: text,
    how,
  });
  const options = (['prompt', 'long-context', 'rag', 'fine-tune', 'hybrid'] as const).map((approach, at) => ({
    approach,
    model: 'a-model',
    lines: [],
    setup: 1000 * at,
    monthly: 123.456 * (at + 1),
    fixed: 23.456 * (at + 1),
    variable: 100 * (at + 1),
    perQuery: 0.000_012,
    per1000: at === 0 ? undefined : 0.0123,
    per1000AllIn: at === 0 ? undefined : 0.5,
    total: 1000 * at + 12 * 123.456 * (at + 1),
    terms: {},
    ...(at === 1 && { unavailable: text }),
  }));
  return {
    title: text,
    approach: 'rag',
    label: 'RAG',
    headline: text,
    sentence: text,
    settled: 'as_assumed',
    status: text,
    possible: [
      { approach: 'rag', label: 'RAG', share: 0.8 },
      { approach: 'hybrid', label: 'Both', share: 0.2 },
    ],
    reasons: list(argument),
    against: list(argument),
    findings: list((at) => ({
      claim: `claim_${at}`,
      says: text,
      holds: at % 2 === 0,
      arguments: list(argument, 20),
      needs: list((n) => `claim_${n}`, 8),
      missing: list((n) => `claim_${n}`, 8),
    })),
    answers: list(answer('given')),
    assumptions: list(answer('assumed')),
    pivots: list((at) => ({
      question: `question_${at}`,
      from: 'a',
      to: 'b',
      approach: 'prompt' as const,
      assumed: at % 2 === 0,
      text,
    })),
    ask: [],
    plan: list((at) => ({
      stage: `stage_${at}`,
      approach: 'rag' as const,
      variant: text,
      title: text,
      do: text,
      effort: text,
      measure: text,
      goOn: text,
      sources,
    })),
    metric: text,
    reviewMonths: 6,
    warnings: list(() => ({ text, sources })),
    costs: {
      horizonMonths: 12,
      asOf: '2026-11-20',
      at: '2026-11-21',
      cashOnly: false,
      options,
      inputs: list((at) => ({
        id: `number_${at}`,
        label: text,
        unit: text,
        value: 1234.5 * at,
        low: 1000 * at,
        high: 2000 * at,
        assumed: at % 2 === 0,
        source: ['s1'],
      })),
      events: list(() => ({ date: '2027-01-14', text })),
    },
    compliance: list((at) => ({
      about: (['data', 'readers', 'erasure', 'training'] as const)[at % 4] ?? 'data',
      text,
      sources: [],
    })),
    costHeadline: text,
    ...rest,
  };
}

export function draftOf(rest: Partial<Draft> = {}): Draft {
  return {
    installation: 'T:T1',
    id: 'draft-1',
    owner: 'T1:U1',
    title: 'A bot',
    place: { channel: 'C1' },
    answers: {},
    unknown: [],
    updatedAt: 0,
    ...rest,
  };
}

export const decision: Decision = {
  installation: 'T:T1',
  id: 'decision-1',
  owner: 'T1:U1',
  title: 'A bot',
  place: { channel: 'C1' },
  draft: 'draft-1',
  createdAt: 0,
};

export const revision: Revision = {
  installation: 'T:T1',
  decision: 'decision-1',
  number: 1,
  author: 'T1:U1',
  answers: {},
  unknown: [],
  approach: 'rag',
  rulebook: 'r',
  prices: 'p',
  pricedAt: '2026-11-21',
  at: 0,
};

export function postOf(kind: PostKind, rest: Partial<DuePost> = {}): DuePost {
  return {
    installation: 'T:T1',
    id: `decision-1:1:${kind}`,
    decision: 'decision-1',
    revision: 1,
    kind,
    channel: 'C1',
    state: 'sending',
    attempts: 1,
    dueAt: 1_700_000_000_000,
    attemptedAt: 1_700_000_000_000,
    ...rest,
  };
}

export function outgoing(kind: PostKind, rest: Partial<DuePost> = {}, explanation = explanationOf()): Outgoing {
  return {
    post: postOf(kind, rest),
    decision,
    revision,
    explanation,
    moved: ['One thing moved.'],
    failed: { ...postOf('decision'), state: 'failed', error: 'not_in_channel' },
    stance: stanceOf(),
  };
}

export function stanceOf(text = 'Some words', many = 2): Stance {
  return {
    position: {
      installation: 'T:T1',
      decision: 'decision-1',
      person: 'T1:U2',
      name: text,
      number: 1,
      revision: 1,
      answers: {},
      unknown: [],
      draft: 'draft-2',
      at: 0,
    },
    differences: Array.from({ length: many }, () => text),
    stands: { approach: 'rag', label: text },
    would: { approach: 'prompt', label: text },
  };
}

/** What the team does instead. */
export function choiceOf(reason = 'Some words', rest: Partial<ShownChoice> = {}): ShownChoice {
  return { approach: 'prompt', label: 'A better prompt', reason, recorded: true, ...rest };
}

/** Why not an approach, at length. */
export function whyNotOf(text = 'Some words', many = 3): WhyNot {
  const explanation = explanationOf(text, many);
  return {
    approach: 'prompt',
    label: text,
    claims: Array.from({ length: many }, (_, at) => ({
      claim: `claim_${at}`,
      is: text,
      needed: text,
      against: explanation.reasons,
      beaten: explanation.against.map((argument) => ({ argument, by: [text, text] })),
      missing: [text, text],
    })),
    flips: explanation.pivots,
    costs: { its: explanation.costs.options[0], leading: explanation.costs.options[2] },
  };
}
