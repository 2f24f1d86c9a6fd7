import { readJudged, type Counts } from '../../core/index.ts';
import { auditTexts } from '../audit-texts.ts';
import { failureOf } from '../errors.ts';
import { fileIn, offersFile } from '../forms/audit.ts';
import { buttons, inputs } from '../ids.ts';
import type { ViewPayload } from '../payloads.ts';
import { texts } from '../texts.ts';
import {
  type AuditContext,
  auditedView,
  auditSoFar,
  auditTableView,
  auditView,
  contextOf,
  readAudit,
  readAuditTable,
} from '../views/audit.ts';
import { readUnfinishedStart, startView } from '../views/pages.ts';
import { changeWindow, showWindow } from '../windows.ts';
import { type Click, errors, type Submission, update, type ListenerDeps } from './calls.ts';
import { stepView } from './pages.ts';

/** Buttons of the failure audit and those that lead to it. */
export function auditActions({ useCases, rulebook, client, whisper }: ListenerDeps) {
  return {
    /** From an answer with the gap open, or after a mistyped command. */
    open: async ({ payload, ack }: Click): Promise<void> => {
      await ack();
      const value = buttons.audit.read(payload.actions[0]?.value);
      const opening = buttons.audit.render(texts.trouble.again, value, 'primary');
      await showWindow(client, payload, auditView(rulebook, value), { opening });
      await whisper.dismiss(payload.response_url);
    },

    /** From the first page: what stands on it is kept, and gone on with afterwards. */
    first: async ({ payload: { view }, actor, ack }: Click): Promise<void> => {
      await ack();
      if (view === undefined) return;
      const { title, place, reply, page, draft: begun } = readUnfinishedStart(rulebook, useCases.firstPage(), view);
      const { installation, person: owner } = actor;
      const draft = await useCases.leaveFirst({ installation, owner, title, place, page, draft: begun });
      await changeWindow(client, view, auditView(rulebook, { v: 1, draft: draft?.id, title, place, reply }));
    },

    table: async ({ payload: { view }, ack, log }: Click): Promise<void> => {
      await ack();
      if (view === undefined) return;
      const given = auditSoFar(rulebook, view);
      try {
        await changeWindow(client, view, auditTableView(rulebook, given, true));
      } catch (error) {
        // Slack refuses an input for files to an app that may not read them.
        if (failureOf(error)?.kind !== 'refused') throw error;
        log.info({}, 'files are not read here; without the scope for files this is normal');
        await changeWindow(client, view, auditTableView(rulebook, given, false));
      }
    },

    counts: async ({ payload: { view }, ack }: Click): Promise<void> => {
      await ack();
      if (view !== undefined) await changeWindow(client, view, auditView(rulebook, contextOf(view)));
    },

    use: async ({ payload: { view }, actor, ack }: Click): Promise<void> => {
      await ack();
      if (view === undefined) return;
      const given = contextOf(view);
      const { draft, title = '', place, reply } = given;
      const to = draft === undefined ? { title, place } : { draft };
      const step = await useCases.useAudit(actor, countsIn(given), to);
      const next =
        step.kind === 'start'
          ? startView(rulebook, useCases.firstPage(), step.draft.title, step.draft.place, {
              filled: step.draft,
              draft: step.draft.id,
              reply,
            })
          : stepView(step, rulebook);
      await changeWindow(client, view, next);
    },
  };
}

/** Submitted windows of the audit. */
export function auditSubmissions({ useCases, rulebook, download }: ListenerDeps) {
  async function say({ actor, ack }: Submission, given: AuditContext, counts: Counts): Promise<void> {
    const found = await useCases.audit(actor, counts, given.draft);
    await ack(update(auditedView(rulebook, found, { ...given, right: counts.right, kinds: { ...counts.kinds } })));
  }

  /** The table as text, or the sentence at an input. */
  async function textOf(
    view: ViewPayload['view'],
    pasted: string,
  ): Promise<{ readonly text: string } | { readonly at: string; readonly problem: string }> {
    const file = fileIn(view);
    if (file === undefined) {
      if (pasted !== '') return { text: pasted };
      return { at: inputs.table, problem: offersFile(view) ? auditTexts.noTableNorFile : auditTexts.noTable };
    }
    if (pasted !== '') return { at: inputs.file, problem: auditTexts.twoTables };
    const read = await download(file);
    return read.ok ? { text: read.text } : { at: inputs.file, problem: auditTexts.unreadable[read.why] };
  }

  return {
    counts: async (call: Submission): Promise<void> => {
      const read = readAudit(rulebook, call.payload.view);
      if (!read.ok) return call.ack(errors(read.errors));
      await say(call, read.context, read.counts);
    },

    table: async (call: Submission): Promise<void> => {
      const { view } = call.payload;
      const read = readAuditTable(view);
      if (!read.ok) return call.ack(errors(read.errors));
      const table = await textOf(view, read.text);
      if ('problem' in table) return call.ack(errors({ [table.at]: table.problem }));
      const judged = readJudged(rulebook, table.text);
      if (judged.ok) return say(call, read.context, judged.counts);
      const said = judged.problems.map(({ line, message }) => auditTexts.line(line, message)).join(' ');
      await call.ack(errors({ [read.text === '' ? inputs.file : inputs.table]: said }));
    },
  };
}

const countsIn = ({ right, kinds = {} }: AuditContext): Counts => ({ right, kinds });
