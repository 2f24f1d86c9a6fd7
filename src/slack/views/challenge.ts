import type { KnownBlock, ModalView } from '@slack/types';
import type { Shown } from '../../app/ports.ts';
import type { Challenged, Explanation, Leaning, LeanedThreshold, Premise } from '../../core/index.ts';
import { challengeTexts } from '../challenge-texts.ts';
import { form, plain, type ViewState } from '../forms/form.ts';
import { asItIs, premiseFields, type Premised, premisesIn } from '../forms/premises.ts';
import type { Rules } from '../forms/questions.ts';
import { challengeContext, challengedContext, readContext, writeContext } from '../codecs.ts';
import { buttons, modals } from '../ids.ts';
import { limits } from '../limits.ts';
import { cut } from '../mrkdwn.ts';
import { bold, code, context, line, rich, sourcesOf, titled, words } from './rich.ts';

const reasonsShown = 3;
const othersShown = 6;

/** Under a verdict: its reasons, each to disagree with. */
export function reasonRows(decision: string, { reasons }: Explanation): KnownBlock[] {
  if (reasons.length === 0) return [];
  return [
    rich(line(bold(challengeTexts.reasons))),
    ...reasons.slice(0, reasonsShown).map(({ rule, text }, at): KnownBlock => ({
      type: 'section',
      text: plain(`${at + 1}. ${cut(text, 500)}`, 520),
      accessory: buttons.challenge.render(challengeTexts.disagree, { v: 1, decision, rule }),
    })),
  ];
}

type About = Pick<Shown, 'decision' | 'revision'>;

/** A reason with everything it leans on, to change one thing of it. */
export function challengeView({ decision, revision }: About, leaning: Leaning, rulebook: Rules): ModalView {
  const { rule, text, sources, file, thresholds } = leaning;
  const stands = file === undefined ? challengeTexts.noRule : challengeTexts.rule(rule, file);
  return challengeForm(rulebook, leaning).view(
    { v: 1, decision: decision.id, revision: revision.number, rule },
    asItIs(leaning, revision.answers),
    {
      title: challengeTexts.modal,
      submit: challengeTexts.submit,
      close: challengeTexts.close,
      before: [
        rich(line(words(text), ...sourcesOf(sources))),
        context(stands),
        ...thresholds.map((one) =>
          rich(line(words(thresholdText(one), 300), ...sourcesOf(one.sources), words(othersIn(one), 600))),
        ),
        context(challengeTexts.intro),
      ],
    },
  );
}

function thresholdText({ id, value, unit, file }: LeanedThreshold): string {
  return challengeTexts.threshold(id, `${value.toLocaleString('en-US')} ${unit}`, file);
}

function othersIn({ disagrees }: LeanedThreshold): string {
  if (disagrees.length === 0) return '.';
  const all = disagrees.slice(0, othersShown).map(({ by, says }) => challengeTexts.otherSays(by, cut(says, 160)));
  return `.${challengeTexts.others(all.join('; '))}`;
}

export type ChallengeRead =
  | { readonly ok: true; readonly premise: Premise }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** Which decision and which reason a window is about. @throws z.ZodError when its context is not one of ours. */
export const challengeOf = (view: ViewState) => readContext(challengeContext, view);

/** The one premise that was changed. */
export function readChallenge(
  rulebook: Rules,
  view: ViewState,
  leaning: Leaning,
  { revision }: Pick<Shown, 'revision'>,
): ChallengeRead {
  const read = challengeForm(rulebook, leaning).parse(view);
  if (!read.ok) return read;
  const [first, second] = premisesIn(rulebook, leaning, revision.answers, read.values);
  if (first === undefined) {
    const input = Object.keys(premiseFields(rulebook, leaning))[0] ?? '';
    return { ok: false, errors: { [input]: challengeTexts.unchanged } };
  }
  return second === undefined
    ? { ok: true, premise: first[1] }
    : { ok: false, errors: { [second[0]]: challengeTexts.oneOnly } };
}

function challengeForm(rulebook: Rules, leaning: Leaning) {
  const fields = premiseFields(rulebook, leaning);
  return form<Premised, typeof challengeContext>({
    id: modals.challenge,
    fields,
    context: challengeContext,
    keepsNothing: true,
  });
}

/** The verdict under the other premise. `mayState`: the person is not the owner, and so may say it as their position. */
export function challengedView(
  { decision, revision }: About,
  { stands, would, premise, applies, overlay }: Challenged,
  changed: Premise,
  mayState: boolean,
): ModalView {
  const states = mayState && changed.kind === 'answer';
  const ref = { v: 1 as const, decision: decision.id };
  const blocks: KnownBlock[] = [
    rich(
      line(words(challengeTexts.under(premise), 400)),
      line(
        bold(
          stands.approach === would.approach
            ? challengeTexts.same(stands.label)
            : challengeTexts.would(would.label, stands.label),
        ),
      ),
      line(words(applies ? challengeTexts.applies : challengeTexts.gone)),
    ),
    ...titled(
      challengeTexts.why,
      'ordered',
      would.reasons.slice(0, reasonsShown).map(({ text, sources }) => [words(text), ...sourcesOf(sources)]),
    ),
    context(would.status, 600),
    ...(overlay === undefined ? [] : [rich(line(words(challengeTexts.overlay))), code(overlay)]),
    context(challengeTexts.nothingStored),
    {
      type: 'actions',
      elements: [
        ...(states ? [buttons.state.render(challengeTexts.state, { v: 1 }, 'primary')] : []),
        buttons.why.render(challengeTexts.back, ref),
      ],
    },
  ];
  const answers = changed.kind === 'answer' ? { ...changed.answers } : {};
  return {
    type: 'modal',
    callback_id: modals.challenged,
    title: plain(challengeTexts.result, limits.viewTitle.max),
    close: plain(challengeTexts.close, limits.viewButton.max),
    private_metadata: writeContext(challengedContext, {
      v: 1,
      decision: decision.id,
      revision: revision.number,
      ...(changed.kind === 'answer' && { question: changed.question }),
      answers,
    }),
    blocks,
  };
}

/** What somebody would state. @throws z.ZodError when its context is not one of ours. */
export const challengedOf = (view: ViewState) => readContext(challengedContext, view);
