import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { postsOfDecision } from '../../src/app/posts.ts';
import type { Installation, Store } from '../../src/app/ports.ts';
import { onEveryDatabase } from './databases.ts';
import { decisionOf, draftOf, revise, revisionOf, share } from './samples.ts';

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
  const own = (one: unknown): unknown => JSON.parse(JSON.stringify(one).replaceAll(installation, 'T:mine'));
  return own([await Promise.all(rows), due.filter((post) => post.installation === installation)]);
}

onEveryDatabase(({ name, newStore }) => {
  test('what one installation does is never seen by another, whatever both do', async () => {
    const [shared, one, two] = [await newStore(), await newStore(), await newStore()];
    const alone = [one, two];
    let runs = 0;
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), step), { maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(steps, async (steps) => {
        runs += 1;
        const teams = [`T:${runs}-1`, `T:${runs}-2`];
        for (const [at, [which, run]] of steps.entries()) {
          await run(shared, teams[which]!, at);
          await run(alone[which]!, teams[which]!, at);
        }
        for (const [which, installation] of teams.entries()) {
          expect(await everything(shared, installation)).toEqual(await everything(alone[which]!, installation));
        }
      }),
      { numRuns: name === 'SQLite' ? 40 : 10 },
    );
  });

  test('an id of another installation is not found', async () => {
    const store = await newStore();
    const decision = decisionOf({ installation: 'T:1' });
    await share(store, decision);
    const foreign = { ...decision, installation: 'T:2' };
    const revising = store.revise(revisionOf(foreign, { number: 2 }), postsOfDecision(foreign, 1));
    await expect(revising).rejects.toThrow(/foreign key/i);
  });
});
