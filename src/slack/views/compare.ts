import type { KnownBlock, ModalView, TableBlock } from '@slack/types';
import {
  type Approach,
  approaches,
  type ComparedAspect,
  comparisonOf,
  type ComplianceNote,
  type Explanation,
  labelOf,
  type Rulebook,
} from '../../core/index.ts';
import { compareTexts } from '../compare-texts.ts';
import { buttons, modals } from '../ids.ts';
import { limits } from '../limits.ts';
import { cut, inert } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import { fold, type Part, viewBudget } from './fold.ts';
import { type Content, messageBudget } from './message.ts';
import { readingModal } from './modal.ts';
import { authorOf, authorsOf, bold, context, line, list, namesOf, rich, words } from './rich.ts';

/** The part of a rulebook that puts approaches side by side. */
export type Compared = Pick<Rulebook, 'approaches' | 'comparison' | 'matrices' | 'rules' | 'sources'>;

const cellLength = 140;
const topicsShown = 4;

/** The approaches side by side, for one person; with the rows marked that decide a case where there is one. */
export function compareMessage(rulebook: Compared, explanation?: Explanation): Content {
  const { compare } = compareTexts;
  const aspects = comparisonOf(rulebook, explanation);
  const deciding = aspects.filter(({ decides }) => decides).length;
  const said =
    explanation === undefined ? compare.anyCase : deciding === 0 ? compare.unmarked : compare.marked(deciding);
  const head = rich(line(bold(compare.heading)), line(words(`${said} ${compare.onlyYou}`)));
  const more = { type: 'actions' as const, elements: [buttons.matrices.render(compare.matrices, { v: 1 })] };
  const parts = [head, tableOf(aspects, rulebook, explanation?.approach), more].map((block) => ({ block, must: true }));
  return {
    text: inert(
      [compare.heading, said, ...aspects.map((one) => rowText(one, rulebook))].join('\n'),
      limits.messageText.max,
    ),
    blocks: fold<KnownBlock>(parts, messageBudget, context(texts.message.cutShort)),
  };
}

function tableOf(
  aspects: readonly ComparedAspect[],
  rulebook: Compared,
  recommended: Approach | undefined,
): TableBlock {
  const { compare } = compareTexts;
  const head = approaches.map((approach) => {
    const label = labelOf(rulebook, approach);
    return approach === recommended ? compare.recommended(label) : label;
  });
  const rows = aspects.map(({ name, decides, cells }) => [
    decides ? compare.decides(name) : name,
    ...approaches.map((approach) => cellText(cells[approach])),
  ]);
  return {
    type: 'table',
    column_settings: [compare.aspect, ...head].map(() => ({ is_wrapped: true })),
    rows: fitting(
      [[compare.aspect, ...head], ...rows].map((row) => row.map((text) => cut(text, cellLength) || ' ')),
    ).map((row) => row.map((text) => ({ type: 'raw_text' as const, text }))),
  };
}

/** The first rows that fit a message beside its head and buttons; those of the shipped rules all do. */
function fitting(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  let length = 0;
  return rows.slice(0, limits.tableRows.max).filter((row) => {
    length += row.join('').length;
    return length < messageBudget.most - 1000;
  });
}

function cellText({ text, sources }: ComparedAspect['cells'][Approach]): string {
  return compareTexts.compare.cell(text, sources.map(authorOf).join(', '));
}

/** Sources stand in the table; here they would leave no room for the answer itself. */
function rowText({ name, decides, cells }: ComparedAspect, rulebook: Compared): string {
  const { compare } = compareTexts;
  const said = approaches.map((approach) => `${labelOf(rulebook, approach)}: ${cells[approach].text}`).join('; ');
  return compare.row(decides ? compare.decides(name) : name, cut(said, 420));
}

/** Every row of the tables that articles print, with where we differ. */
export function matricesView(rulebook: Compared): ModalView {
  const { compare } = compareTexts;
  const rows = rulebook.matrices.map(({ source, row, cells, ours }) =>
    rich(
      line(bold(row), ...namesOf(rulebook, [source])),
      list(
        'bullet',
        approaches.flatMap((approach) => {
          const said = cells[approach];
          return said === undefined ? [] : [[words(`${labelOf(rulebook, approach)}: ${said}`)]];
        }),
      ),
      ...(ours === undefined ? [] : [line(words(compare.ours(ours)))]),
    ),
  );
  const parts: Part[] = [{ block: context(compare.intro), must: true }, ...rows.map((block) => ({ block }))];
  return readingModal(
    modals.matrices,
    compare.modal,
    compare.close,
    fold(parts, viewBudget, context(texts.record.cut)),
  );
}

/** Where data and weights lie, who reads them, how a person is erased, what may be trained on. */
export function complianceBlocks(notes: readonly ComplianceNote[]): KnownBlock[] {
  if (notes.length === 0) return [];
  const { heading, about } = compareTexts.compliance;
  const items = notes
    .slice(0, topicsShown)
    .map((note) => [bold(`${about[note.about]}: `), words(note.text, 200), ...authorsOf(note.sources.slice(0, 2))]);
  return [rich(line(bold(heading)), list('bullet', items))];
}

/** The same in one line each. */
export function complianceLines(notes: readonly ComplianceNote[]): string[] {
  const { about } = compareTexts.compliance;
  return notes.slice(0, topicsShown).map((note) => cut(`${about[note.about]}: ${note.text}`, 240));
}
