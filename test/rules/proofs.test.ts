import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argue, checkAtStart, compile, proofs, type Rulebook } from '../../src/core/index.ts';
import { no } from '../../src/core/diagram.ts';
import { type Pick, picks, realAssignments } from '../core/draw.ts';
import { at, book, rulebook } from '../core/shipped.ts';

/** The rules that ship with one more, drawn at random. */
function withRule(pick: Pick): Rulebook {
  const levels = [pick(book.levels), pick(book.levels), pick(book.levels)].slice(0, pick([1, 2, 3]));
  const when = Object.fromEntries(levels.map(({ id, values }) => [id, [pick(values)]]));
  const claim = [pick(Object.keys(rulebook.claims))];
  const side = pick([true, false]) ? { supports: claim } : { opposes: claim };
  const planted = { when, ...side, beats: [], limit: false, because: 'Planted.', source: ['ours'] };
  return { ...rulebook, rules: { ...rulebook.rules, planted } };
}

const withRules = picks.map(withRule);
const found = (spoilt: Rulebook): readonly { readonly claim: string; readonly example: string }[] =>
  checkAtStart(spoilt).flatMap(({ message, example }) => {
    const [, claim] = /(?:supports|opposes) (\w+), and neither wins/.exec(message) ?? [];
    return claim === undefined ? [] : [{ claim, example: example ?? '' }];
  });

describe('the proof that no claim is contested', () => {
  it('finds exactly the claims on which two sides stand for answers that there are', () => {
    fc.assert(
      fc.property(withRules, (spoilt) => {
        const compiled = compile(spoilt);
        const { real } = realAssignments(compiled, at);
        const contested = compiled.claims.filter((claim) => compiled.diagram.ite(real, claim.contested, no) !== no);
        expect(found(spoilt).map(({ claim }) => claim)).toEqual(contested.map(({ id }) => id));
      }),
      { numRuns: 12 },
    );
  });

  it('shows answers for which both sides stand, whatever the answers it does not name', () => {
    fc.assert(
      fc.property(withRules, picks, (spoilt, pick) => {
        const compiled = compile(spoilt);
        for (const { claim, example } of found(spoilt)) {
          const named = new Map(example.split(', ').map((part) => part.split(': ') as [string, string]));
          const values = compiled.levels.map(({ id, values: all }) => all.indexOf(named.get(id) ?? pick(all)));
          const outcome = argue(compiled, values).find((one) => one.claim.id === claim)!;
          const standing = outcome.claim.sides.filter((_, index) => outcome.stands[index]).map(({ side }) => side);
          expect(standing).toEqual(expect.arrayContaining(['supports', 'opposes']));
        }
      }),
      { numRuns: 12 },
    );
  });
});

describe('the proof that no rule is idle', () => {
  it('names a rule exactly if no claim and no verdict differs without it', () => {
    const twin = { ...rulebook.rules['few_examples']!, because: 'The same again.' };
    const messages = proofs({ ...rulebook, rules: { ...rulebook.rules, twin } }, at).map(({ path }) => path);
    expect(messages).toEqual([
      ['rules', 'few_examples'],
      ['rules', 'twin'],
    ]);
  });
});

/** Nodes of the verdict and all claims in an order of levels. */
function sizeOf(level_order: readonly string[]): number {
  const { diagram, claims, verdict } = compile({ ...rulebook, level_order: [...level_order] });
  return new Set([verdict, ...claims.map(({ holds }) => holds)].flatMap((node) => diagram.nodesOf(node))).size;
}

describe('the size of the diagram', () => {
  it('is small in the order that ships, and no larger than in the reverse order', () => {
    const shipped = sizeOf(rulebook.level_order);
    expect(shipped).toBeLessThan(20_000);
    expect(shipped).toBeLessThanOrEqual(sizeOf(rulebook.level_order.toReversed()));
  });
});
