import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { Refused } from '../app/use-cases.ts';
import type { SlackEndpoint } from './clients.ts';
import { failureOf, traceOf } from './errors.ts';
import type { Log } from './log.ts';
import { inert } from './mrkdwn.ts';
import type { Reach } from './payloads.ts';
import { texts } from './texts.ts';
import { noticeModal } from './views/modal.ts';

export interface GuardDeps {
  /** The interactive client. */
  readonly client: WebClient;
  readonly log: Log;
  readonly endpoint: SlackEndpoint | undefined;
  /** Names one failure to the person and to the operator. */
  readonly newReference: () => string;
}

/** Where a failure happened. `answer` acks a submission with a view, while that is still possible. */
export interface Incident {
  readonly kind: string;
  readonly id: string;
  readonly installation: string;
  readonly reach: Reach;
  readonly answer?: ((view: ModalView) => Promise<void>) | undefined;
}

/** Tells the person one sentence and the operator one line. Never throws. */
export async function report(deps: GuardDeps, error: unknown, incident: Incident): Promise<void> {
  const { kind, id, installation } = incident;
  if (error instanceof Refused) {
    deps.log.info({ kind, id, installation, refused: error.code }, 'refused');
    return tell(
      deps,
      incident,
      noticeModal(texts.refused.modal, texts.refused.close, texts.refused[error.code]),
      texts.refused[error.code],
    );
  }
  const code = failureOf(error)?.code;
  // The same click arrived twice, and the first one has already changed the view.
  if (code === 'hash_conflict') return deps.log.info({ kind, id, installation }, 'an older view was left alone');

  const reference = deps.newReference();
  deps.log.error({ reference, kind, id, installation, ...traceOf(error) }, 'a listener failed');
  const said = code?.includes('trigger') ? texts.trouble.tooLate(reference) : texts.trouble.said(reference);
  return tell(deps, incident, noticeModal(texts.trouble.modal, texts.trouble.close, said), said);
}

/** In the open modal, else for the person alone where they are, else in a direct message. */
async function tell(
  { client, log, endpoint }: GuardDeps,
  incident: Incident,
  view: ModalView,
  sentence: string,
): Promise<void> {
  const { reach, answer, kind, id } = incident;
  const { view: open, responseUrl, user } = reach;
  const text = inert(sentence, 3000);
  const ways: (() => Promise<unknown>)[] = [];
  if (answer !== undefined) ways.push(() => answer(view));
  if (open !== undefined) ways.push(() => client.views.update({ view_id: open, view }));
  if (responseUrl !== undefined) ways.push(() => respond(endpoint, responseUrl, text));
  ways.push(() => client.chat.postMessage({ channel: user, text, unfurl_links: false, unfurl_media: false }));
  for (const way of ways) {
    try {
      await way();
      return;
    } catch (error) {
      log.warn({ kind, id, ...traceOf(error) }, 'could not tell the person this way');
    }
  }
}

/** Slack's own `respond` has no time limit. */
async function respond(endpoint: SlackEndpoint | undefined, url: string, text: string): Promise<void> {
  const answer = await (endpoint?.fetch ?? fetch)(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text }),
    signal: AbortSignal.timeout(2500),
  });
  if (!answer.ok) throw new Error(`response_url answered ${answer.status}`);
}
