import { z } from 'zod';
import { responseAddress } from './codecs.ts';
import { viewState } from './forms/form.ts';
import type { Audience } from './whisper.ts';

/** The parts of Slack's payloads that we read. What else they hold is ignored, so that Slack may add to it. */
const id = z.string().min(1).max(255);
// The handle; Slack sends it under one name or the other.
const handle = z.string().max(255).optional().catch(undefined);
const user = z.object({ id, team_id: id.nullish(), name: handle, username: handle });
const responseUrl = responseAddress.optional();
const channel = z.object({ id, name: z.string().optional() });

export const commandPayload = z.object({
  command: id,
  text: z.string().default(''),
  user_id: id,
  user_name: handle,
  channel_id: id,
  channel_name: z.string().default(''),
  trigger_id: z.string(),
  response_url: responseUrl,
});

export const shortcutPayload = z.object({
  callback_id: id,
  user,
  trigger_id: z.string(),
  response_url: responseUrl,
  channel: channel.optional(),
  message: z.object({ ts: id, thread_ts: id.optional() }).optional(),
});

const view = viewState.extend({
  id,
  hash: z.string().optional(),
  /** Of an answer whose prices were to come. */
  external_id: z.string().nullish(),
  callback_id: z.string(),
  type: z.string().optional(),
});
/** The window a button is in. The Home tab is none: what its buttons open, opens beside it. */
const openWindow = view.optional().transform((one) => (one?.type === 'home' ? undefined : one));

export const actionPayload = z.object({
  user,
  trigger_id: z.string(),
  response_url: responseUrl,
  channel: channel.optional(),
  message: z.object({ ts: id, thread_ts: id.optional() }).optional(),
  view: openWindow,
  actions: z.array(z.object({ action_id: id, value: z.string().optional() })).min(1),
});

/** The thread a press belongs to, where its message is an answer in one. */
export function insideOf({ channel: there, message }: z.infer<typeof actionPayload>): Reach['inside'] {
  const thread = message?.thread_ts;
  if (there === undefined || thread === undefined || thread === message?.ts) return undefined;
  return { channel: there.id, thread };
}

/** An event in which somebody named the app. */
export const mentionPayload = z.object({
  event_id: id,
  event: z.object({
    type: z.literal('app_mention'),
    user: id,
    channel: id,
    ts: id,
    thread_ts: id.optional(),
    team: id.optional(),
    bot_id: id.nullish(),
  }),
});

/** Somebody opened the app: its Home tab, or its messages. */
export const homePayload = z.object({
  event_id: id,
  event: z.object({ type: z.literal('app_home_opened'), user: id, tab: z.string().default('home') }),
});

/** Addresses that Slack gives with a chosen channel. */
const responseUrls = z.array(z.object({ response_url: responseAddress })).default([]);

export const viewPayload = z.object({
  user,
  view,
  response_urls: responseUrls,
  trigger_id: z.string().min(1).max(255).optional(),
});

export type CommandPayload = z.infer<typeof commandPayload>;
export type ShortcutPayload = z.infer<typeof shortcutPayload>;
export type ActionPayload = z.infer<typeof actionPayload>;
export type MentionPayload = z.infer<typeof mentionPayload>;
export type HomePayload = z.infer<typeof homePayload>;
export type ViewPayload = z.infer<typeof viewPayload>;

/** What the guard needs to reach the person, whatever they did. */
export interface Reach extends Audience {
  /** The modal that is open. */
  readonly view?: string | undefined;
}
