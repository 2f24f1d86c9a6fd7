import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Bytes of a key. */
export const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

/** A text cannot be opened: its key is not here, or it was changed or belongs to another installation. */
export class CannotUnseal extends Error {
  override name = 'CannotUnseal';
}

/** Seals texts with AES-256-GCM for one owner each: moved to another owner's row they do not open. */
export interface Sealer {
  seal(owner: string, text: string): string;
  /** @throws CannotUnseal */
  open(
    owner: string,
    sealed: string,
  ): { readonly text: string; /** An earlier key sealed it. */ readonly old: boolean };
}

/** The first key seals; the others open what was sealed before them. */
export function createSealer([current, ...previous]: readonly [Uint8Array, ...Uint8Array[]]): Sealer {
  const keys = new Map([current, ...previous].map((key) => [idOf(key), key]));
  const now = idOf(current);
  return {
    seal(owner, text) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', current, iv, { authTagLength: tagBytes });
      cipher.setAAD(aad(now, owner));
      const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return ['v1', now, ...[iv, bytes, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
    },
    open(owner, sealed) {
      const [version, id = '', iv = '', bytes = '', tag = '', ...more] = sealed.split('.');
      const key = keys.get(id);
      if (version !== 'v1' || more.length > 0) throw new CannotUnseal('it is none of ours');
      if (key === undefined) throw new CannotUnseal(`no key ${id.slice(0, 16)} is set`);
      try {
        const options = { authTagLength: tagBytes };
        const cipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), options);
        cipher.setAAD(aad(id, owner)).setAuthTag(Buffer.from(tag, 'base64url'));
        const text = Buffer.concat([cipher.update(Buffer.from(bytes, 'base64url')), cipher.final()]).toString('utf8');
        return { text, old: id !== now };
      } catch {
        throw new CannotUnseal('it was changed, or belongs to another installation');
      }
    },
  };
}

/** Names a key without giving it away. */
function idOf(key: Uint8Array): string {
  return createHash('sha256').update('key id').update(key).digest('hex').slice(0, 8);
}

function aad(key: string, owner: string): Buffer {
  return Buffer.from(`v1 ${key} ${owner}`, 'utf8');
}
