import type { IncomingMessage } from 'node:http';
import { parse } from 'node:querystring';

/** A body, or the status to answer with; without a status nobody is there any more to be answered. */
export type Received =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly status: 413 | 503 | undefined };

/**
 * Reads bodies of at most `bodyBytes` each and `heldBytes` at once, so that many large ones cannot fill the memory. What
 * is over is let pass unread: closing early would lose the answer.
 */
export function createBodyReader(limits: {
  readonly bodyBytes: number;
  readonly heldBytes: number;
}): (request: IncomingMessage) => Promise<Received> {
  let held = 0;
  return (request) =>
    new Promise((resolve) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = (received: Received): void => {
        held -= size;
        size = 0;
        request.off('data', take).off('end', end).off('close', gone);
        if (!received.ok) request.resume();
        resolve(received);
      };
      const take = (chunk: Buffer): void => {
        chunks.push(chunk);
        size += chunk.length;
        held += chunk.length;
        if (size > limits.bodyBytes) finish({ ok: false, status: 413 });
        else if (held > limits.heldBytes) finish({ ok: false, status: 503 });
      };
      const end = (): void => {
        const [first] = chunks;
        finish({ ok: true, bytes: chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks) });
      };
      const gone = (): void => finish({ ok: false, status: undefined });
      if (Number(request.headers['content-length'] ?? 0) > limits.bodyBytes) return finish({ ok: false, status: 413 });
      request.on('data', take).on('end', end).on('close', gone);
    });
}

/** What a request says: the fields of a form, or the JSON object in the body or in the form's `payload`. */
export type Fields = Readonly<Record<string, unknown>>;

/** @returns undefined for anything else: other types, broken JSON, values that are no object, repeated fields */
export function parseBody(contentType: string | undefined, text: string, formFields: number): Fields | undefined {
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json') return objectIn(() => text);
  if (type !== 'application/x-www-form-urlencoded') return undefined;
  // What people do in windows comes as one long field, which this reads twice as fast.
  if (text.startsWith('payload=') && !text.includes('&')) {
    return objectIn(() => decodeURIComponent(text.slice('payload='.length).replaceAll('+', ' ')));
  }
  const form = parse(text, '&', '=', { maxKeys: formFields + 1 });
  const values = Object.values(form);
  if (values.length > formFields || values.some((value) => typeof value !== 'string')) return undefined;
  const { payload } = form;
  return typeof payload === 'string' ? objectIn(() => payload) : form;
}

function objectIn(json: () => string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(json());
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
