import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Behind } from '../../src/app/newcomer-ports.ts';
import { createHistory } from '../../src/app/history.ts';
import type { Store } from '../../src/app/ports.ts';
import { onEveryDatabase } from './databases.ts';
import { ann, decisionOf, draftOf, revise, share, team } from './samples.ts';

const who = { installation: team, person: ann };
const channels = ['C1', 'C2', 'C3'];

/** Decisions in three channels, some of them at the same time. */
async function filled(store: Store, many: number): Promise<void> {
  for (let at = 0; at < many; at += 1) {
    const id = `d${String(at).padStart(3, '0')}`;
    const title = at % 7 === 0 ? `Müller's bot ${at}` : `Another one ${at}`;
    const place = { channel: channels[at % 3] ?? '' };
    await share(store, decisionOf({ id, draft: id, title, place, createdAt: Math.floor(at / 4) }));
  }
}

onEveryDatabase(({ newStore }) => {
  test('pages of decisions show each one once, newest first, whatever is looked for', async () => {
    const store = await newStore();
    await filled(store, 60);
    const history = createHistory({ store, clock: { now: () => 0 } });
    const sought = fc.record({
      mine: fc.subarray([...channels, 'C9']),
      words: fc.constantFrom(undefined, 'muller', 'ONE another', '7', 'nothing of it'),
      since: fc.constantFrom(undefined, 3, 99),
    });
    await fc.assert(
      fc.asyncProperty(sought, async ({ mine, words, since }) => {
        const seen: string[] = [];
        let behind: Behind | undefined;
        for (let page = 0; page < 40; page += 1) {
          const { decisions, more } = await history.page(who, mine, { words, since }, behind);
          seen.push(...decisions.map(({ id }) => id));
          behind = more;
          if (behind === undefined) break;
        }
        const expected = Array.from({ length: 60 }, (_, at) => at)
          .filter((at) => mine.includes(channels[at % 3] ?? ''))
          .filter((at) => Math.floor(at / 4) >= (since ?? 0))
          .filter((at) => {
            const title = at % 7 === 0 ? `muller's bot ${at}` : `another one ${at}`;
            return (words ?? '')
              .toLowerCase()
              .split(' ')
              .every((word) => title.includes(word));
          })
          .map((at) => `d${String(at).padStart(3, '0')}`);
        expect(seen).toEqual(expected.toReversed());
      }),
      { numRuns: 25 },
    );
  });

  test('a decision is listed with what its newest revision says, and found by it', async () => {
    const store = await newStore();
    const decision = decisionOf({ place: { channel: 'C1' } });
    await share(store, decision);
    await revise(store, decision, 2, { approach: 'prompt', chosen: { approach: 'hybrid', reason: 'We have both.' } });
    const history = createHistory({ store, clock: { now: () => 0 } });
    const [listed] = (await history.page(who, ['C1'], {})).decisions;
    expect(listed).toMatchObject({ id: decision.id, approach: 'prompt', chosen: 'hybrid' });
    expect((await history.page(who, ['C1'], { approach: 'hybrid' })).decisions).toHaveLength(1);
    expect((await history.page(who, ['C1'], { approach: 'prompt' })).decisions).toEqual([]);
  });

  test('drafts that wait are those that begin a decision and were not shared', async () => {
    const store = await newStore();
    await store.saveDraft(draftOf({ id: 'mine', updatedAt: 2 }));
    await store.saveDraft(draftOf({ id: 'older', updatedAt: 1 }));
    await store.saveDraft(draftOf({ id: 'example', example: 'A case', updatedAt: 3 }));
    await store.saveDraft(draftOf({ id: 'revision', revises: { decision: 'd1', revision: 1 }, updatedAt: 4 }));
    await store.saveDraft(draftOf({ id: 'of-ben', owner: 'T0LOCAL:U0BEN', updatedAt: 5 }));
    await store.saveDraft(draftOf({ id: 'shared', updatedAt: 6 }));
    await share(store, decisionOf({ draft: 'shared' }));
    expect((await store.drafts(team, ann, 5)).map(({ id }) => id)).toEqual(['mine', 'older']);
    expect((await store.drafts(team, ann, 1)).map(({ id }) => id)).toEqual(['mine']);
    expect((await store.draft(team, 'example'))?.example).toBe('A case');
  });

  test('what is kept of a person is kept piece by piece, and how often they practised is counted', async () => {
    const store = await newStore();
    await store.keepPerson({ installation: team, person: ann, money: { cashOnly: true }, updatedAt: 1 });
    await store.keepPerson({ installation: team, person: ann, welcomed: true, updatedAt: 2 });
    expect(await store.person(team, ann)).toMatchObject({ welcomed: true, money: { cashOnly: true }, updatedAt: 2 });
    const practice = { installation: team, person: ann, case: 'A case' };
    await store.keepPractice({ ...practice, right: false, at: 1 });
    await store.keepPractice({ ...practice, right: true, at: 2 });
    expect(await store.practice(team, ann)).toEqual([{ ...practice, right: true, times: 2, at: 2 }]);
  });
});
