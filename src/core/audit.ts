import type { Case, Possible, Value } from './case.ts';
import { gapQuestion } from './decide.ts';
import { chanceOfLead, countedRange, type Share, wilson } from './intervals.ts';
import type { AuditRules, Rulebook } from './rulebook.ts';

/** Judged answers by kind of failure, whole numbers; `right` is undefined when only failures were counted. */
export interface Counts {
  readonly right: number | undefined;
  readonly kinds: Readonly<Record<string, number>>;
}

/** One pile as a share of all failures. */
export interface Pile extends Share {
  readonly id: string;
  readonly name: string;
}

/** Which pile is the largest, as far as the sample can tell. */
export interface Lead {
  /** The largest pile and the one behind it; undefined when there is none. */
  readonly first: Pile | undefined;
  readonly second: Pile | undefined;
  /** Chance does not explain that it is ahead. */
  readonly sure: boolean;
}

/** What a sample of judged answers says, and no more than that. */
export interface Audit {
  readonly judged: number;
  readonly failures: number;
  /** Enough were judged to say anything. */
  readonly enough: boolean;
  /** Right answers among those judged, when they were counted. */
  readonly success: Share | undefined;
  /** Every kind, the largest first, and the same in groups of one remedy. */
  readonly kinds: readonly Pile[];
  readonly groups: readonly Pile[];
  readonly kind: Lead;
  readonly group: Lead;
  /** The gaps that remain possible, by option. */
  readonly gap: readonly string[];
  /** What may be answered with it. What the sample cannot tell is not there, or holds every value it leaves. */
  readonly answers: Case;
  /** About how many more answers must be judged until it can tell, if shares stay as they are; undefined when it can, or when not even {@link mostMore} would do. */
  readonly more: number | undefined;
}

/** More judged answers than this nobody is sent to find. */
export const mostMore = 1000;

const chance = 0.05;
const gaps = ['knowledge', 'behavior', 'both', 'none'] as const;

/**
 * What judged answers say about a workload. A pile is named the largest only when chance does not explain its lead
 * ({@link chanceOfLead}); a gap counts as there, or as not there, only when the whole Wilson interval of its share lies on
 * one side of what is material. Anything else stays open.
 */
export function audit(rulebook: Pick<Rulebook, 'audit' | 'questions'>, counts: Counts): Audit {
  const rules = auditRules(rulebook);
  const found = concluded(rules, counts);
  const enough = found.judged >= rules.least;
  const success = counts.right === undefined ? undefined : wilson(counts.right, found.judged);
  return {
    ...found,
    enough,
    success,
    answers: enough ? { ...answersFrom(rules, found), ...successIn(rulebook, success) } : {},
    gap: enough ? found.gap : gaps,
    kind: enough ? found.kind : { ...found.kind, sure: false },
    group: enough ? found.group : { ...found.group, sure: false },
    more: moreFor(rules, counts, found),
  };
}

/** @throws when the rulebook is of a time before audits. */
export function auditRules({ audit: rules }: Pick<Rulebook, 'audit'>): AuditRules {
  if (rules === undefined) throw new Error('this rulebook has no audit');
  return rules;
}

type Found = Pick<Audit, 'judged' | 'failures' | 'kinds' | 'groups' | 'kind' | 'group' | 'gap'>;

function concluded(rules: AuditRules, { right, kinds: counts }: Counts): Found {
  const ids = Object.keys(rules.kinds);
  const countOf = (id: string): number => counts[id] ?? 0;
  const sum = (some: readonly string[]): number => some.reduce((total, id) => total + countOf(id), 0);
  const failures = sum(ids);
  const pile = (id: string, name: string, count: number): Pile => ({ id, name, ...wilson(count, failures) });
  const kinds = bySize(ids.map((id) => pile(id, rules.kinds[id]?.name ?? id, countOf(id))));
  const groups = bySize(
    Object.entries(rules.groups).map(([id, { name }]) =>
      pile(id, name, sum(ids.filter((kind) => rules.kinds[kind]?.group === id))),
    ),
  );
  const speaking = (gap: 'knowledge' | 'behavior') =>
    wilson(sum(ids.filter((id) => rules.kinds[id]?.gap.includes(gap))), failures);
  return {
    judged: failures + (right ?? 0),
    failures,
    kinds,
    groups,
    kind: leadOf(kinds),
    group: leadOf(groups),
    gap: failures === 0 ? ['none'] : gapsLeft(rules.material, speaking('knowledge'), speaking('behavior')),
  };
}

/** The largest first; piles of one size by their ids, so that the order of rows never matters. */
const bySize = (piles: readonly Pile[]): readonly Pile[] =>
  [...piles].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));

function leadOf([first, second]: readonly Pile[]): Lead {
  if (first === undefined || first.count === 0) return { first: undefined, second: undefined, sure: false };
  return { first, second, sure: chanceOfLead(first.count, second?.count ?? 0) <= chance };
}

function gapsLeft(material: number, knowledge: Share, behavior: Share): readonly string[] {
  const may = ({ low, high }: Share) => ({ be: high >= material, lack: low < material });
  const [k, b] = [may(knowledge), may(behavior)];
  const left = {
    knowledge: k.be && b.lack,
    behavior: k.lack && b.be,
    both: k.be && b.be,
    none: k.lack && b.lack,
  };
  return gaps.filter((gap) => left[gap]);
}

function answersFrom(rules: AuditRules, { kinds, gap }: Found): Case {
  const answers = new Map<string, Possible>();
  // All of them possible is what nobody having answered means.
  if (gap.length < gaps.length) answers.set(gapQuestion, oneOrMore(gap));
  for (const { id, low, count } of kinds) {
    if (low < rules.material) continue;
    for (const [question, value] of Object.entries(rules.kinds[id]?.answers ?? {})) {
      const rivals = kinds.filter((other) => other.id !== id && question in (rules.kinds[other.id]?.answers ?? {}));
      const next = Math.max(0, ...rivals.map((rival) => rival.count));
      if (count > next && chanceOfLead(count, next) <= chance) answers.set(question, oneOrMore([value].flat()));
    }
  }
  return Object.fromEntries(answers);
}

function oneOrMore(values: readonly Value[]): Possible {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}

const successQuestion = 'prompt_success_rate';

/** The success rate, as far as so many answers can tell. */
function successIn({ questions }: Pick<Rulebook, 'questions'>, success: Share | undefined): Case {
  if (success === undefined || questions[successQuestion]?.kind !== 'number') return {};
  return { [successQuestion]: countedRange(success.count, success.of) };
}

/** How many more: the same shares in a larger sample, until a pile leads and one gap is left. */
function moreFor(rules: AuditRules, counts: Counts, now: Found): number | undefined {
  const told = ({ kind, group, gap, judged, failures }: Found) =>
    judged >= rules.least && (failures === 0 || ((kind.sure || group.sure) && gap.length === 1));
  if (told(now)) return undefined;
  if (now.failures === 0) return Math.max(0, rules.least - now.judged) || undefined;
  // About a tenth further each time: it is a forecast, and nobody judges to the last answer.
  for (let more = 5; more <= mostMore; more = Math.ceil((more * 1.1) / 5) * 5 + (more < 50 ? 5 : 0)) {
    if (told(concluded(rules, grown(counts, (now.judged + more) / now.judged)))) return more;
  }
  return undefined;
}

function grown({ right, kinds }: Counts, factor: number): Counts {
  return {
    right: right === undefined ? undefined : Math.round(right * factor),
    kinds: Object.fromEntries(Object.entries(kinds).map(([id, count]) => [id, Math.round(count * factor)])),
  };
}
