import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { Refused } from '../app/refused.ts';
import { traceOf } from './errors.ts';
import type { Log } from './log.ts';
import type { Reach } from './payloads.ts';
import { texts } from './texts.ts';
import { noticeModal } from './views/modal.ts';
import { withButtons } from './views/private.ts';
import type { Said, Whisper } from './whisper.ts';
import { WindowFailed } from './windows.ts';

export interface GuardDeps {
  /** The interactive client. */
  readonly client: WebClient;
  readonly log: Log;
  readonly whisper: Whisper;
}

/** Where a failure happened. `answer` acks a submission with a view, while that is still possible. */
export interface Incident {
  readonly kind: string;
  readonly id: string;
  readonly installation: string;
  /** The name of the request: it names a failure to the person and to the operator. */
  readonly request: string;
  readonly reach: Reach;
  readonly answer?: ((view: ModalView) => Promise<void>) | undefined;
}

/** Tells the person one sentence and the operator one line. Never throws. */
export async function report(deps: GuardDeps, error: unknown, incident: Incident): Promise<void> {
  const { kind, id, installation, reach, request: reference } = incident;
  if (error instanceof Refused) {
    deps.log.info({ kind, id, installation, refused: error.code }, 'refused');
    return tell(
      deps,
      incident,
      noticeModal(texts.refused.modal, texts.refused.close, texts.refused[error.code]),
      withButtons(texts.refused[error.code]),
    );
  }
  if (error instanceof WindowFailed && error.kind === 'there') {
    deps.log.info({ kind, id, installation }, 'the window is open already');
    return;
  }
  if (error instanceof WindowFailed && error.kind === 'stale') {
    deps.log.info({ kind, id, installation }, 'an older view was left alone');
    // Not in the window: it shows something newer.
    await deps.whisper(reach, withButtons(texts.trouble.stale, error.again), deps.log);
    return;
  }
  if (error instanceof WindowFailed) {
    deps.log.error({ reference, kind, id, installation, ...traceOf(error.cause) }, 'a window did not open');
    await deps.whisper(reach, withButtons(texts.trouble.tooLate(reference), error.again), deps.log);
    return;
  }
  deps.log.error({ reference, kind, id, installation, ...traceOf(error) }, 'a listener failed');
  const said = texts.trouble.said(reference);
  return tell(deps, incident, noticeModal(texts.trouble.modal, texts.trouble.close, said), withButtons(said));
}

/** In the open modal, else for the person alone where they are, else in a direct message. */
async function tell(
  { client, log, whisper }: GuardDeps,
  { reach, answer, kind, id }: Incident,
  view: ModalView,
  said: Said,
): Promise<void> {
  const { view: open } = reach;
  const inModal: (() => Promise<unknown>)[] = [];
  if (answer !== undefined) inModal.push(() => answer(view));
  if (open !== undefined) inModal.push(() => client.views.update({ view_id: open, view }));
  for (const way of inModal) {
    try {
      await way();
      return;
    } catch (error) {
      log.warn({ kind, id, ...traceOf(error) }, 'could not tell the person in the window');
    }
  }
  await whisper(reach, said, log);
}
