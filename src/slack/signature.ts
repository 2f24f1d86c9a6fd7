import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/** How far from our clock a request may be, in seconds, before and after: Slack's own advice. */
export const signatureWindow = 300;

/** Why a request is not taken for Slack's. */
export type Refusal =
  | { readonly reason: 'no signature' | 'malformed signature' | 'wrong signature' }
  /** `seconds` is how far its time is ahead of ours. */
  | { readonly reason: 'wrong time'; readonly seconds: number };

/** A header as node gives it: repeated ones are joined with a comma, which no valid value holds. */
export type Header = string | readonly string[] | undefined;

/**
 * Checks Slack's v0 signatures with one HMAC, in constant time. `now` is in milliseconds.
 * @returns a function that says why a request is refused, or undefined for a genuine one
 */
export function createVerifier(
  signingSecret: string,
  now: () => number,
): (timestamp: Header, signature: Header, body: Uint8Array) => Refusal | undefined {
  // An empty secret would let anybody sign.
  if (signingSecret === '') throw new Error('the signing secret is empty');
  const key = createSecretKey(Buffer.from(signingSecret, 'utf8'));
  return (timestamp, signature, body) => {
    if (timestamp === undefined || signature === undefined) return { reason: 'no signature' };
    const [, hex] = (typeof signature === 'string' && /^v0=([0-9a-f]{64})$/.exec(signature)) || [];
    if (hex === undefined || typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) {
      return { reason: 'malformed signature' };
    }
    const seconds = Number(timestamp) - Math.floor(now() / 1000);
    if (Math.abs(seconds) > signatureWindow) return { reason: 'wrong time', seconds };
    const expected = createHmac('sha256', key).update(`v0:${timestamp}:`).update(body).digest();
    return timingSafeEqual(expected, Buffer.from(hex, 'hex')) ? undefined : { reason: 'wrong signature' };
  };
}
