import { z } from 'zod';
import { limits } from '../limits.ts';
import { remembered, rememberKey } from '../memory.ts';
import { addMessage, editMessage, removeMessage } from '../messages.ts';
import type { Message, World } from '../world.ts';
import { checkMessage, messageBody, Refusal, type Reply } from './method.ts';

/** What an app may post to a response_url, or answer to a slash command. */
export const responseBody = z.looseObject({
  ...messageBody,
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
});

type ResponseBody = z.infer<typeof responseBody>;

/** Makes a response_url's id for this channel and person. */
export function issueResponse(world: World, channel: string, user: string, message?: Message): string {
  const id = `R${world.nextId()}`;
  rememberKey(world.responses, id, { channel, user, at: world.now(), message, uses: 0 }, remembered.responses);
  return id;
}

/** Takes one post to a response_url. */
export function acceptResponse(world: World, id: string, body: unknown): Reply {
  const found = world.responses.get(id);
  if (!found) return { status: 404, body: 'no_team' };
  if (world.now() - found.at > limits.responseUrlMs.max) return { status: 404, body: 'expired_url' };
  if (found.uses >= limits.responseUrlUses.max) return { status: 404, body: 'used_url' };
  const parsed = responseBody.safeParse(body);
  if (!parsed.success) return { status: 400, body: 'invalid_payload' };
  try {
    found.uses += 1;
    const shown = showResponse(world, { ...found, body: parsed.data });
    if (shown) world.responses.set(id, { ...found, message: shown });
    return { status: 200, body: 'ok' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    world.note(`response_url: ${error.message} ${JSON.stringify(error.extra)}`);
    return { status: 400, body: error.message };
  }
}

/** Shows what the app answered: a new message, a changed one, or one fewer. Throws a Refusal. */
export function showResponse(
  world: World,
  it: { channel: string; user: string; message: Message | undefined; body: ResponseBody },
): Message | undefined {
  const { body } = it;
  const original = it.message && world.messages.find(({ ts }) => ts === it.message?.ts);
  if (body.delete_original) {
    if (original) removeMessage(world, original);
    return undefined;
  }
  const checked = checkMessage(world, 'response_url', body, { textMax: limits.postText.max, totals: false });
  if (original && body.replace_original) {
    return editMessage(world, original, { ...checked, edited: original.onlyFor ? undefined : world.nextTs() });
  }
  return addMessage(world, {
    channel: it.channel,
    user: world.bot.user,
    botId: world.bot.id,
    ...checked,
    threadTs: body.thread_ts,
    onlyFor: body.response_type === 'in_channel' ? undefined : it.user,
  });
}
