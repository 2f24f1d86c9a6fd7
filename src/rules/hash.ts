import { createHash } from 'node:crypto';

/** The content hash that names stored rulebooks and prices: SHA-256, hex. */
export function contentHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
