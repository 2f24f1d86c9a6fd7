import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';

import { NotInstalled } from './accounts.ts';

/** What a failed call to Slack means. `code` is Slack's, or one of ours for what happened on the way. */
export type Failure =
  /** Slack answered no. */
  | { readonly kind: 'refused'; readonly code: string }
  /** Surely not done; may be tried again after a while. */
  | { readonly kind: 'later'; readonly code: string; readonly afterMs: number }
  /** It may have been done. */
  | { readonly kind: 'unclear'; readonly code: string };

const minute = 60_000;

/** Refusals that pass by themselves. */
const passing = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'request_timeout',
  'team_added_to_org',
]);
/** Slack says of these that some of it may have been done. */
const halfDone = new Set(['fatal_error', 'internal_error', 'service_unavailable']);
/** The connection was never made, so Slack has seen nothing. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'token_not_refreshed',
]);

/** Slack takes nothing of an installation with this token: it was revoked, or never was one. */
export const tokenCodes: readonly string[] = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'token_not_refreshed',
];

/** Reads an error of web-api; undefined for any other. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'later', code: 'ratelimited', afterMs: Math.max(1, error.retryAfter) * 1000 };
  }
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error;
    if (passing.has(code)) return { kind: 'later', code, afterMs: minute };
    // A page of HTML with status 200 is no answer of Slack's; web-api hands it on as a code.
    if (!/^\w+$/.test(code)) return { kind: 'unclear', code: 'no_answer' };
    return halfDone.has(code) ? { kind: 'unclear', code } : { kind: 'refused', code };
  }
  if (error instanceof WebAPIHTTPError) {
    const code = `http_${error.statusCode}`;
    return error.statusCode >= 500 ? { kind: 'unclear', code } : { kind: 'later', code, afterMs: minute };
  }
  if (error instanceof WebAPIRequestError) {
    if (error.original instanceof NotInstalled) return { kind: 'refused', code: 'not_installed' };
    const code = causeOf(error.original);
    return neverSent.has(code) ? { kind: 'later', code, afterMs: minute / 12 } : { kind: 'unclear', code };
  }
  return undefined;
}

/** The system's code of a network error, which undici hides in its causes. */
function causeOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 5) return 'request_error';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timeout';
  return causeOf(error.cause, depth + 1);
}

/** An error for the log: its kind and where, never its message, which can hold what people wrote. */
export function traceOf(error: unknown): {
  readonly error: string;
  readonly code?: string;
  readonly at: readonly string[];
} {
  if (!(error instanceof Error)) return { error: typeof error, at: [] };
  const code = failureOf(error)?.code ?? ('code' in error && typeof error.code === 'string' ? error.code : undefined);
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, ...(code !== undefined && { code }), at: at.slice(0, 8).map((line) => line.trim()) };
}
