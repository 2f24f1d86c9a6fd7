import type { FetchFunction } from '@slack/web-api';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { slackApi } from '../slack/clients.ts';
import { fetchOf } from '../slack/http.ts';
import type { Finding } from './finding.ts';

/** How Slack is asked. */
export interface Asking {
  readonly now: () => number;
  readonly fetch: FetchFunction | undefined;
  /** File of the manifest that belongs to the way of connecting. */
  readonly manifest: string;
}

/** What Slack said. */
export interface Answered {
  /** Slack's code of a refusal; undefined when it said yes. */
  readonly error: string | undefined;
  /** What the token may do; undefined when Slack did not say. */
  readonly scopes: readonly string[] | undefined;
  /** Milliseconds by which Slack's clock is ahead of ours, to a second. */
  readonly skewMs: number | undefined;
}

/** Calls one method. Resolves to why when no answer of Slack's came. */
export type Call = (
  method: string,
  args: Readonly<Record<string, string>>,
  token?: string,
) => Promise<Answered | string>;

const patienceMs = 8_000;

export function callOf({ slackApiUrl }: Config, { now, fetch }: Asking): Call {
  const inner = fetchOf({ slackApiUrl, fetch });
  return async (method, args, token) => {
    const began = now();
    try {
      const answer = await inner(new URL(method, slackApiUrl ?? slackApi).href, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: new URLSearchParams(args).toString(),
        signal: AbortSignal.timeout(patienceMs),
      });
      const read = answers.safeParse(await answer.json().catch(() => undefined));
      if (!read.success) return `it answered with HTTP ${answer.status}`;
      return { error: read.data.error, ...headersOf(answer.headers, (began + now()) / 2) };
    } catch (error) {
      return reasonOf(error);
    }
  };
}

/** Of a refusal only a code is ever shown. */
const answers = z
  .object({ ok: z.boolean(), error: z.string().optional() })
  .transform(({ ok, error = 'unknown' }) => ({ error: ok ? undefined : /^\w{1,60}$/.test(error) ? error : 'unknown' }));

function headersOf(headers: { get(name: string): string | null }, at: number): Omit<Answered, 'error'> {
  const date = Date.parse(headers.get('date') ?? '');
  return {
    scopes: headers
      .get('x-oauth-scopes')
      ?.split(',')
      .map((scope) => scope.trim())
      .filter((scope) => scope !== ''),
    // The header tells whole seconds: on average it is half a second behind.
    skewMs: Number.isNaN(date) ? undefined : Math.round(date + 500 - at),
  };
}

function reasonOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 4) return 'no answer came';
  if ('code' in error && typeof error.code === 'string' && /^[A-Z_]+$/.test(error.code)) return error.code;
  if (error.name === 'TimeoutError') return 'no answer came in time';
  return reasonOf(error.cause, depth + 1);
}

/** Slack gave no answer to what was to be checked. */
export function unreachable(check: Finding['check'], why: string): Finding {
  const remedy = 'Let this machine reach https://slack.com, then look again.';
  return { check, state: 'fail', says: `Slack cannot be asked (${why})`, remedy };
}
