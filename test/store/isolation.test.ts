import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { postsOfDecision } from '../../src/app/posts.ts';
import type { Installation, Store } from '../../src/app/ports.ts';
import { decisionOf, draftOf, newStore, revise, revisionOf, share } from './samples.ts';

const teams = ['T:1', 'T:2'] as const;

/** What one installation may do; ids are drawn from few, so that both installations use the same ones. */
type Step = (store: Store, installation: Installation, at: number) => Promise<unknown>;
const id = fc.constantFrom('a', 'b', 'c');
const step: fc.Arbitrary<Step> = fc.oneof(
  id.map(
    (id): Step =>
      (store, installation, at) =>
        store.saveDraft(draftOf({ installation, id, title: `by ${installation}`, updatedAt: at })),
  ),
  fc.tuple(id, id).map(([id, draft]): Step => async (store, installation, at) => {
    if ((await store.written(installation, id)) === undefined)
      await share(store, decisionOf({ installation, id, draft, title: `by ${installation}`, createdAt: at }));
  }),
  fc.tuple(id, fc.integer({ min: 2, max: 4 })).map(([id, number]): Step => async (store, installation, at) => {
    const written = await store.written(installation, id);
    if (written !== undefined) await revise(store, written.decision, number, { at });
  }),
  fc
    .tuple(id, fc.constantFrom('decision', 'argument', 'costs'), fc.integer({ min: 0, max: 4 }))
    .map(([id, kind, action]): Step => async (store, installation, at) => {
      const post = `${id}:1:${kind}`;
      if (action === 0) await store.markSending(installation, post, at, 0);
      if (action === 1) await store.markSent(installation, post, `${at}.1`);
      if (action === 2) await store.retryPost(installation, post, at, 'later');
      if (action === 3) await store.lookAgain(installation, post, at, 'unclear');
      if (action === 4) await store.failPost(installation, post, 'refused');
    }),
);

async function everything(store: Store, installation: Installation): Promise<unknown> {
  const due = await store.duePosts(Number.MAX_SAFE_INTEGER);
  const rows = ['a', 'b', 'c'].map((id) =>
    Promise.all([store.draft(installation, id), store.written(installation, id), store.posts(installation, id)]),
  );
  return [await Promise.all(rows), due.filter((post) => post.installation === installation)];
}

test('what one installation does is never seen by another, whatever both do', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...teams), step), { maxLength: 25 }), async (steps) => {
      const shared = await newStore();
      const alone = { 'T:1': await newStore(), 'T:2': await newStore() };
      for (const [at, [installation, run]] of steps.entries()) {
        await run(shared, installation, at);
        await run(alone[installation], installation, at);
      }
      for (const installation of teams) {
        expect(await everything(shared, installation)).toEqual(await everything(alone[installation], installation));
      }
    }),
    { numRuns: 60 },
  );
}, 30_000);

test('an id of another installation is not found', async () => {
  const store = await newStore();
  const decision = decisionOf({ installation: 'T:1' });
  await store.saveDraft(draftOf({ installation: 'T:1' }));
  await share(store, decision);
  expect(await store.draft('T:2', 'draft-1')).toBeUndefined();
  expect(await store.written('T:2', 'd1')).toBeUndefined();
  expect(await store.posts('T:2', 'd1')).toEqual([]);
  expect(await store.markSending('T:2', 'd1:1:decision', 1, 0)).toBe(false);
  const foreign = { ...decision, installation: 'T:2' };
  await expect(store.revise(revisionOf(foreign, { number: 2 }), postsOfDecision(foreign, 1))).rejects.toThrow(
    'FOREIGN KEY',
  );
});
