import type { KnownBlock, RichTextBlock } from '@slack/types';
import type { Correction, Explanation } from '../../core/index.ts';
import { cut, oneLine } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import { authorOf, bold, type Inline, italic, line, rich, authorsOf, titled, words } from './rich.ts';

const disagreeing = 4;
const correctionsShown = 3;

/** What a verdict says beside its argument: why not the others, what is near a line, what is often believed. */
export function besideBlocks(explanation: Explanation): KnownBlock[] {
  return [
    ...titled(
      texts.beside.whyNot,
      'bullet',
      explanation.whyNot.map(({ label, text, sources }) => [
        bold(`${label}: `, 100),
        words(text, 250),
        ...authorsOf(sources.slice(0, 1)),
      ]),
    ),
    ...nearBlocks(explanation),
    ...misconceptionBlocks(explanation),
    ...correctionBlocks(explanation.corrections),
  ];
}

/** Numbers near a threshold, who draws it, and who disagrees. */
export function nearBlocks({ near }: Explanation): RichTextBlock[] {
  return titled(
    texts.beside.near,
    'bullet',
    near
      .slice(0, 3)
      .map(({ text, sources, disagrees }) => [
        words(text, 300),
        ...authorsOf(sources.slice(0, 2)),
        ...disagreement(disagrees),
      ]),
  );
}

function disagreement(disagrees: Explanation['near'][number]['disagrees']): Inline[] {
  if (disagrees.length === 0) return [];
  const said = disagrees
    .slice(0, disagreeing)
    .map(({ source, says }) => texts.beside.says(authorOf(source), says))
    .join('; ');
  return [words(texts.beside.others(cut(oneLine(said), 350)))];
}

function misconceptionBlocks({ misconception }: Explanation): RichTextBlock[] {
  if (misconception === undefined) return [];
  const { says, corrected, sources } = misconception;
  return [
    rich(
      line(bold(texts.beside.misconception)),
      line(italic(`“${says}”`, 250), words(` ${corrected}`, 350), ...authorsOf(sources.slice(0, 2))),
    ),
  ];
}

/** What is known about figures that somebody quoted. */
export function correctionBlocks(corrections: readonly Correction[]): RichTextBlock[] {
  return titled(
    texts.beside.corrections,
    'bullet',
    corrections
      .slice(0, correctionsShown)
      .map(({ corrected, sources }) => [words(corrected, 400), ...authorsOf(sources.slice(0, 2))]),
  );
}

/** All of it as text. */
export function besideLines({ whyNot, near, misconception, corrections }: Explanation): readonly string[] {
  return [
    ...whyNot.map(({ label, text }) => cut(`${texts.beside.whyNot}: ${label}: ${text}`, 160)),
    ...near.slice(0, 3).map(({ text }) => cut(`${texts.beside.near}: ${text}`, 160)),
    ...(misconception === undefined
      ? []
      : [cut(`${texts.beside.misconception}: “${misconception.says}” ${misconception.corrected}`, 240)]),
    ...corrections
      .slice(0, correctionsShown)
      .map(({ corrected }) => cut(`${texts.beside.corrections}: ${corrected}`, 300)),
  ];
}
