import type { Button } from '@slack/types';
import { z } from 'zod';
import { limits } from './limits.ts';
import { cut } from './mrkdwn.ts';

/** JSON of a schema in a string, for what Slack carries for us and anybody might send back changed. */
export function jsonCodec<S extends z.ZodType>(schema: S, max: number = limits.privateMetadata.max) {
  return z.codec(z.string().max(max), schema, {
    decode: (text, context) => {
      try {
        return JSON.parse(text);
      } catch {
        context.issues.push({ code: 'custom', message: 'not JSON', input: text });
        return z.NEVER;
      }
    },
    encode: (value) => JSON.stringify(value),
  });
}

const stored = z.string().min(1).max(64);
const slackId = z.string().min(1).max(40);
const questionId = z.string().max(80);

/** Where a message shortcut or a command came from. */
const placeSchema = z.strictObject({ channel: slackId, thread: slackId.optional() });

/** Contexts of modals (`private_metadata`) and values of buttons: versioned, ids only, never data. */
export const startContext = z.strictObject({ v: z.literal(1), place: placeSchema.optional() });
/** `ask` are the questions of the page, `tick` those of its list of limits. */
export const pageContext = z.strictObject({
  v: z.literal(1),
  draft: stored,
  ask: z.array(questionId).max(100),
  tick: z.array(questionId).max(100),
});
export const draftRef = z.strictObject({ v: z.literal(1), draft: stored });
export const decisionRef = z.strictObject({ v: z.literal(1), decision: stored });

/** A button: rendered and dispatched through this one entry, so that both sides agree on its id and its value. */
export interface ButtonKind<V> {
  readonly id: string;
  render(label: string, value: V, style?: 'primary' | 'danger'): Button;
  /** @throws z.ZodError when the value is not one this entry rendered. */
  read(value: string | undefined): V;
}

function button<S extends z.ZodType>(id: string, schema: S): ButtonKind<z.output<S>> {
  const codec = jsonCodec(schema, limits.buttonValue.max);
  return {
    id,
    render: (label, value, style) => ({
      type: 'button',
      action_id: id,
      text: { type: 'plain_text', text: cut(label, limits.buttonText.max), emoji: false },
      value: z.encode(codec, value),
      ...(style && { style }),
    }),
    read: (value) => z.decode(codec, value ?? ''),
  };
}

/** Every button of the app. */
export const buttons = {
  decideNow: button('case:button:decide', draftRef),
  why: button('decision:button:why', decisionRef),
  change: button('decision:button:change', decisionRef),
  record: button('decision:button:record', decisionRef),
} as const;

/** Callback ids of modals. */
export const modals = {
  start: 'case:modal:start',
  page: 'case:modal:page',
  preview: 'case:modal:preview',
  notice: 'app:modal:notice',
  why: 'decision:modal:why',
  record: 'decision:modal:record',
} as const;

/** What the manifest declares. Shortcut ids keep to Slack's usual form, since installed manifests name them. */
export const commands = { start: '/rag-or-ft' } as const;
export const shortcuts = { start: 'rag_or_ft_start', settle: 'settle_debate' } as const;

/** Metadata on every message we post, so that a message can be found again by the post it came from. */
export const postMetadata = {
  eventType: 'rag_or_ft_post',
  payload: z.object({ post: z.string() }),
} as const;

/** Block ids of inputs that are not questions. Questions have no upper case in their ids, so these cannot collide. */
export const inputs = { title: 'Title', limits: 'Limits', place: 'Place' } as const;
