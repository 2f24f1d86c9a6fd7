import type { Stance } from '../../app/ports.ts';
import { userOf } from '../../app/people.ts';
import { limits } from '../limits.ts';
import { cut, inert, oneLine } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import type { Content } from './message.ts';
import { bold, line, rich, words } from './rich.ts';

const differencesShown = 10;

/** Whether the answers of a position lead elsewhere, in one sentence. */
export function wouldText({ stands, would }: Pick<Stance, 'stands' | 'would'>): string {
  return stands.approach === would.approach ? texts.position.same(stands.label) : texts.position.would(would.label);
}

/** In the thread: who sees what differently, and whether that changes the answer. */
export function positionMessage(stance: Stance): Content {
  const { position, differences } = stance;
  const rest = differences.length - differencesShown;
  const told = differences
    .slice(0, differencesShown)
    .map((one) => cut(oneLine(one), 300))
    .concat(rest > 0 ? [`${texts.notify.moreSources(rest)}.`] : []);
  const says = differences.length === 0 ? texts.position.agrees : texts.position.differs(differences.length);
  const verdict = differences.length === 0 ? [] : [wouldText(stance)];
  const name = position.name === undefined ? texts.position.somebody : `@${oneLine(position.name)}`;
  return {
    text: inert([`${cut(name, 80)}${says}`, ...told, ...verdict].join(' '), limits.messageText.max),
    blocks: [
      rich(
        line(
          // The only place where somebody is mentioned: an element that names one person, never text.
          { type: 'user', user_id: userOf(position.person) },
          words([says, ...told].join(' '), 2500),
          ...verdict.map((one) => bold(` ${one}`)),
        ),
      ),
    ],
  };
}
