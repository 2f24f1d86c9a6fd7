import { mostCharacters } from '../core/index.ts';
import type { Account } from './accounts.ts';
import { slackApi } from './clients.ts';
import type { SlackEndpoint } from './endpoint.ts';
import { traceOf } from './errors.ts';
import type { FileRef } from './forms/audit.ts';
import { fetchOf } from './http.ts';
import type { Log } from './log.ts';

/** Bytes of a file that is worth reading. */
const mostBytes = mostCharacters;
/** Slack waits three seconds for an answer to a submitted window. */
const timeoutMs = 1800;

export type Downloaded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: 'too-large' | 'not-text' | 'refused' };

/** Reads a file that somebody gave the bot, as text. Never throws. */
export type Download = (file: FileRef) => Promise<Downloaded>;

/** With the bot's token, and so from Slack's own hosts only, whatever an address says. */
export function createDownload({
  account,
  endpoint,
  log,
}: {
  readonly account: Pick<Account, 'token'>;
  readonly endpoint: SlackEndpoint | undefined;
  readonly log: Log;
}): Download {
  return async ({ url_private: address, size = 0 }) => {
    if (size > mostBytes) return { ok: false, why: 'too-large' };
    if (!isSlacks(address, endpoint?.slackApiUrl ?? slackApi)) {
      log.warn({}, 'a file was offered from elsewhere');
      return { ok: false, why: 'refused' };
    }
    try {
      const answer = await fetchOf(endpoint)(address, {
        method: 'GET',
        headers: { Authorization: `Bearer ${await account.token()}` },
        signal: AbortSignal.timeout(timeoutMs),
      });
      // Without the scope Slack sends its login page, or sends there.
      const type = answer.headers.get('content-type') ?? '';
      if (answer.status !== 200 || type.startsWith('text/html')) return { ok: false, why: 'refused' };
      return textOf(await answer.arrayBuffer());
    } catch (error) {
      log.warn(traceOf(error), 'a file could not be read');
      return { ok: false, why: 'refused' };
    }
  };
}

/** The host of the Web API itself; for Slack's own also the one its files are on. */
function isSlacks(address: string, api: string): boolean {
  if (!URL.canParse(address) || !URL.canParse(api)) return false;
  const [file, home] = [new URL(address), new URL(api)];
  if (file.origin === home.origin) return true;
  return home.hostname === 'slack.com' && file.origin === 'https://files.slack.com';
}

function textOf(bytes: ArrayBuffer): Downloaded {
  if (bytes.byteLength > mostBytes) return { ok: false, why: 'too-large' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? { ok: false, why: 'not-text' } : { ok: true, text };
  } catch {
    return { ok: false, why: 'not-text' };
  }
}
