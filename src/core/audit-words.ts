import { type Audit, auditRules, type Lead, mostMore, type Pile } from './audit.ts';
import { percent } from './costs/words.ts';
import { gapQuestion } from './decide.ts';
import type { Share } from './intervals.ts';
import type { Rulebook } from './rulebook.ts';
import { answerText, capital, shortOption } from './words.ts';

/** What an audit says, in sentences that read on their own. */
export interface AuditWords {
  /** Which pile leads, or that none does. */
  readonly headline: string;
  /** Why one may say so. */
  readonly because: string;
  /** What it means for what to build; empty where nothing leads. */
  readonly means: string;
  /** How many more to judge; empty when it is told. */
  readonly more: string;
  /** "61 of 100 answers were right; the true share lies between 51 and 70 of 100." */
  readonly success: string;
  readonly piles: readonly PileText[];
  readonly groups: readonly PileText[];
  /** When a gap counts as there. */
  readonly counts: string;
  /** What would be answered with it: "what goes wrong today: It lacks facts". */
  readonly answers: readonly string[];
}

interface PileText {
  readonly name: string;
  /** "24 of 62" */
  readonly count: string;
  /** "28 to 51 of 100" */
  readonly range: string;
}

/** @throws when the rulebook has no audit */
export function auditWords(rulebook: Pick<Rulebook, 'audit' | 'questions'>, audit: Audit): AuditWords {
  const rules = auditRules(rulebook);
  const { enough, kind, group, judged, failures } = audit;
  const lead = kind.sure ? kind : group.sure ? group : undefined;
  const leading = kind.sure ? rules.kinds[kind.first?.id ?? '']?.group : group.first?.id;
  return {
    headline: headlineOf(audit, rules.least),
    because: lead === undefined ? unsureText(audit) : sureText(lead),
    means: lead === undefined || leading === undefined ? '' : (rules.groups[leading]?.means ?? ''),
    more: moreText(audit),
    success: audit.success === undefined ? '' : successText(audit.success),
    piles: failures === 0 ? [] : audit.kinds.map(pileText),
    groups: failures === 0 ? [] : audit.groups.map(pileText),
    counts: `A gap is named once surely at least ${Math.round(rules.material * 100)} of 100 failures speak for it, and ruled out once surely fewer do.`,
    answers: enough && judged > 0 ? answersText(rulebook, audit) : [],
  };
}

/** Both ends of a share out of a hundred: "24 to 46 of 100". */
export function outOfHundred({ low, high }: Pick<Share, 'low' | 'high'>): string {
  const [from, to] = [Math.round(low * 100), Math.round(high * 100)];
  return from === to ? `${from} of 100` : `${from} to ${to} of 100`;
}

const pileText = (pile: Pile): PileText => ({
  name: capital(pile.name),
  count: `${pile.count} of ${pile.of}`,
  range: outOfHundred(pile),
});

function headlineOf({ enough, failures, judged, kind, group }: Audit, least: number): string {
  if (!enough)
    return `Too few to tell: ${judged === 1 ? '1 answer was' : `${judged} answers were`} judged, and it takes at least ${least}.`;
  if (failures === 0) return 'No failure among them: what was judged works.';
  if (kind.sure) return `What goes wrong most: ${kind.first?.name ?? ''}.`;
  if (group.sure) return `No single kind leads, but one remedy does: ${group.first?.name ?? ''}.`;
  return 'No kind of failure leads: the sample cannot tell them apart.';
}

function sureText({ first, second }: Lead): string {
  if (first === undefined) return '';
  if (second === undefined || second.count === 0)
    return `It is the only pile with anything in it: ${first.count} of ${first.of}.`;
  return `${first.count} of ${first.of} against ${second.count} for ${second.name}. Were the two equally likely, so large a lead would come by chance in less than one sample of twenty.`;
}

function unsureText({ enough, kind: { first, second } }: Audit): string {
  if (!enough || first === undefined || second === undefined) return '';
  return `${capital(first.name)} (${first.count}) and ${second.name} (${second.count}) could change places in the next sample.`;
}

function moreText({ more, enough, kind, group, gap, failures }: Audit): string {
  if (more !== undefined) {
    if (failures === 0) return `Judge ${more} more.`;
    const open = enough && (kind.sure || group.sure) && gap.length > 1 ? ' whether the smaller piles matter' : '';
    return `About ${more} more judged answers would tell${open}, if the shares stay as they are.`;
  }
  if (failures === 0 || ((kind.sure || group.sure) && gap.length === 1)) return '';
  return `Even ${mostMore} more answers like these would hardly tell them apart.`;
}

function successText(share: Share): string {
  return `${share.count} of ${share.of} judged answers were right (${percent(share.count / share.of)}); the true share lies between ${Math.round(share.low * 100)} and ${Math.round(share.high * 100)} of 100.`;
}

function answersText({ questions }: Pick<Rulebook, 'questions'>, { answers, gap }: Audit): readonly string[] {
  return Object.keys(answers).flatMap((id) => {
    const question = questions[id];
    if (question === undefined) return [];
    if (id === gapQuestion && question.kind === 'choice') {
      const options = gap.map((one) => shortOption(question.options[one] ?? one));
      return [`${question.name}: ${options.map((one) => `“${one}”`).join(' or ')}`];
    }
    if (question.kind === 'yes_no') return [answers[id] === 'yes' ? question.yes : question.no];
    const text = answerText(question, id, answers);
    return text === undefined ? [] : [`${question.name}: ${text}`];
  });
}
