import { expect, test } from 'vitest';
import { onEveryDatabase } from './databases.ts';
import { team } from './samples.ts';

const delivery = (taker: string, at = 1_000) => ({ installation: team, key: 'Ev1', taker, at, until: at + 100 });

onEveryDatabase(({ newPlace, newStore }) => {
  test('of many who take the same delivery at once, on two instances, one has it', async () => {
    const place = await newPlace();
    const stores = [await newStore(place), await newStore(place)];
    const came = await Promise.all(
      Array.from({ length: 20 }, (_, i) => stores[i % 2]!.takeDelivery(delivery(`t${i}`))),
    );
    expect(came.toSorted()).toEqual([...Array.from({ length: 19 }, () => 'busy'), 'yours']);
  });

  test('one that had its effect is done for a day and more, however often it comes', async () => {
    const store = await newStore();
    await store.takeDelivery(delivery('a'));
    await store.settleDelivery(team, 'Ev1', 'a', 'done');
    expect(await store.takeDelivery(delivery('b', 90_000_000))).toBe('done');
    await store.settleDelivery(team, 'Ev1', 'b', 'open');
    expect(await store.takeDelivery(delivery('c', 90_000_000))).toBe('done');
    await store.forgetDeliveries(1_000);
    expect(await store.takeDelivery(delivery('d'))).toBe('done');
    await store.forgetDeliveries(1_001);
    expect(await store.takeDelivery(delivery('e'))).toBe('yours');
  });

  test('one that failed may come again at once, and one whose instance died when its time is over', async () => {
    const store = await newStore();
    await store.takeDelivery(delivery('a'));
    await store.settleDelivery(team, 'Ev1', 'a', 'open');
    expect(await store.takeDelivery(delivery('b'))).toBe('yours');
    expect(await store.takeDelivery(delivery('c', 1_099))).toBe('busy');
    expect(await store.takeDelivery(delivery('c', 1_100))).toBe('yours');
    // Whoever was too slow no longer says how it ended.
    await store.settleDelivery(team, 'Ev1', 'b', 'done');
    expect(await store.takeDelivery(delivery('d', 1_150))).toBe('busy');
  });

  test('an attempt whose answer was lost is known again', async () => {
    const store = await newStore();
    expect(await store.takeDelivery(delivery('a'))).toBe('yours');
    expect(await store.takeDelivery(delivery('a'))).toBe('yours');
  });
});
