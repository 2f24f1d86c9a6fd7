import { expect, test } from 'vitest';
import { onEveryDatabase } from './databases.ts';
import { team } from './samples.ts';

const day = 24 * 3_600_000;
const delivery = (taker: string, at = 1_000) => ({ installation: team, key: 'Ev1', taker, at, until: at + 100 });

onEveryDatabase(({ newPlace, newStore }) => {
  test('of many who take the same delivery at once, on two instances, one has it', async () => {
    const place = await newPlace();
    const stores = [await newStore(place), await newStore(place)];
    const came = await Promise.all(
      Array.from({ length: 20 }, (_, i) => stores[i % 2]!.takeDelivery(delivery(`t${i}`))),
    );
    expect(came.map(({ kind }) => kind).toSorted()).toEqual([...Array.from({ length: 19 }, () => 'busy'), 'yours']);
  });

  test('one that had its effect is done for a day and more, however often it comes', async () => {
    const store = await newStore();
    await store.takeDelivery(delivery('a'));
    await store.settleDelivery(team, 'Ev1', 'a', { kind: 'done', answer: 'yes' });
    expect(await store.takeDelivery(delivery('b', 90_000_000))).toEqual({ kind: 'done', answer: 'yes' });
    await store.settleDelivery(team, 'Ev1', 'b', { kind: 'open' });
    expect(await store.takeDelivery(delivery('c', 90_000_000))).toEqual({ kind: 'done', answer: 'yes' });
    await store.sweep(0, 1_000 + day, 1);
    expect(await store.takeDelivery(delivery('d'))).toEqual({ kind: 'done', answer: 'yes' });
    await store.sweep(0, 1_001 + day, 1);
    expect(await store.takeDelivery(delivery('e'))).toEqual({ kind: 'yours' });
  });

  test('one that failed may come again at once, and one whose instance died when its time is over', async () => {
    const store = await newStore();
    await store.takeDelivery(delivery('a'));
    await store.settleDelivery(team, 'Ev1', 'a', { kind: 'open' });
    expect(await store.takeDelivery(delivery('b'))).toEqual({ kind: 'yours' });
    expect(await store.takeDelivery(delivery('c', 1_099))).toEqual({ kind: 'busy' });
    expect(await store.takeDelivery(delivery('c', 1_100))).toEqual({ kind: 'yours' });
    // Whoever was too slow no longer says how it ended.
    await store.settleDelivery(team, 'Ev1', 'b', { kind: 'done' });
    expect(await store.takeDelivery(delivery('d', 1_150))).toEqual({ kind: 'busy' });
  });

  test('an attempt whose answer was lost is known again', async () => {
    const store = await newStore();
    expect(await store.takeDelivery(delivery('a'))).toEqual({ kind: 'yours' });
    expect(await store.takeDelivery(delivery('a'))).toEqual({ kind: 'yours' });
  });
});
