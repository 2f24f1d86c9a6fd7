import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

const current = new AsyncLocalStorage<string>();

/** A name for one request: people are told it when something goes wrong, and every line of the log about it has it. */
export const newRequest = (): string => randomBytes(4).toString('hex');

/** The request that the code which asks works for; undefined outside of any. */
export const request = (): string | undefined => current.getStore();

/** Does something for a request: that which is under way already, or a new one. */
export function asRequest<T>(work: () => T, name: () => string = newRequest): T {
  return current.getStore() === undefined ? current.run(name(), work) : work();
}
