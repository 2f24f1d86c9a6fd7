import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Asked, Guessed, Progress } from '../../app/newcomers.ts';
import { type Approach, labelOf, shortOption } from '../../core/index.ts';
import { approachField } from '../forms/basic.ts';
import { type Field, form, type ViewState } from '../forms/form.ts';
import { caseRef, nothingRef, readContext } from '../codecs.ts';
import { approachValue, buttons, inputs, modals } from '../ids.ts';
import { practiceTexts } from '../practice-texts.ts';
import { texts } from '../texts.ts';
import { flipsOf, type Labels } from './answer.ts';
import { fold, viewBudget } from './fold.ts';
import { readingModal } from './modal.ts';
import { bold, context, line, list, rich, sourcesOf, words } from './rich.ts';

const { quiz: said } = practiceTexts;
const factsShown = 20;

/** A case, and the approaches to choose from. */
export function quizView({ example, again, progress }: Asked, rulebook: Labels): ModalView {
  return quizForm(rulebook).view(
    { v: 1, case: example.name },
    {},
    {
      title: said.modal,
      submit: said.check,
      close: said.close,
      before: [
        rich(
          line(bold(example.name, 200)),
          line(words(said.facts)),
          list(
            'bullet',
            example.known.slice(0, factsShown).map(({ name, value }) => [words(`${name}: ${shortOption(value)}`, 300)]),
          ),
        ),
        ...(again ? [context(said.missed)] : []),
      ],
      after: [context(progressText(progress))],
    },
  );
}

/** What was chosen, or the sentence at the input. */
export type QuizRead =
  | { readonly ok: true; readonly example: string; readonly approach: Approach }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** Reads a submitted choice. @throws z.ZodError when its context is not one of ours. */
export function readQuiz(view: ViewState, rulebook: Labels): QuizRead {
  const { case: example } = readContext(caseRef, view);
  const read = quizForm(rulebook).parse(view);
  if (!read.ok) return read;
  return { ok: true, example, approach: approachValue.parse(read.values[inputs.approach]) };
}

/** How it went: the verdict, what decides, and what would flip it. */
export function quizResultView(
  { example, right, explanation, progress }: Guessed,
  chosen: Approach,
  rulebook: Labels,
): ModalView {
  const label = labelOf(rulebook, explanation.approach);
  const mine = labelOf(rulebook, chosen);
  const verdict = !right
    ? `${said.wrong(mine, label)} ${said.back}`
    : chosen === explanation.approach
      ? said.right(label)
      : said.rightToo(mine, label);
  const [reason] = explanation.reasons;
  const parts = [
    rich(line(bold(verdict)), line(words(example.name, 200))),
    ...(reason === undefined
      ? []
      : [rich(line(bold(said.why)), line(words(reason.text), ...sourcesOf(reason.sources)))]),
    ...(explanation.pivots.length > 0 ? flipsOf(explanation) : [context(texts.preview.nothingFlips)]),
    {
      type: 'actions' as const,
      elements: [
        buttons.quiz.render(said.next, { v: 1 }, 'primary'),
        buttons.openCase.render(said.open, { v: 1, case: example.name }),
        buttons.shareScore.render(said.share, { v: 1 }),
      ],
    },
    context(progressText(progress)),
  ];
  return readingModal(
    modals.quizResult,
    said.resultModal,
    said.close,
    fold(
      parts.map((block) => ({ block, must: true })),
      viewBudget,
      context(texts.message.cutShort),
    ),
  );
}

/** Where to post the score, and what it will say. */
export function shareScoreView(score: string): ModalView {
  return shareForm.view(
    { v: 1 },
    {},
    {
      title: said.shareModal,
      submit: said.shareSubmit,
      close: said.close,
      before: [context(said.shareIntro(score), 400)],
    },
  );
}

/** "Ann got 3 of 5 cases right …" */
export function scoreText(person: string | undefined, { right, seen }: Progress): string {
  return said.score(person ?? said.somebody, right, seen);
}

const progressText = ({ seen, all, right }: Progress): string => said.progress(seen, all, right);

function quizForm({ approaches }: Labels) {
  const labels = Object.fromEntries(Object.entries(approaches).map(([id, { label }]) => [id, label]));
  const field: Field<string> = { ...approachField(labels), label: said.choose };
  return form<string, typeof caseRef>({
    id: modals.quiz,
    fields: { [inputs.approach]: field },
    context: caseRef,
    keepsNothing: true,
  });
}

/** Slack gives an address to answer at with the channel, so that the score can be posted where the app is no member. */
const channelField: Field<string> = {
  label: said.shareWhere,
  value: z.string(said.shareMissing),
  element: (action_id) => ({
    type: 'conversations_select',
    action_id,
    response_url_enabled: true,
    default_to_current_conversation: true,
    filter: { include: ['public', 'private'], exclude_bot_users: true },
  }),
};

const shareForm = form<string, typeof nothingRef>({
  id: modals.shareScore,
  fields: { [inputs.place]: channelField },
  context: nothingRef,
  keepsNothing: true,
});
