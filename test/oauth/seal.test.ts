import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CannotUnseal, createSealer, keyBytes } from '../../src/slack/oauth/seal.ts';

const newKey = () => randomBytes(keyBytes);

describe('sealed tokens', () => {
  const sealer = createSealer([newKey()]);

  it('open to what was sealed, whatever it is, and never look the same twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, owner) => {
        const sealed = sealer.seal(owner, text);
        expect(sealer.open(owner, sealed)).toEqual({ text, old: false });
        expect(sealer.seal(owner, text)).not.toBe(sealed);
      }),
      { numRuns: 50 },
    );
  });

  it('do not open for another installation', () => {
    expect(() => sealer.open('T:2', sealer.seal('T:1', 'xoxb-1'))).toThrow(CannotUnseal);
  });

  it('do not open when anything of them was changed', () => {
    const sealed = sealer.seal('T:1', 'xoxb-1');
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom('A', 'b', '0', '.', ''), (at, put) => {
        const changed = sealed.slice(0, at) + put + sealed.slice(at + 1);
        // The last digit of base64 may hold bits that mean nothing.
        fc.pre(!sameBytes(changed, sealed));
        expect(() => sealer.open('T:1', changed)).toThrow(CannotUnseal);
      }),
      { numRuns: 300 },
    );
  });

  it('open with an earlier key, and say that they are old', () => {
    const [first, second] = [newKey(), newKey()];
    const sealed = createSealer([first]).seal('T:1', 'xoxb-1');
    expect(createSealer([second, first]).open('T:1', sealed)).toEqual({ text: 'xoxb-1', old: true });
    expect(() => createSealer([second]).open('T:1', sealed)).toThrow('no key');
  });
});

const parts = (text: string) =>
  text.split('.').map((part, at) => (at < 2 ? part : Buffer.from(part, 'base64url').toString('hex')));

function sameBytes(one: string, other: string): boolean {
  return JSON.stringify(parts(one)) === JSON.stringify(parts(other));
}
