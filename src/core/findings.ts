import { type Book, type CompiledClaim, holdsFor } from './compile.ts';
import { maskOf } from './levels.ts';
import type { Argument, Finding, SourceRef } from './explanation.ts';
import type { Case } from './case.ts';

/** A claim's outcome for one value per level, before anything is put into words. */
export interface Outcome {
  readonly claim: CompiledClaim;
  readonly holds: boolean;
  /** Per side of the claim: did it fire, does it stand. */
  readonly fires: readonly boolean[];
  readonly stands: readonly boolean[];
}

/** Evaluates every argument on a complete case: the explanation the diagram does not give. */
export function argue(book: Book, values: readonly number[]): readonly Outcome[] {
  const held = new Set<string>();
  return book.claims.map((claim) => {
    const fires: boolean[] = [];
    const stands: boolean[] = [];
    let pro = false;
    let con = false;
    for (const { rule, side, beaters } of claim.sides) {
      const fired = holdsFor(rule.when, values);
      const stood = fired && !beaters.some((beater) => stands[beater]);
      fires.push(fired);
      stands.push(stood);
      if (stood && side === 'supports') pro = true;
      if (stood && side === 'opposes') con = true;
    }
    const holds = pro && !con && claim.needs.every((need) => held.has(need));
    if (holds) held.add(claim.id);
    return { claim, holds, fires, stands };
  });
}

/** The outcomes in words: for each claim every rule that fired, what beat it, and what it assumed. */
export function findingsOf(book: Book, outcomes: readonly Outcome[], answers: Case): readonly Finding[] {
  const held = new Set(outcomes.filter(({ holds }) => holds).map(({ claim }) => claim.id));
  return outcomes.map(({ claim, holds, fires, stands }) => {
    const texts = book.rulebook.claims[claim.id];
    return {
      claim: claim.id,
      says: (holds ? texts?.says : texts?.denies) ?? claim.id,
      holds,
      needs: claim.needs,
      missing: claim.needs.filter((need) => !held.has(need)),
      arguments: claim.sides.flatMap(({ rule, side, beaters }, index): readonly Argument[] => {
        if (!fires[index]) return [];
        return [
          {
            rule: rule.id,
            claim: claim.id,
            side,
            text: rule.rule.because,
            sources: sourcesOf(book, rule.rule.source),
            stands: stands[index] ?? false,
            beatenBy: beaters.filter((beater) => stands[beater]).flatMap((beater) => claim.sides[beater]?.rule.id ?? []),
            assumed: rule.when.flatMap(({ level }) => assumedAt(book, level, answers)),
          },
        ];
      }),
    };
  });
}

function assumedAt(book: Book, index: number, answers: Case): readonly string[] {
  const level = book.levels[index];
  if (level === undefined) return [];
  const ids = level.derived ? (book.rulebook.derived[level.id]?.from ?? []) : [level.id];
  return ids.filter((id) => {
    const question = book.rulebook.questions[id];
    const also = question?.kind === 'number' ? Object.keys(question.also ?? {}) : [];
    if (![id, ...also].some((one) => answers[one] !== undefined)) return true;
    const given = answers[id];
    return !level.derived && given !== undefined && maskOf(level, given) === level.full && level.values.length > 1;
  });
}

/** The sources of citations as people read them, each once. */
export function sourcesOf(book: Pick<Book, 'rulebook'>, citations: readonly string[]): readonly SourceRef[] {
  const ids = [...new Set(citations.map((citation) => citation.split('#')[0] ?? citation))];
  return ids.flatMap((id) => {
    const source = book.rulebook.sources[id];
    if (source === undefined) return [];
    return [{ id, label: `${source.by}, ${source.title}`, ...(source.url === undefined ? {} : { url: source.url }) }];
  });
}
