import { drawTornado } from '../../charts/tornado.ts';
import type { CostOption } from '../../core/index.ts';
import type { Shown } from '../../app/ports.ts';
import { Refused } from '../../app/refused.ts';
import { failureOf, traceOf } from '../errors.ts';
import { buttons, sumsButtons } from '../ids.ts';
import { limits } from '../limits.ts';
import { pngOf } from '../png.ts';
import { texts } from '../texts.ts';
import { articlesView } from '../views/articles.ts';
import { noticeModal } from '../views/modal.ts';
import { withButtons } from '../views/private.ts';
import { readReckon, reckonView } from '../views/reckon.ts';
import { sumsView } from '../views/sums.ts';
import { tornadoOf, tornadoText } from '../views/swings.ts';
import { showing } from './decisions.ts';
import { type Click, errors, type ListenerDeps, presser, type Submission, update } from './calls.ts';

/** Buttons under the costs of a decision. */
export function costActions(deps: ListenerDeps) {
  const { useCases, rulebook, client, whisper } = deps;
  const shows = showing(deps);
  const sumsOf = (option?: CostOption) =>
    shows(option === undefined ? buttons.sums : sumsButtons[option], async (decision, { actor }) => {
      const { explanation } = await useCases.show(actor.installation, decision);
      return sumsView(decision, explanation, option ?? explanation.approach, rulebook);
    });

  return {
    sums: sumsOf(),
    sumsOf,

    articles: shows(buttons.articles, async (decision, { actor }) => {
      const { explanation } = await useCases.show(actor.installation, decision);
      return articlesView(explanation, rulebook);
    }),

    reckon: shows(buttons.reckon, async (decision, { actor }) => {
      const shown = await useCases.show(actor.installation, decision);
      // Told before they type for nothing; submitting checks it again.
      if (shown.decision.owner !== actor.person) throw new Refused('not-yours');
      return reckonView({ ...shown, swings: await useCases.swings(shown) }, rulebook);
    }),

    /** Files go where the costs stand: who reads these may have those. */
    files: async ({ payload, actor, ack, log }: Click): Promise<void> => {
      await ack();
      const { decision: id } = buttons.files.read(payload.actions[0]?.value);
      const { title, decision, csv, receipt } = await useCases.files(actor.installation, id);
      const picture = await swingsPicture(deps, await useCases.show(actor.installation, id));
      const { channel, message } = payload;
      const thread = message?.thread_ts ?? message?.ts ?? decision.place.thread;
      let said: string = texts.files.said;
      try {
        const files = [
          { filename: 'costs.csv', content: csv, title: texts.files.csv(title) },
          { filename: 'receipt.json', content: JSON.stringify(receipt, null, 1), title: texts.files.receipt(title) },
          ...picture,
        ];
        const where = { channel_id: channel?.id ?? decision.place.channel, initial_comment: texts.files.how };
        if (thread === undefined) await client.files.uploadV2({ ...where, file_uploads: files });
        else await client.files.uploadV2({ ...where, thread_ts: thread, file_uploads: files });
      } catch (error) {
        if (failureOf(error) === undefined) throw error;
        log.warn(traceOf(error), 'files could not be posted; without the scope for files this is normal');
        said = texts.files.failed;
      }
      await whisper(presser(payload), withButtons(said));
    },
  };
}

/** What moves the total, as a file to upload; none where nothing does. */
async function swingsPicture({ useCases, rulebook }: ListenerDeps, shown: Shown) {
  const tornado = tornadoOf(shown.explanation, await useCases.swings(shown), rulebook);
  if (tornado === undefined) return [];
  const file = await pngOf(drawTornado(tornado, texts.swings.words));
  const { title } = tornado;
  return [{ filename: texts.swings.file, file, title, alt_text: tornadoText(tornado, limits.fileAlt.max) }];
}

/** The window of assumptions, submitted. */
export function costSubmissions({ useCases, rulebook }: ListenerDeps) {
  return {
    reckon: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const read = readReckon(view, rulebook);
      if (!read.ok) return ack(errors(read.errors));
      const changed = await useCases.reckon(actor, read.decision, read.revision, read.money);
      if (read.asDefault) await useCases.history.startWith(actor, read.money);
      const { done, said, unchanged, kept } = texts.reckon;
      const sentences = [changed ? said : unchanged, ...(read.asDefault ? [kept] : [])];
      await ack(update(noticeModal(done, texts.otherwise.closeDone, sentences.join(' '))));
    },
  };
}
