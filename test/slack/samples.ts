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
import type { Argument, Explanation, WhyNot } from '../../src/core/index.ts';

export { rules } from './small-rules.ts';

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
  const options = (['prompt', 'long-context', 'rag', 'fine-tune', 'hybrid'] as const).map((option, at) => ({
    option,
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
      also: list(() => ({ variant: text, do: text, sources })),
      effort: text,
      weeks: [1, 2] as const,
      people: 1,
      measure: text,
      target: text,
      goOn: text,
      stop: text,
      reviewed: text,
      refresh: text,
      sources,
    })),
    metric: text,
    reviewMonths: 6,
    warnings: list((at) => ({ warning: `warning_${at}`, text, sources })),
    costs: {
      horizonMonths: 12,
      asOf: '2026-11-20',
      at: '2026-11-21',
      cashOnly: false,
      seed: 7,
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
      about: (['data', 'readers', 'erasure', 'review', 'training'] as const)[at % 5] ?? 'data',
      text,
      sources: [],
    })),
    costHeadline: text,
    whyNot: options.map(({ option }) => ({ approach: option, label: text, text, sources })).slice(1),
    near: list((at) => ({
      question: `question_${at}`,
      threshold: `threshold_${at}`,
      text,
      sources,
      disagrees: sources.map((one) => ({ source: one, says: text })),
    })),
    misconception: { misconception: 'belief', says: text, corrected: text, sources },
    corrections: list((at) => ({ correction: `correction_${at}`, corrected: text, sources })),
    upkeep: { iteration: text, drifts: text, owner: text, sources },
    reviewOn: '2027-05-21',
    reversal: list(() => text),
    tomorrow: text,
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
    subject: 'decision-1',
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
