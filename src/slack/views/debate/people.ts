import type { Participant } from '../../../app/debate-ports.ts';
import { nameIn } from '../../../app/debate-showing.ts';
import { userOf } from '../../../app/people.ts';
import {
  type Approach,
  labelOf,
  list,
  type Rulebook,
  shortOption,
  type Value,
  valueText,
} from '../../../core/index.ts';
import { cut, oneLine } from '../../mrkdwn.ts';
import { bold, type Inline, words } from '../rich.ts';

/** The part of a rulebook that a debate is told with. */
export type DebateRules = Pick<Rulebook, 'questions' | 'lists' | 'approaches'>;

const peopleShown = 6;

/** A person as Slack shows them; somebody whose words were pasted by the name that stood there. */
export function personOf(person: string): Inline {
  if (!/^[^:]+:[UW][A-Z0-9]+$/.test(person)) return bold(oneLine(userOf(person)), 80);
  return { type: 'user', user_id: userOf(person) };
}

/** People in a row: "@Ann, @Ben and 3 more". */
export function peopleOf(people: readonly string[]): Inline[] {
  const rest = people.length - peopleShown;
  const shown = people
    .slice(0, peopleShown)
    .flatMap((one, at) => (at === 0 ? [personOf(one)] : [words(', '), personOf(one)]));
  return rest > 0 ? [...shown, words(` and ${rest} more`)] : shown;
}

/** The same for those who only hear the text. */
export function namesOf(participants: readonly Participant[], people: readonly string[]): string {
  const rest = people.length - peopleShown;
  const names = people.slice(0, peopleShown).map((one) => cut(oneLine(nameIn(participants, one)), 80));
  return list(rest > 0 ? [...names, `${rest} more`] : names);
}

export function nameOf(rulebook: DebateRules, question: string): string {
  return rulebook.questions[question]?.name ?? question;
}

export function textOf(rulebook: DebateRules, question: string, value: Value): string {
  const asked = rulebook.questions[question];
  if (asked === undefined) return '';
  return asked.kind === 'choice' ? shortOption(valueText(asked, value)) : valueText(asked, value);
}

export function labelsOf(rulebook: DebateRules, approaches: readonly Approach[]): string {
  const labels = approaches.map((one) => labelOf(rulebook, one));
  return labels.length < 2 ? labels.join('') : `${labels.slice(0, -1).join(', ')} or ${labels.at(-1) ?? ''}`;
}
