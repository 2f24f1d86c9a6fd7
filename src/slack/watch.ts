import type { App, ReceiverEvent } from '@slack/bolt';
import { z } from 'zod';
import type { Gone } from '../app/forgetting.ts';
import { kindOf } from './envelope.ts';
import { installationOf, slackId } from './installation.ts';
import type { Meter } from './meter.ts';

const flag = z.boolean().optional().catch(undefined);
const uninstall = z.object({
  team_id: slackId,
  enterprise_id: slackId,
  is_enterprise_install: flag,
  authorizations: z
    .array(z.object({ is_enterprise_install: flag }))
    .optional()
    .catch(undefined),
  event_time: z.number().optional().catch(undefined),
  event: z.discriminatedUnion('type', [
    z.object({ type: z.literal('app_uninstalled') }),
    // Only the bot has a token of ours.
    z.object({ type: z.literal('tokens_revoked'), tokens: z.object({ bot: z.array(z.string()).min(1) }) }),
  ]),
});

/** Which installation an event says is gone; undefined for any other payload. */
export function uninstalledBy(body: unknown): Gone | undefined {
  const { data } = uninstall.safeParse(body);
  if (data === undefined) return undefined;
  const installation = installationOf({
    isEnterpriseInstall: data.authorizations?.[0]?.is_enterprise_install ?? data.is_enterprise_install ?? false,
    teamId: data.team_id,
    enterpriseId: data.enterprise_id,
  });
  if (installation === undefined) return undefined;
  return {
    installation,
    at: data.event_time === undefined ? undefined : data.event_time * 1_000,
    revoked: data.event.type === 'tokens_revoked',
  };
}

/** How long a stop waits for what is under way. */
const drainMs = 10_000;

/** What is under way, so that a stop can wait for it. */
export function createDrain(patience = drainMs) {
  const underWay = new Set<Promise<unknown>>();
  return {
    during<T>(work: Promise<T>): Promise<T> {
      const settled = work.then(
        () => undefined,
        () => undefined,
      );
      underWay.add(settled);
      void settled.then(() => underWay.delete(settled));
      return work;
    },
    /** Resolves when nothing is under way any more, or after a while. */
    async drained(): Promise<void> {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, patience);
      });
      await Promise.race([Promise.all(underWay), late]);
      clearTimeout(timer);
    },
  };
}

/** Bolt's way in, with what must happen before its acknowledgement, and a stopwatch beside it. */
export function watched(
  process: App['processEvent'],
  { meter, gone }: { readonly meter: Meter | undefined; readonly gone: (it: Gone) => Promise<void> },
): App['processEvent'] {
  return async (event) => {
    // Most of what comes is no event, and need not be read for one.
    const uninstalled = event.body['event'] === undefined ? undefined : uninstalledBy(event.body);
    if (uninstalled !== undefined) await gone(uninstalled);
    const handle = event.body['event'] === undefined ? process : handledFirst(process);
    return meter === undefined ? handle(event) : timed(handle, event, meter);
  };
}

/** Bolt acknowledges events before anybody handles them; here Slack sends again what nobody came to an end with. */
function handledFirst(process: App['processEvent']): App['processEvent'] {
  return async (event) => {
    let acked = false;
    await process({ ...event, ack: async () => void (acked = true) });
    if (acked) await event.ack();
  };
}

async function timed(process: App['processEvent'], event: ReceiverEvent, meter: Meter): Promise<void> {
  const began = performance.now();
  const kind = kindOf(event.body);
  let acked = false;
  const ack: ReceiverEvent['ack'] = async (answer) => {
    await event.ack(answer);
    if (!acked) meter.acked(kind, 'acked', performance.now() - began);
    acked = true;
  };
  try {
    await process({ ...event, ack });
  } finally {
    if (!acked) meter.acked(kind, 'failed', performance.now() - began);
  }
}
