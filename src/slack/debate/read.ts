import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { teamOf, userOf } from '../../app/people.ts';
import { failureOf } from '../errors.ts';
import type { ReadProblem, Session } from './room.ts';

/** A reading ends after so long, or so many messages. */
export const readingLimits = { ms: 10_000, messages: 1_000, page: 200, names: 20 } as const;

const message = z.object({
  ts: z.string(),
  text: z.string().default(''),
  user: z.string().optional(),
  user_team: z.string().optional(),
  team: z.string().optional(),
  bot_id: z.string().nullish(),
  subtype: z.string().optional(),
  edited: z.unknown().optional(),
  files: z.array(z.unknown()).optional(),
});
const page = z.object({
  messages: z.array(z.unknown()).default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

export interface ReadDeps {
  /** The interactive client: a limited call fails at once, and the wait is ours. */
  readonly client: WebClient;
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
  readonly progress: (session: Session) => Promise<void>;
}

/** Reads what it may of a thread into the session, from where it stopped before: why it ended early is `problem`. */
export async function readPages(
  session: Session,
  { client, now = Date.now, wait = pause, progress }: ReadDeps,
): Promise<void> {
  const until = now() + readingLimits.ms;
  session.problem = undefined;
  session.stopped = false;
  for (;;) {
    if (session.stopped) return void (session.problem = 'stopped');
    if (now() >= until) return void (session.problem = 'time');
    if (session.seen >= readingLimits.messages) return void (session.problem = 'full');
    const answer = await replies(client, session);
    if (answer.kind === 'wait') {
      // Slack's shorter waits fit; the long ones of limited apps do not.
      if (now() + answer.ms >= until) return void (session.problem = 'limited');
      await wait(answer.ms);
      continue;
    }
    if (answer.kind === 'problem') return void (session.problem = answer.problem);
    for (const one of answer.messages) take(session, one);
    session.cursor = answer.cursor;
    if (answer.cursor === undefined) return;
    await progress(session);
  }
}

type Answer =
  | { readonly kind: 'page'; readonly messages: readonly unknown[]; readonly cursor: string | undefined }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'problem'; readonly problem: ReadProblem };

async function replies(client: WebClient, { place, cursor, seen }: Session): Promise<Answer> {
  const limit = Math.min(readingLimits.page, readingLimits.messages - seen);
  try {
    const given = page.parse(
      await client.conversations.replies({
        channel: place.channel,
        ts: place.thread,
        limit,
        ...(cursor !== undefined && { cursor }),
      }),
    );
    const next = given.response_metadata?.next_cursor ?? '';
    return { kind: 'page', messages: given.messages, cursor: next === '' ? undefined : next };
  } catch (error) {
    const failure = failureOf(error);
    if (failure?.kind === 'later' && failure.code === 'ratelimited') return { kind: 'wait', ms: failure.afterMs };
    return { kind: 'problem', problem: problemOf(failure?.code) };
  }
}

const problems: Readonly<Record<string, ReadProblem>> = {
  missing_scope: 'scope',
  no_permission: 'scope',
  not_allowed_token_type: 'scope',
  not_in_channel: 'not-in-channel',
  channel_not_found: 'not-in-channel',
  thread_not_found: 'no-thread',
};
const problemOf = (code: string | undefined): ReadProblem => problems[code ?? ''] ?? 'failed';

function take(session: Session, given: unknown): void {
  session.seen += 1;
  const read = message.safeParse(given);
  if (!read.success) return void (session.empty += 1);
  const { ts, text, user, user_team: own, team, bot_id: bot, subtype, edited, files } = read.data;
  if ((bot !== undefined && bot !== null) || subtype === 'bot_message') return void (session.bots += 1);
  session.files += files?.length ?? 0;
  if (user === undefined || text.trim() === '' || subtype === 'tombstone') return void (session.empty += 1);
  const home = teamOf(session.actor.person);
  const from = own ?? team ?? home;
  if (from !== home) session.strangers += 1;
  if (edited !== undefined) session.edited += 1;
  session.messages.push({ author: `${from}:${user}`, ts, text });
}

const pastedAuthor = /^\s*@?([\p{L}\p{N}._ -]{1,40}?)\s*(?:\[[^\]\n]{1,20}\]|\d{1,2}:\d{2}(?: ?[AP]M)?)?\s*:\s+(?=\S)/u;

/** Pasted text as messages: a line that begins with a name and a colon is theirs, any other goes with the line before. */
export function takePasted(session: Session, text: string): void {
  session.pasted = true;
  session.messages.length = 0;
  session.cursor = undefined;
  let author = session.actor.person;
  for (const [place, line] of text.split('\n').slice(0, readingLimits.messages).entries()) {
    const named = pastedAuthor.exec(line.slice(0, 120));
    const said = named === null ? line : line.slice(named[0].length);
    if (named?.[1] !== undefined) {
      // No account is known by a typed name: it stands for itself.
      author = `pasted:${named[1]}`;
      session.names.set(author, named[1]);
    }
    if (said.trim() === '') continue;
    session.messages.push({ author, ts: `${place + 1}.000000`, text: said });
  }
  session.seen = session.messages.length;
}

const person = z.object({ user: z.object({ name: z.string().min(1).max(80) }) });

/** Handles of those whose answers are proposed, where the app may ask for them. */
export async function learnNames(client: WebClient, session: Session, authors: readonly string[]): Promise<void> {
  if (session.actor.name !== undefined) session.names.set(session.actor.person, session.actor.name);
  for (const author of authors.slice(0, readingLimits.names)) {
    if (session.names.has(author) || author.startsWith('pasted:')) continue;
    try {
      const { user } = person.parse(await client.users.info({ user: userOf(author) }));
      session.names.set(author, user.name);
    } catch {
      // Without the scope for it nobody has a handle: their mention shows who they are.
      return;
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
