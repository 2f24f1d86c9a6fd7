import type { KnownBlock, ModalView } from '@slack/types';
import type { z } from 'zod';
import { type Audit, type AuditWords, auditWords, type Counts, type Rulebook } from '../../core/index.ts';
import { auditTexts } from '../audit-texts.ts';
import { countFields, countsOf, type Entered, entriesOf, tableFields } from '../forms/audit.ts';
import { type Field, form, plain, type ViewState } from '../forms/form.ts';
import { auditContext, readContext, writeContext } from '../codecs.ts';
import { buttons, inputs, modals } from '../ids.ts';
import { limits } from '../limits.ts';
import { bold, context, line, list, rich, words } from './rich.ts';

type Rules = Pick<Rulebook, 'audit' | 'questions'>;

/** Where the answers of an audit go, and what was counted so far. */
export type AuditContext = z.output<typeof auditContext>;

type Read<T> = ({ readonly ok: true; readonly context: AuditContext } & T) | Wrong;
type Wrong = { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** The piles with an input each. */
export function auditView(rulebook: Rules, given: AuditContext): ModalView {
  return countsForm(rulebook).view(given, entriesOf({ right: given.right, kinds: given.kinds ?? {} }), {
    title: auditTexts.modal,
    submit: auditTexts.submit,
    close: auditTexts.close,
    before: [context(auditTexts.intro)],
    after: [{ type: 'actions', elements: [buttons.auditTable.render(auditTexts.toTable, { v: 1 })] }],
  });
}

/** Reads the piles. @throws z.ZodError when its context is not one of ours. */
export function readAudit(rulebook: Rules, view: ViewState): Read<{ readonly counts: Counts }> {
  const read = countsForm(rulebook).parse(view);
  if (!read.ok) return read;
  const counts = countsOf(rulebook, read.values);
  if ([counts.right ?? 0, ...Object.values(counts.kinds)].every((count) => count === 0)) {
    return { ok: false, errors: { [inputs.right]: auditTexts.nothing } };
  }
  return { ok: true, context: contextOf(view), counts };
}

/** The context of a window with what its piles hold already, for a person who goes to another one. */
export function auditSoFar(rulebook: Rules, view: ViewState): AuditContext {
  const given = contextOf(view);
  const read = countsForm(rulebook).readable(view);
  return Object.keys(read).length === 0 ? given : { ...given, ...countsOf(rulebook, read) };
}

/** A table instead; `files` where the bot may read them. */
export function auditTableView(rulebook: Rules, given: AuditContext, files: boolean): ModalView {
  const { audit } = rulebook;
  const names = [audit?.right.ask ?? '', ...Object.values(audit?.kinds ?? {}).map(({ ask }) => ask)];
  return tableForm(files).view(
    given,
    {},
    {
      title: auditTexts.modal,
      submit: auditTexts.submit,
      close: auditTexts.close,
      before: [
        context(auditTexts.tableIntro),
        context(auditTexts.piles(names.join('; ')), 1200),
        ...(files ? [] : [context(auditTexts.noFiles)]),
      ],
      after: [{ type: 'actions', elements: [buttons.auditCounts.render(auditTexts.toCounts, { v: 1 })] }],
    },
  );
}

/** The pasted table, empty when there is none. @throws z.ZodError when its context is not one of ours. */
export function readAuditTable(view: ViewState): Read<{ readonly text: string }> {
  const read = tableForm(false).parse(view);
  return read.ok ? { ok: true, context: contextOf(view), text: read.values[inputs.table]?.text ?? '' } : read;
}

/** Reads where a window of the audit belongs. @throws z.ZodError */
export const contextOf = (view: ViewState): AuditContext => readContext(auditContext, view);

/** What the judged answers say, to be used as answers. */
export function auditedView(rulebook: Rules, audit: Audit, given: AuditContext): ModalView {
  const said = auditWords(rulebook, audit);
  const usable = Object.keys(audit.answers).length > 0;
  const blocks: KnownBlock[] = [
    rich(
      line(bold(said.headline)),
      ...[said.means, said.because, said.more].filter((one) => one !== '').map((one) => line(words(`\n${one}`))),
    ),
    ...pileBlocks(said, audit),
    ...(said.success === '' ? [] : [context(said.success)]),
    ...(said.answers.length === 0
      ? [context(auditTexts.noAnswers)]
      : [
          rich(
            line(bold(auditTexts.answers)),
            list(
              'bullet',
              said.answers.map((one) => [words(capital(one), 300)]),
            ),
          ),
          context(said.counts),
        ]),
    {
      type: 'actions',
      elements: [
        ...(usable ? [buttons.auditUse.render(auditTexts.use, { v: 1 }, 'primary')] : []),
        buttons.auditCounts.render(auditTexts.more, { v: 1 }),
      ],
    },
  ];
  return {
    type: 'modal',
    callback_id: modals.audited,
    title: plain(auditTexts.result, limits.viewTitle.max),
    close: plain(auditTexts.close, limits.viewButton.max),
    private_metadata: writeContext(auditContext, given),
    blocks,
  };
}

/** Piles with something in them, each with its interval; the empty ones in one line. */
function pileBlocks({ piles }: AuditWords, { failures, kinds }: Audit): KnownBlock[] {
  if (failures === 0) return [];
  const filled = piles.filter((_, at) => (kinds[at]?.count ?? 0) > 0);
  const empty = piles.filter((_, at) => kinds[at]?.count === 0);
  return [
    rich(
      line(bold(auditTexts.of(failures))),
      list(
        'bullet',
        filled.map(({ name, count, range }) => [bold(`${name}: `), words(`${count} (${range})`)]),
      ),
    ),
    context(
      [
        auditTexts.ofHow,
        ...(empty.length > 0 ? [auditTexts.empty(empty.map(({ name }) => name).join('; '))] : []),
      ].join(' '),
      1200,
    ),
  ];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const countsForm = (rulebook: Rules) => auditForm(modals.audit, countFields(rulebook));
const tableForm = (files: boolean) => auditForm(modals.auditTable, tableFields(files));

function auditForm(id: string, fields: Readonly<Record<string, Field<Entered>>>) {
  return form<Entered, typeof auditContext>({ id, fields, context: auditContext, keepsNothing: true });
}
