import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { isOfDebate } from '../app/debate-posts.ts';
import type { DebateOutgoing, DebatePostKind, DuePost, Outgoing, Poster, PostKind } from '../app/ports.ts';
import { changedBy, privateKinds } from '../app/posts.ts';
import type { Accounts } from './accounts.ts';
import { accountClient, unknownBot } from './clients.ts';
import type { SlackEndpoint } from './endpoint.ts';
import { failureOf, tokenCodes, traceOf } from './errors.ts';
import { postMetadata } from './ids.ts';
import type { Rules } from './forms/questions.ts';
import type { Log } from './log.ts';
import type { Labels } from './views/answer.ts';
import { recent } from './recent.ts';
import type { Replies } from './replies.ts';
import { createSend, threadOf } from './send.ts';
import { argumentMessage } from './views/argument.ts';
import { ballotMessage } from './views/debate/ballot.ts';
import { noticeMessage, reminderMessage, settlementMessage } from './views/debate/settlement.ts';
import { costsMessage } from './views/costs.ts';
import { type Content, decisionMessage, movedMessage } from './views/message.ts';
import { positionMessage } from './views/position.ts';
import { notPostedMessage } from './views/private.ts';
import { privately, respond } from './whisper.ts';

export interface PosterDeps {
  readonly book: { readonly rulebook: Rules & Labels };
  readonly accounts: Accounts;
  readonly log: Log;
  readonly clientOptions?: SlackEndpoint | undefined;
  /** Where people can still be answered who began in a conversation without the bot. */
  readonly replies?: Replies | undefined;
}

type Sent = Awaited<ReturnType<Poster['send']>>;
type Found = Awaited<ReturnType<Poster['find']>>;

/** Our clock and Slack’s may differ by as much as its signatures allow, and a little more. */
const clockSkewMs = 360_000;
const pagesRead = 5;
/** Installations whose clients are kept ready. */
const tenantsKept = 500;

/** Posts what the outbox holds and looks whether a post arrived. */
export function createPoster({ book, accounts, log, clientOptions, replies }: PosterDeps): Poster {
  /** Clients of one installation, which know no other one's account. */
  const tenantOf = recent(tenantsKept, (installation: string) => {
    const account = { token: async () => (await accounts.of(installation)).token() };
    const client = accountClient('background', account, clientOptions, log);
    return { client, send: createSend({ client, log }) };
  });

  return {
    async send(message) {
      const { installation, kind } = message.post;
      const { send: sendAny } = tenantOf(installation);
      if ('debate' in message) {
        return orShut(installation, await sendAny(message.post, debateContent(message, book.rulebook)));
      }
      if (isOfDebate(kind)) throw new Error(`a post of kind ${kind} needs its debate`);
      const content = contents[kind](message, book.rulebook);
      if (kind === 'not-posted' && (await answered(message, content))) return { kind: 'sent', ts: '' };
      return orShut(installation, await sendAny(message.post, content));
    },

    async find(post) {
      // Changing a message twice does no harm, and a direct message cannot be read without another scope.
      if (changedBy(post.kind) !== undefined) return { kind: 'absent' };
      if (privateKinds.includes(post.kind)) return { kind: 'unknown' };
      const { client } = tenantOf(post.installation);
      return orShut(post.installation, await look(client, (await accounts.of(post.installation)).botId, post));
    },
  };

  /** The account is read anew for the next try: somebody may have installed the app again, through another instance. */
  function orShut<T extends Sent | Found>(installation: string, answer: T): T | { kind: 'shut'; code: string } {
    if (!('code' in answer) || !tokenCodes.includes(answer.code)) return answer;
    accounts.forget(installation);
    return { kind: 'shut', code: answer.code };
  }

  /** In the conversation where the person asked, while Slack still takes an answer there. */
  async function answered({ decision }: Outgoing, content: Content): Promise<boolean> {
    const url = await replies?.take(decision.installation, decision.draft).catch(() => undefined);
    if (url === undefined) return false;
    try {
      await respond(clientOptions, url, privately(content));
      return true;
    } catch (error) {
      log.warn(traceOf(error), 'could not answer where the person asked');
      return false;
    }
  }
}

/** What a post of each kind says. */
const contents: Record<Exclude<PostKind, DebatePostKind>, (message: Outgoing, rulebook: Rules & Labels) => Content> = {
  decision: ({ explanation, revision, choice }) => decisionMessage(explanation, revision, choice),
  edit: ({ explanation, revision, choice }) => decisionMessage(explanation, revision, choice),
  argument: ({ explanation }, rulebook) => argumentMessage(explanation, rulebook),
  costs: (message, rulebook) => costsMessage(message, rulebook),
  'edit-argument': ({ explanation }, rulebook) => argumentMessage(explanation, rulebook),
  'edit-costs': (message, rulebook) => costsMessage(message, rulebook),
  moved: ({ explanation, moved, revision, choice }) => movedMessage(explanation, moved, revision.number, choice),
  position: ({ stance }) => {
    if (stance === undefined) throw new Error('a position is posted without one');
    return positionMessage(stance);
  },
  'not-posted': (message, rulebook) => notPostedMessage(message, rulebook),
};

function debateContent({ post, debate, failed }: DebateOutgoing, rulebook: Rules & Labels): Content {
  switch (post.kind) {
    case 'ballot':
    case 'edit-ballot':
      return ballotMessage(debate, rulebook);
    case 'settlement':
    case 'edit-settlement':
      return settlementMessage(debate);
    case 'reminder':
      return reminderMessage(debate);
    default:
      return noticeMessage(debate, failed, post.about ?? '', rulebook);
  }
}

const history = z.object({
  messages: z
    .array(
      z.object({
        ts: z.string(),
        bot_id: z.string().optional(),
        metadata: z.object({ event_type: z.string(), event_payload: z.unknown() }).optional(),
      }),
    )
    .default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

async function look(client: WebClient, botId: string, post: DuePost): Promise<Found> {
  // Without the bot's id no message could be told to be ours, and "absent" would post it again.
  if (botId === unknownBot.botId) return { kind: 'later', code: 'identity_unknown' };
  const since = Math.max(0, (post.attemptedAt ?? post.dueAt) - clockSkewMs) / 1000;
  const thread = threadOf(post);
  const range = { channel: post.channel, oldest: since.toFixed(6), include_all_metadata: true, limit: 100 };
  let cursor = '';
  try {
    for (let page = 0; page < pagesRead; page += 1) {
      const next = { ...range, ...(cursor !== '' && { cursor }) };
      const answer = history.parse(
        thread === undefined
          ? await client.conversations.history(next)
          : await client.conversations.replies({ ...next, ts: thread }),
      );
      const ours = answer.messages.find(
        ({ bot_id, metadata }) =>
          // Any app may write our event type into its own messages.
          bot_id === botId &&
          metadata?.event_type === postMetadata.eventType &&
          postMetadata.payload.safeParse(metadata.event_payload).data?.post === post.id,
      );
      if (ours !== undefined) return { kind: 'found', ts: ours.ts };
      cursor = answer.response_metadata?.next_cursor ?? '';
      if (cursor === '') return { kind: 'absent' };
    }
    return { kind: 'unknown' };
  } catch (error) {
    const failure = failureOf(error);
    if (failure?.kind === 'refused' && tokenCodes.includes(failure.code)) return { kind: 'shut', code: failure.code };
    return failure === undefined || failure.kind === 'refused'
      ? { kind: 'unknown' }
      : { kind: 'later', code: failure.code };
  }
}
