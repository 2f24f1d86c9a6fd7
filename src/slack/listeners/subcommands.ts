import type { Button } from '@slack/types';
import { distance } from 'fastest-levenshtein';
import type { Place } from '../../app/ports.ts';
import { auditTexts } from '../audit-texts.ts';
import { compareTexts } from '../compare-texts.ts';
import { lessonTexts } from '../lesson-texts.ts';
import { forgetTexts } from '../forget-texts.ts';
import { buttons } from '../ids.ts';
import { practiceTexts } from '../practice-texts.ts';
import { texts } from '../texts.ts';

/** A word after the slash command that is no title. */
interface Subcommand {
  /** Other ways to write it. */
  readonly also?: readonly string[];
  /** The button that does it, for somebody who mistyped it. */
  readonly offer: (place: Place) => Button;
}

/** Every subcommand that is a word alone; {@link subcommandIn} reads the two that take something behind them. */
export const subcommands = {
  forget: { offer: () => buttons.forget.render(forgetTexts.offer, { v: 1 }) },
  help: { also: ['?'], offer: () => buttons.help.render(texts.didYouMean.yes, { v: 1 }, 'primary') },
  compare: { offer: () => buttons.compareAll.render(compareTexts.compare.button, { v: 1 }, 'primary') },
  lessons: { offer: () => buttons.lessons.render(lessonTexts.lessons.button, { v: 1 }, 'primary') },
  cases: { offer: () => buttons.cases.render(practiceTexts.cases.button, { v: 1 }, 'primary') },
  quiz: { offer: () => buttons.quiz.render(practiceTexts.quiz.button, { v: 1 }, 'primary') },
  welcome: { offer: () => buttons.welcome.render(practiceTexts.welcome.offer, { v: 1 }, 'primary') },
  home: { offer: () => buttons.help.render(texts.didYouMean.yes, { v: 1 }, 'primary') },
  audit: { offer: (place) => buttons.audit.render(auditTexts.offer, { v: 1, place }, 'primary') },
} as const satisfies Readonly<Record<string, Subcommand>>;

export type SubcommandName = keyof typeof subcommands;

/** What was typed after the command. */
export type Typed =
  /** A link to a message, or nothing. */
  | { readonly kind: 'settle'; readonly link: string }
  | { readonly kind: 'ask'; readonly question: string }
  | { readonly kind: 'run'; readonly name: SubcommandName }
  | { readonly kind: 'near'; readonly name: SubcommandName }
  | { readonly kind: 'title' };

/**
 * Reads the text after the command. "settle" alone or before one link, also nearly written before one of Slack's, and whatever begins
 * with "ask" are no titles; of anything else only the whole text is a subcommand, or nearly one.
 */
export function subcommandIn(text: string): Typed {
  const typed = text.trim().toLowerCase();
  const [, first = '', behind = ''] = /^(\S*)\s*(.*)$/s.exec(text.trim()) ?? [];
  const [link = '', ...more] = behind.split(/\s+/);
  const ofSlack = link.includes('.slack.com/archives/');
  const word = first.toLowerCase();
  if (word === 'ask') return { kind: 'ask', question: behind };
  if (word === 'settle' && (ofSlack || (more.length === 0 && /^(<?https?:|$)/i.test(link))))
    return { kind: 'settle', link };
  if (isNearly(word, 'settle') && ofSlack && more.length === 0) return { kind: 'settle', link };
  const entries: readonly (readonly [string, Subcommand])[] = Object.entries(subcommands);
  const exact = entries.find(([name, { also = [] }]) => name === typed || also.includes(typed))?.[0];
  if (isName(exact)) return { kind: 'run', name: exact };
  const near = entries.find(([name]) => isNearly(typed, name))?.[0];
  return isName(near) ? { kind: 'near', name: near } : { kind: 'title' };
}

const isName = (name: string | undefined): name is SubcommandName =>
  name !== undefined && Object.hasOwn(subcommands, name);

/** One letter wrong, missing or too many, or two letters swapped. */
function isNearly(text: string, word: string): boolean {
  // Most titles are longer than any word, and need not be compared letter by letter.
  if (Math.abs(text.length - word.length) > 1) return false;
  return distance(text, word) === 1 || (distance(text, word) === 2 && lettersOf(text) === lettersOf(word));
}

function lettersOf(text: string): string {
  return text.split('').sort().join('');
}
