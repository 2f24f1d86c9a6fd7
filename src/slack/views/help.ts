import { approaches } from '../../core/index.ts';
import { limits } from '../limits.ts';
import { inert } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import type { Labels } from './answer.ts';
import type { Content } from './message.ts';
import { bold, code, line, list, rich, words } from './rich.ts';

/** What the app is for and how to use it. */
export function helpMessage(rulebook: Labels): Content {
  // Both together is two answers at once, not a rung of its own.
  const ladder = approaches
    .filter((approach) => approach !== 'hybrid')
    .map((approach) => rulebook.approaches[approach].ladder);
  const usage = [texts.help.thread, texts.help.private, texts.help.rules];
  const typed = Object.entries(texts.help.does).map(([name, does]) => texts.help.command(name, does));
  return {
    text: inert(
      [
        texts.help.heading,
        texts.help.ladder,
        ...ladder,
        ...usage,
        texts.help.commands,
        ...typed,
        texts.help.invite,
        texts.invite,
      ].join('\n'),
      limits.messageText.max,
    ),
    blocks: [
      rich(
        line(bold(texts.help.heading)),
        line(words(texts.help.ladder)),
        list(
          'ordered',
          ladder.map((rung) => [words(rung, 200)]),
        ),
      ),
      rich(
        list(
          'bullet',
          usage.map((one) => [words(one)]),
        ),
      ),
      rich(
        line(words(texts.help.commands)),
        list(
          'bullet',
          typed.map((one) => [words(one)]),
        ),
      ),
      rich(line(words(texts.help.invite))),
      code(texts.invite),
    ],
  };
}
