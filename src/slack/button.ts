import type { Button } from '@slack/types';
import { z } from 'zod';
import { jsonCodec } from './codecs.ts';
import { limits } from './limits.ts';
import { cut } from './mrkdwn.ts';

/** A button: rendered and dispatched through this one entry, so that both sides agree on its id and its value. */
export interface ButtonKind<V> {
  readonly id: string;
  render(label: string, value: V, style?: 'primary' | 'danger'): Button;
  /** @throws z.ZodError when the value is not one this entry rendered. */
  read(value: string | undefined): V;
}

/** @param schema of the value it carries */
export function button<S extends z.ZodType>(id: string, schema: S): ButtonKind<z.output<S>> {
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
