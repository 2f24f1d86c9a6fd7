import type { IncomingHttpHeaders } from 'node:http';
import { type App, AuthorizationError } from '@slack/bolt';
import type { Fields } from './body.ts';
import type { Kind } from './envelope.ts';
import { traceOf } from './errors.ts';
import type { Log } from './log.ts';
import { Busy } from './once.ts';
import { texts } from './texts.ts';
import { noticeModal } from './views/modal.ts';

/** One request for Bolt. `answer` is called exactly once. */
export interface Delivery {
  readonly kind: Kind;
  readonly body: Fields;
  readonly headers: IncomingHttpHeaders;
  readonly answer: (status: number, content?: unknown) => void;
  /** The name of the request. */
  readonly request: string;
}

const { gone: reinstall } = texts.install;

/**
 * Hands a request to Bolt and answers it, within `ackMs` whatever listeners do. Resolves when they are done.
 * @returns false when nothing was acknowledged and nobody works on it any more, so that it may come again
 */
export async function deliver(
  app: App | undefined,
  { kind, body, headers, answer, request }: Delivery,
  { log, ackMs }: { readonly log: Log; readonly ackMs: number },
): Promise<boolean> {
  let answered = false;
  const once = (status: number, content?: unknown): boolean => {
    if (answered) return false;
    answer(status, content);
    clearTimeout(timer);
    answered = true;
    return true;
  };
  const timer = setTimeout(() => {
    log.error({ kind, ms: ackMs }, 'nobody acknowledged in time');
    once(503);
  }, ackMs);
  try {
    if (app === undefined) throw new Error('the receiver has no app');
    const ack = async (content?: unknown): Promise<void> => {
      if (!once(200, content || undefined)) log.warn({ kind }, 'acknowledged twice, or too late');
    };
    await app.processEvent({ body, ack, ...retryOf(headers), customProperties: { request } });
    const failed = once(500);
    if (failed) log.error({ kind }, 'no listener acknowledged');
    return !failed;
  } catch (error) {
    if (error instanceof Busy) {
      log.info({ kind }, 'another instance is at it: Slack may send it again');
      return !once(503);
    }
    if (error instanceof AuthorizationError) {
      once(200, reinstallAnswer(kind));
      return true;
    }
    const failed = once(500);
    log.error({ kind, ...traceOf(error) }, failed ? 'a listener failed' : 'a listener failed after the answer');
    return !failed;
  }
}

function retryOf(headers: IncomingHttpHeaders): { retryNum?: number; retryReason?: string } {
  const { 'x-slack-retry-num': num, 'x-slack-retry-reason': reason } = headers;
  return {
    ...(typeof num === 'string' && /^\d{1,4}$/.test(num) && { retryNum: Number(num) }),
    ...(typeof reason === 'string' && { retryReason: reason.slice(0, 80) }),
  };
}

/** An empty answer would show the person nothing at all. */
function reinstallAnswer(kind: Kind): object | undefined {
  const { modal, close } = texts.refused;
  if (kind === 'submission') return { response_action: 'update', view: noticeModal(modal, close, reinstall) };
  if (kind === 'event' || kind === 'closed') return undefined;
  return { response_type: 'ephemeral', replace_original: false, text: reinstall };
}
