import type { ChatPostMessageArguments, ChatUpdateArguments, WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { DuePost, Poster } from '../app/ports.ts';
import { changedBy } from '../app/posts.ts';
import { failureOf, traceOf } from './errors.ts';
import { postMetadata } from './ids.ts';
import type { Log } from './log.ts';
import { uploadCurves } from './pictures.ts';
import { type MessageBlock, pictureBlock } from './views/chart.ts';
import type { Content } from './views/message.ts';

type Sent = Awaited<ReturnType<Poster['send']>>;

export interface SendDeps {
  readonly client: WebClient;
  readonly log: Log;
  readonly now?: () => number;
  /** Uploads a picture of the curves and resolves to its file. */
  readonly upload?: typeof uploadCurves;
}

/** The ways to show a message, the best first. */
const ways = ['whole', 'picture', 'chartless', 'text'] as const;
type Way = (typeof ways)[number];
const plainWays: readonly Way[] = ['whole', 'text'];

/** Slack refuses the blocks, and would take others or the text. */
const aboutBlocks = new Set(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'invalid_attachments']);
/** Those of them by which it says that it does not know a block. */
const unknownBlock = new Set(['invalid_blocks', 'invalid_blocks_format']);

const second = 1_000;
/** How long a way that failed for one chart is not tried for the next. */
const restAfterRefusal = 900 * second;
/**
 * No request begins later than this after the first: each may take ten seconds, and after a crash the outbox looks for the message
 * once none of them can be under way any more.
 */
const latestStart = 10 * second;
/** A picture that takes longer is gone without, so that there is time for a call after it. */
const longestUpload = 8 * second;

/**
 * Sends a message, and when Slack refuses its blocks the next best of it: a picture in place of the chart, no chart, the text alone.
 * Exactly once: only a refusal, after which nothing was posted, leads to another call.
 */
export function createSend({ client, log, now = Date.now, upload = uploadCurves }: SendDeps) {
  const rests = new Map<Way, number>();

  return async function send(post: DuePost, content: Content): Promise<Sent> {
    const started = now();
    const charted = content.blocks.some(isChart);
    let refusal: Extract<Sent, { kind: 'refused' }> | undefined;
    for (const way of charted ? ways.filter(rested) : plainWays) {
      // Slack that does not mind the chart but something else would mind its picture too.
      if (way === 'picture' && refusal !== undefined && !unknownBlock.has(refusal.code)) continue;
      const latest = started + latestStart - (way === 'picture' ? longestUpload : 0);
      if (now() > latest) return { kind: 'later', afterMs: second, code: refusal?.code ?? 'too_slow' };
      const shown = await shownBy(way, content);
      if (shown === undefined) continue;
      const outcome = await attempt(() => deliver(client, post, content.text, shown));
      if (outcome.kind !== 'refused' || !aboutBlocks.has(outcome.code)) return outcome;
      refusal = outcome;
      if (charted && unknownBlock.has(outcome.code)) rest(way);
      log.error({ post: post.id, code: outcome.code, way }, 'Slack refused the blocks; sending what it may take');
    }
    return refusal ?? { kind: 'refused', code: 'no_blocks' };
  };

  function rested(way: Way): boolean {
    return (rests.get(way) ?? 0) <= now();
  }

  /** Only of ways for charts: what is wrong with other blocks is wrong with those of one message. */
  function rest(way: Way): void {
    if (way === 'whole' || way === 'picture') rests.set(way, now() + restAfterRefusal);
  }

  /** The blocks of a message shown in this way, none for the text alone; undefined when that cannot be had. */
  async function shownBy(way: Way, { blocks, chart }: Content): Promise<readonly MessageBlock[] | undefined> {
    if (way === 'whole') return blocks;
    if (way === 'text') return [];
    if (way === 'chartless') return blocks.filter((block) => !isChart(block));
    if (chart === undefined) return undefined;
    try {
      const file = await within(longestUpload, upload(client, chart));
      return blocks.map((block) => (isChart(block) ? pictureBlock(chart, file) : block));
    } catch (error) {
      rest(way);
      log.warn(traceOf(error), 'a chart cannot be shown as a picture; without the scopes for files this is normal');
      return undefined;
    }
  }

  async function attempt(call: () => Promise<string>): Promise<Sent> {
    try {
      return { kind: 'sent', ts: await call() };
    } catch (error) {
      const failure = failureOf(error);
      if (failure !== undefined) return failure;
      log.error(traceOf(error), 'posting failed in a way Slack does not');
      return { kind: 'unclear', code: 'unexpected' };
    }
  }
}

function isChart(block: MessageBlock): boolean {
  return block.type === 'data_visualization';
}

/** @throws when the work takes longer than `ms`; it goes on, and nobody waits for it */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too slow')), Math.max(0, ms));
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const posted = z.object({ ts: z.string() });

async function deliver(
  client: WebClient,
  post: DuePost,
  text: string,
  shown: readonly MessageBlock[],
): Promise<string> {
  const metadata = { event_type: postMetadata.eventType, event_payload: { post: post.id } };
  const blocks = [...shown];
  if (changedBy(post.kind) !== undefined) {
    if (post.afterTs === undefined) throw new Error('an edit needs the message it changes');
    const change: ChatUpdateArguments = { channel: post.channel, ts: post.afterTs, text, parse: 'none', blocks };
    return posted.parse(await client.chat.update(change)).ts;
  }
  const thread = threadOf(post);
  const message = { channel: post.channel, text, metadata, unfurl_links: false, unfurl_media: false, mrkdwn: false };
  const whole: ChatPostMessageArguments = {
    ...message,
    ...(blocks.length > 0 && { blocks }),
    ...(thread !== undefined && { thread_ts: thread }),
  };
  return posted.parse(await client.chat.postMessage(whole)).ts;
}

/** The thread a post belongs in: the debate's, or the one under the decision. */
export function threadOf({ kind, thread, afterTs }: DuePost): string | undefined {
  return thread ?? (kind === 'decision' ? undefined : afterTs);
}
