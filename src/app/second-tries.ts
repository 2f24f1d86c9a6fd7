import type { Clock, Installation, Post, SecondTry, Store } from './ports.ts';
import { changedBy, privateKinds } from './posts.ts';

/** Whether messages of a decision or debate are still to come, after what had failed was made due again. */
export type Retried = 'on-its-way' | 'posted';

/** Tries posts again that had failed; those that arrived are left alone. */
export function createSecondTries({
  store,
  clock,
  wake,
}: {
  readonly store: Store;
  readonly clock: Clock;
  readonly wake: () => void;
}) {
  return async (installation: Installation, subject: string, how?: SecondTry): Promise<Retried> => {
    const armed = await store.rearm(installation, subject, clock.now(), how);
    if (armed > 0) wake();
    return armed > 0 || (await store.posts(installation, subject)).some(isToCome) ? 'on-its-way' : 'posted';
  };
}

/** A message that is missing where it belongs until it is sent. */
function isToCome({ kind, state }: Post): boolean {
  const missed = changedBy(kind) === undefined && !privateKinds.includes(kind) && kind !== 'reminder';
  return missed && (state === 'pending' || state === 'sending');
}
