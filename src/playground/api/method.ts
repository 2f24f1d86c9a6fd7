import { z } from 'zod';
import { checkBlocks, type Problem, textLength, wording } from '../schema/check.ts';
import { missingFiles } from '../files.ts';
import type { Block } from '../schema/blocks.ts';
import { limits } from '../limits.ts';
import { type Channel, findChannel, type Metadata, type World } from '../world.ts';

/** An answer of the Web API, without `ok`. */
export type Answer = Record<string, unknown>;

/** An HTTP answer: a JSON body, or text. */
export interface Reply {
  readonly status: number;
  readonly body: Answer | string;
  readonly headers?: Record<string, string>;
}

/** What a method may use besides the workspace. */
export interface Grants {
  readonly scopes: readonly string[];
  /** Has the app a Home tab? Default: yes. */
  readonly home?: boolean;
}

/** One Web API method: the scopes of which any one suffices, its arguments, and what it does. */
export interface Method {
  readonly scopes: readonly string[];
  run(world: World, args: Record<string, unknown>, grants: Grants): Answer;
}

/** Builds a method whose arguments are parsed before it runs. */
export function method<A>(
  scopes: readonly string[],
  args: z.ZodType<A>,
  run: (world: World, args: A, grants: Grants) => Answer,
): Method {
  return {
    scopes,
    run(world, raw, grants) {
      const parsed = args.safeParse(raw);
      if (parsed.success) return run(world, parsed.data, grants);
      const messages = parsed.error.issues.map((issue) => {
        const name = issue.path.join('/');
        const missing = issue.code === 'invalid_type' && !(String(issue.path[0]) in raw);
        return missing ? `[ERROR] missing required field: ${name}` : `[ERROR] ${name}: ${issue.message}`;
      });
      throw new Refusal('invalid_arguments', { response_metadata: { messages } });
    },
  };
}

/** A refusal with Slack's error code; `extra` joins the answer. */
export class Refusal extends Error {
  readonly extra: Answer;
  constructor(code: string, extra: Answer = {}) {
    super(code);
    this.name = 'Refusal';
    this.extra = extra;
  }
}

/** A flag as JSON or as a form field. */
export const flag = z.union([
  z.boolean(),
  z.enum(['true', 'false', '1', '0']).transform((it) => it === 'true' || it === '1'),
]);

/** A count as JSON or as a form field. */
export const count = z.coerce.number().int();

/** Scopes a conversation of this kind needs, such as `channels:history`. */
export const scopeFor = (channel: Channel, what: 'history' | 'read') =>
  `${{ public: 'channels', private: 'groups', im: 'im' }[channel.kind]}:${what}`;

/** Refuses with `missing_scope` unless the app has the scope. */
export function needScope(grants: Grants, ...anyOf: readonly string[]): void {
  if (anyOf.length === 0 || anyOf.some((it) => grants.scopes.includes(it))) return;
  throw new Refusal('missing_scope', { needed: anyOf.join(','), provided: grants.scopes.join(',') });
}

/** The conversation, as far as the bot may know of it; private ones it is not in do not exist for it. */
export function needChannel(world: World, id: string): Channel {
  const channel = world.channels.find((it) => it.id === id);
  if (!channel || (channel.kind !== 'public' && !channel.members.includes(world.bot.user))) {
    throw new Refusal('channel_not_found');
  }
  return channel;
}

/** The conversation a message goes to: by channel id, channel name, or a person's id. */
export function needTarget(world: World, id: string): Channel {
  const direct = world.channels.find((it) => it.kind === 'im' && it.name === id);
  return direct ?? needChannel(world, findChannel(world, id)?.id ?? id);
}

/** Refuses with `not_in_channel` unless the bot is a member. */
export function needMember(world: World, channel: Channel): void {
  if (!channel.members.includes(world.bot.user)) throw new Refusal('not_in_channel');
}

const metadata = z.strictObject({
  event_type: z.string().min(1).max(255),
  event_payload: z.record(z.string(), z.unknown()),
});

/** The body of a message as sent: not yet checked against the limits. */
export const messageBody = {
  text: z.string().optional(),
  blocks: z.unknown().optional(),
  metadata: z.unknown().optional(),
  attachments: z.unknown().optional(),
};

/** Checks text, blocks and metadata of a message, for every way by which one can be sent. */
export function checkMessage(
  world: World,
  what: string,
  args: { text?: string | undefined; blocks?: unknown; metadata?: unknown; attachments?: unknown },
  options: { textMax: number; totals?: boolean },
): { text: string; blocks: Block[] | undefined; metadata: Metadata | undefined } {
  const checked = args.blocks === undefined || args.blocks === null ? undefined : checkBlocks(args.blocks, 'message');
  if (checked && !checked.ok) throw invalidBlocks(checked.problems);
  const unknown = (checked?.value ?? []).flatMap(({ type }, at) =>
    world.quirks.unknownBlocks.has(type) ? [{ pointer: `/blocks/${at}/type`, message: 'unsupported type' }] : [],
  );
  if (unknown.length > 0) throw invalidBlocks(unknown);
  const blocks = checked?.value.length ? checked.value : undefined;
  needFiles(world, blocks ?? [], 'invalid_blocks');
  if (Array.isArray(args.attachments) && args.attachments.length > 0) {
    if (args.attachments.length > limits.attachments.max) throw new Refusal('too_many_attachments');
    world.note(`${what}: attachments are legacy; this workspace does not show them`);
  }
  if (!args.text && !blocks) throw new Refusal('no_text');
  if ((args.text ?? '').length > options.textMax) throw new Refusal('msg_too_long');
  const counted = (blocks ?? []).filter((it) => it.type !== 'markdown' && it.type !== 'data_table');
  if (options.totals !== false && textLength(counted) > limits.messageBlocksText.max) {
    throw new Refusal('msg_blocks_too_long');
  }
  if (!args.text)
    world.note(`${what}: a message without text; notifications and screen readers will have nothing to say`);
  return { text: args.text ?? '', blocks, metadata: checkMetadata(args.metadata) };
}

/** Refuses blocks that show a file which is not there, not complete, or no picture. */
export function needFiles(world: World, blocks: readonly Block[], code: string): void {
  const missing = missingFiles(world, blocks);
  if (missing.length === 0) return;
  const messages = missing.map((it) => `[ERROR] invalid slack file ${it}`);
  throw new Refusal(code, { errors: messages, response_metadata: { messages } });
}

function checkMetadata(value: unknown): Metadata | undefined {
  if (value === undefined) return undefined;
  const parsed = metadata.safeParse(value);
  if (!parsed.success) throw new Refusal('invalid_metadata_format');
  if (JSON.stringify(parsed.data).length > limits.metadataBytes.max) throw new Refusal('metadata_too_large');
  return parsed.data;
}

function invalidBlocks(problems: Problem[]): Refusal {
  const messages = problems.map(wording);
  const tables = problems.some((it) => it.message === 'only_one_table_allowed');
  return new Refusal(tables ? 'invalid_attachments' : 'invalid_blocks', {
    errors: messages,
    response_metadata: { messages },
  });
}
