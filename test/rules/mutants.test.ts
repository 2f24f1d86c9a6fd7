import { describe, expect, it } from 'vitest';
import { type Tried, tryMutants } from '../eval/mutants.ts';
import { at, rulebook } from '../core/shipped.ts';

const { tried } = tryMutants(rulebook, at);
const survivors = tried.filter(({ by }) => by === undefined).map(({ kind, name }) => `${kind}, ${name}`);

/** The share of mutants that a proof or a worked case has to catch; see `npm run eval:mutants`. */
const bar = 0.95;

describe('a slip of the hand in the rules', () => {
  it('of every kind gives some answers another verdict', () => {
    const kinds: readonly Tried['kind'][] = [
      'rule dropped',
      'condition dropped',
      'beats dropped',
      'side flipped',
      'threshold moved',
    ];
    expect(new Set(tried.map(({ kind }) => kind))).toEqual(new Set(kinds));
    expect(tried.length).toBeGreaterThan(Object.keys(rulebook.rules).length);
  });

  it(`that does is caught by a proof or a worked case in at least ${bar * 100} of 100`, () => {
    expect([survivors.length <= tried.length * (1 - bar), survivors]).toEqual([true, survivors]);
  });
});
