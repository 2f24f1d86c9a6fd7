import { expect, it } from 'vitest';
import { together } from '../../src/store/together.ts';

/** Writes that end when they are told to. */
function writes() {
  const begun: { readonly all: readonly string[]; readonly end: () => void; readonly fail: (why: Error) => void }[] =
    [];
  const write = (all: readonly string[]) =>
    new Promise<void>((end, fail) => void begun.push({ all: [...all], end: () => end(), fail }));
  return { begun, save: together(write) };
}

const soon = () => new Promise((resolve) => void setImmediate(() => setImmediate(resolve)));

it('writes at once what comes in at the same time, and in the next write what comes in meanwhile', async () => {
  const { begun, save } = writes();
  const first = [save('a'), save('b')];
  await soon();
  const second = [save('c'), save('d')];
  await soon();
  expect(begun.map(({ all }) => all)).toEqual([['a', 'b']]);
  begun[0]?.end();
  await Promise.all(first);
  await soon();
  expect(begun.map(({ all }) => all)).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  begun[1]?.end();
  await Promise.all(second);
});

it('tells exactly those whose part was not written, and goes on', async () => {
  const { begun, save } = writes();
  const lost = [save('a'), save('b')];
  await soon();
  const kept = save('c');
  begun[0]?.fail(new Error('the disk is full'));
  expect((await Promise.allSettled(lost)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await soon();
  begun[1]?.end();
  await expect(kept).resolves.toBeUndefined();
});
