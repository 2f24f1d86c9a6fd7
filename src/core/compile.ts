import { compileDerived, type Derived } from './derived.ts';
import { Diagram, type Node, no, yes } from './diagram.ts';
import type { Argument, SourceRef } from './explanation.ts';
import { type Condition, Fires } from './fires.ts';
import { alsoOf, type Level, levelsOf } from './levels.ts';
import { approaches, type Question, type Rule, type Rulebook, type When } from './rulebook.ts';
import { sourcesOf } from './sources.ts';

export interface CompiledRule {
  readonly id: string;
  /** The id as a list of one. */
  readonly alone: readonly string[];
  readonly rule: Rule;
  readonly when: readonly Condition[];
  /** What it cites, as people read it. */
  readonly sources: readonly SourceRef[];
  /** The questions its conditions look at, those of derived ones in their place. */
  readonly leansOn: readonly LeansOn[];
}

export interface LeansOn {
  readonly question: string;
  /** Ids of the same question in other units. */
  readonly also: readonly string[];
  /** The level of the condition; undefined where it is derived from the question. */
  readonly level: Level | undefined;
}

/** A question with the ids of other units that are converted to it. */
export interface Asked {
  readonly id: string;
  readonly question: Question;
  readonly also: Level['also'];
}

/** A side taken on a claim, with the arguments of the other side that defeat it. */
export interface Side {
  readonly rule: CompiledRule;
  readonly side: 'supports' | 'opposes';
  /** Indices into the claim's `sides`. */
  readonly beaters: readonly number[];
  readonly stands: Node;
  /** What it says where it stands and everything it leans on was answered. */
  readonly argument: Argument;
}

export interface CompiledClaim {
  readonly id: string;
  /** The outcome as a sentence, where it holds and where it does not. */
  readonly says: string;
  readonly denies: string;
  readonly needs: readonly string[];
  /** Every rule that argues on it; beaters come before those they beat. */
  readonly sides: readonly Side[];
  readonly holds: Node;
  readonly contested: Node;
}

/**
 * A rulebook ready to decide with. Nothing that can be read of it changes; what it works with does (the diagram's table, what fires in
 * the case in hand, values computed last), so that a case is decided in one go, without waiting for anything in between.
 */
export interface Book {
  readonly rulebook: Rulebook;
  readonly levels: readonly Level[];
  /** Index of each level by question id. */
  readonly levelAt: ReadonlyMap<string, number>;
  readonly questions: readonly Asked[];
  readonly diagram: Diagram;
  /** Claims after those they need. */
  readonly claims: readonly CompiledClaim[];
  readonly rules: readonly CompiledRule[];
  readonly fires: Fires;
  /** Everything that any rule looks at, once. */
  readonly leansOn: readonly LeansOn[];
  /** Ends in `terminalOf` an approach for every assignment. */
  readonly verdict: Node;
  /** One yes/no function per row of the verdict table. */
  readonly rows: readonly Node[];
  /** The derived questions with prices at a date, YYYY-MM-DD. */
  readonly derivedAt: (at: string) => readonly Derived[];
}

/** The terminal of an approach: its place on the ladder, after `no` and `yes`. */
export function terminalOf(index: number): Node {
  return index + 2;
}

export function approachAt(terminal: Node): (typeof approaches)[number] | undefined {
  return approaches[terminal - 2];
}

/**
 * Compiles a rulebook whose references were checked (see `checkReferences`).
 * @param without leaves one rule out, to see whether it matters.
 * @param shared reuses the table of another compilation that differs in its rules alone.
 */
export function compile(rulebook: Rulebook, shared?: Book, without?: string): Book {
  const levels = shared?.levels ?? levelsOf(rulebook);
  const levelAt = shared?.levelAt ?? new Map(levels.map(({ id }, index) => [id, index]));
  const diagram = shared?.diagram ?? new Diagram(levels.map(({ values }) => values.length));
  const rules = Object.entries(rulebook.rules)
    .filter(([id]) => id !== without)
    .map(([id, rule]) => compileRule(rulebook, id, rule, levels, levelAt));
  const firing = new Map(rules.map(({ id, when }) => [id, conjunction(diagram, when)]));

  const claims: CompiledClaim[] = [];
  const holds = new Map<string, Node>();
  for (const id of inOrderOfNeed(rulebook.claims)) {
    const needs = rulebook.claims[id]?.needs ?? [];
    const sides = sidesOf(diagram, rules, firing, id);
    const pro = diagram.or(sides.filter(({ side }) => side === 'supports').map(({ stands }) => stands));
    const con = diagram.or(sides.filter(({ side }) => side === 'opposes').map(({ stands }) => stands));
    const needed = diagram.and(needs.map((need) => holds.get(need) ?? no));
    const compiled: CompiledClaim = {
      id,
      says: rulebook.claims[id]?.says ?? id,
      denies: rulebook.claims[id]?.denies ?? id,
      needs,
      sides,
      holds: diagram.and([needed, pro, diagram.not(con)]),
      contested: diagram.and([needed, pro, con]),
    };
    claims.push(compiled);
    holds.set(id, compiled.holds);
  }

  const rows = rulebook.verdicts.map((row) =>
    diagram.and(
      Object.entries(row.if).flatMap(([claim, wanted]) => {
        const node = holds.get(claim) ?? no;
        return wanted === '-' ? [] : [wanted === 'yes' ? node : diagram.not(node)];
      }),
    ),
  );
  const verdict = rulebook.verdicts.reduceRight<Node>(
    (rest, row, index) => diagram.ite(rows[index] ?? no, terminalOf(approaches.indexOf(row.give)), rest),
    no,
  );
  const dated = new Map<string, readonly Derived[]>();
  return {
    rulebook,
    levels,
    levelAt,
    questions: shared?.questions ?? askedOf(rulebook),
    diagram,
    claims,
    rules,
    fires: new Fires(levels, claims),
    leansOn: differentOf(rules),
    verdict,
    rows,
    derivedAt:
      shared?.derivedAt ??
      ((at) => {
        const known = dated.get(at);
        if (known !== undefined) return known;
        const fresh = compileDerived(rulebook, at);
        dated.set(at, fresh);
        return fresh;
      }),
  };
}

function askedOf({ questions }: Rulebook): readonly Asked[] {
  return Object.entries(questions).map(([id, question]) => ({ id, question, also: alsoOf(question) }));
}

function compileRule(
  rulebook: Rulebook,
  id: string,
  rule: Rule,
  levels: readonly Level[],
  levelAt: ReadonlyMap<string, number>,
): CompiledRule {
  const when = conditionsOf(rule.when, levels, levelAt);
  const leansOn = when.flatMap(({ level: index }) => {
    const level = levels[index];
    if (level === undefined) return [];
    const questions = level.derived ? (rulebook.derived[level.id]?.from ?? []) : [level.id];
    return questions.map((one): LeansOn => {
      const also = alsoOf(rulebook.questions[one]).map(([other]) => other);
      return { question: one, also, level: level.derived ? undefined : level };
    });
  });
  return { id, alone: [id], rule, when, leansOn, sources: sourcesOf(rulebook, rule.source) };
}

function differentOf(rules: readonly CompiledRule[]): readonly LeansOn[] {
  const all = rules.flatMap((rule) => rule.leansOn);
  return [...new Map(all.map((one) => [`${one.question} ${one.level?.id ?? ''}`, one] as const)).values()];
}

/** The conditions of a `when`, one per question. */
export function conditionsOf(
  when: When,
  levels: readonly Level[],
  levelAt: ReadonlyMap<string, number>,
): readonly Condition[] {
  return Object.entries(when).map(([question, wanted]) => {
    const level = levelAt.get(question);
    const index = level === undefined ? undefined : levels[level]?.index;
    if (level === undefined || index === undefined) throw new Error(`no level for question ${question}`);
    const values = typeof wanted === 'string' ? [wanted] : wanted;
    return { level, mask: values.reduce((mask, value) => mask | (1 << (index.get(value) ?? 31)), 0) };
  });
}

/** Whether all conditions hold for one value per level. */
export function holdsFor(when: readonly Condition[], values: readonly number[]): boolean {
  for (const { level, mask } of when) if (((mask >> (values[level] ?? 0)) & 1) === 0) return false;
  return true;
}

export function conjunction(diagram: Diagram, when: readonly Condition[]): Node {
  return diagram.and(when.map(({ level, mask }) => diagram.among(level, mask)));
}

/** Claims after those they need. @throws on a circle. */
export function inOrderOfNeed(claims: Rulebook['claims']): readonly string[] {
  return inOrder(Object.keys(claims), (id) => claims[id]?.needs ?? []);
}

/** Ids after those they come after. @throws when they form a circle, naming it. */
export function inOrder(ids: readonly string[], before: (id: string) => readonly string[]): readonly string[] {
  const done = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    if (done.has(id)) return;
    if (path.includes(id)) throw new Error([...path.slice(path.indexOf(id)), id].join(' → '));
    for (const other of before(id)) visit(other, [...path, id]);
    done.add(id);
  };
  for (const id of ids) visit(id, []);
  return [...done];
}

/** The arguments on a claim, each with those that defeat it, beaters first. */
function sidesOf(
  diagram: Diagram,
  rules: readonly CompiledRule[],
  fires: ReadonlyMap<string, Node>,
  claim: string,
): readonly Side[] {
  const all = new Map(
    rules.flatMap((rule) => {
      const side = sideOn(rule.rule, claim);
      return side === undefined ? [] : [[rule.id, { rule, side }] as const];
    }),
  );
  const beatersOf = (id: string): readonly string[] => {
    const me = all.get(id);
    if (me === undefined || me.rule.rule.limit) return [];
    return [...all.values()]
      .filter((other) => other.side !== me.side && (other.rule.rule.limit || other.rule.rule.beats.includes(id)))
      .map((other) => other.rule.id);
  };
  const order = inOrder([...all.keys()], beatersOf);
  const sides: Side[] = [];
  for (const id of order) {
    const one = all.get(id);
    if (one === undefined) continue;
    const beaters = beatersOf(id).map((beater) => order.indexOf(beater));
    const beaten = diagram.or(beaters.map((beater) => sides[beater]?.stands ?? no));
    sides.push({
      ...one,
      beaters,
      stands: diagram.ite(beaten, no, fires.get(id) ?? yes),
      argument: argumentFor(one.rule, claim, one.side),
    });
  }
  return sides;
}

function argumentFor({ id, rule, sources }: CompiledRule, claim: string, side: Side['side']): Argument {
  return { rule: id, claim, side, text: rule.because, sources, stands: true, beatenBy: [], assumed: [] };
}

/** The side a rule takes on a claim. */
export function sideOn(rule: Rule, claim: string): Side['side'] | undefined {
  if (rule.supports?.includes(claim)) return 'supports';
  return rule.opposes?.includes(claim) ? 'opposes' : undefined;
}
