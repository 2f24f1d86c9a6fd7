import { expect, test } from 'vitest';
import { postsOfDecision } from '../../src/app/posts.ts';
import { onEveryDatabase } from './databases.ts';
import { ann, decisionOf, draftOf, revise, revisionOf, share, team } from './samples.ts';

onEveryDatabase(({ newStore, newPlace }) => {
  test('a draft comes back as it was saved, and the newest save stands', async () => {
    const store = await newStore();
    const first = draftOf();
    const full = draftOf({
      title: 'Ticket routing “für alle” 🧭\n\u202e',
      place: { channel: 'C2', thread: '1.2' },
      unknown: [],
      revises: { decision: 'd1', revision: 3 },
      updatedAt: 2_000,
    });
    await store.saveDraft(first);
    expect(await store.draft(team, 'draft-1')).toEqual(first);
    await store.saveDraft(full);
    expect(await store.draft(team, 'draft-1')).toEqual(full);
    const { place: _, ...nowhere } = first;
    await store.saveDraft(nowhere);
    expect(await store.draft(team, 'draft-1')).toEqual(nowhere);
    expect(await store.draft(team, 'draft-2')).toBeUndefined();
  });

  test('a NUL in a title does not cut off what follows it', async () => {
    const store = await newStore();
    await store.saveDraft(draftOf({ title: 'one\0two' }));
    expect((await store.draft(team, 'draft-1'))?.title).toBe('onetwo');
  });

  test('question ids that are names of Object.prototype are kept as plain answers', async () => {
    const store = await newStore();
    const answers: unknown = JSON.parse('{"constructor":"yes","toString":1}');
    await store.saveDraft(draftOf({ answers: answers as Record<string, string> }));
    expect((await store.draft(team, 'draft-1'))?.answers).toEqual(answers);
  });

  test('contents are kept once by their hash', async () => {
    const store = await newStore();
    await store.keepContents([{ hash: 'rules-1', body: 'something else' }]);
    await store.keepContents([]);
    expect(await store.content('rules-1')).toBe('{"rules":1}');
    expect(await store.content('rules-2')).toBeUndefined();
  });

  test('a shared decision is written with its revision and its posts', async () => {
    const store = await newStore();
    const decision = decisionOf({ place: { channel: 'C1', thread: '7.7' } });
    const revision = revisionOf(decision);
    expect(await share(store, decision)).toEqual({ decision, revisions: [revision] });
    expect(await store.written(team, 'd1')).toEqual({ decision, revisions: [revision] });
    expect(await store.posts(team, 'd1')).toEqual(
      postsOfDecision(decision, 1_000).map((post) => ({ ...post, state: 'pending', attempts: 0 })),
    );
  });

  test('sharing the same draft again changes nothing and returns what stands', async () => {
    const store = await newStore();
    const first = decisionOf({ id: 'd1', draft: 'one' });
    await share(store, first);
    await revise(store, first, 2);
    const again = await share(store, decisionOf({ id: 'd2', draft: 'one', createdAt: 9_000 }));
    expect(again.decision).toEqual(first);
    expect(again.revisions.map(({ number }) => number)).toEqual([1, 2]);
    expect(await store.written(team, 'd2')).toBeUndefined();
    expect(await store.posts(team, 'd2')).toEqual([]);
  });

  test('a draft shared many times at once, over two connections, makes one decision', async () => {
    const place = await newPlace();
    const stores = [await newStore(place), await newStore(place)];
    const written = await Promise.all(
      Array.from({ length: 20 }, (_, i) => share(stores[i % 2]!, decisionOf({ id: `d${i}`, draft: 'one' }))),
    );
    expect(new Set(written.map(({ decision }) => decision.id)).size).toBe(1);
    expect(await stores[0]!.posts(team, written[0]!.decision.id)).toHaveLength(3);
  });

  test('of two revisions with one number the first stands, and the other writes nothing', async () => {
    const place = await newPlace();
    const [one, two] = [await newStore(place), await newStore(place)];
    const decision = decisionOf();
    await share(one, decision);
    const added = await Promise.all([
      revise(one, decision, 2, { approach: 'prompt' }),
      revise(two, decision, 2, { approach: 'hybrid' }),
    ]);
    expect(new Set(added)).toEqual(new Set([true, false]));
    expect((await one.written(team, 'd1'))?.revisions[1]?.approach).toBe(added[0] ? 'prompt' : 'hybrid');
    expect((await two.posts(team, 'd1')).map(({ kind }) => kind)).toEqual([
      'decision',
      'argument',
      'costs',
      'edit',
      'edit-argument',
      'edit-costs',
      'moved',
    ]);
  });

  test('a decision whose revision cannot be written leaves no trace', async () => {
    const store = await newStore();
    const decision = decisionOf();
    const broken = revisionOf(decision, { rulebook: 'not kept' });
    await expect(store.share(decision, broken, postsOfDecision(decision, 1))).rejects.toThrow(/foreign key/i);
    expect(await store.written(team, 'd1')).toBeUndefined();
    expect(await store.posts(team, 'd1')).toEqual([]);
    await share(store, decision);
    expect(await store.written(team, 'd1')).toBeDefined();
  });

  test('what was written is there after closing and opening again', async () => {
    const place = await newPlace();
    const store = await newStore(place);
    const decision = decisionOf({ owner: ann });
    await store.saveDraft(draftOf());
    await share(store, decision);
    await store.markSending(team, 'd1:1:decision', 5, 0);
    await store.close();
    const again = await newStore(place);
    expect(await again.draft(team, 'draft-1')).toEqual(draftOf());
    expect((await again.written(team, 'd1'))?.decision).toEqual(decision);
    expect((await again.posts(team, 'd1'))[0]).toMatchObject({ state: 'sending', attempts: 1, attemptedAt: 5 });
  });
});
