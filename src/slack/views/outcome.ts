import type { ModalView } from '@slack/types';
import type { Shown, ShownChoice } from '../../app/ports.ts';
import { approaches, type Explanation } from '../../core/index.ts';
import { approachField, placeField, reasonField } from '../forms/basic.ts';
import { form, type ViewState } from '../forms/form.ts';
import { decisionRef, readContext, revisionRef } from '../codecs.ts';
import { approachValue, inputs, modals } from '../ids.ts';
import { texts } from '../texts.ts';
import { type Labels, labelOf } from './answer.ts';
import { context } from './rich.ts';

type Read<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** The question what was chosen instead, and why. */
export function otherwiseView({ explanation, revision, choice }: Shown, rulebook: Labels): ModalView {
  const initial = choice === undefined ? {} : { [inputs.approach]: choice.approach, [inputs.reason]: choice.reason };
  return otherwiseForm(rulebook, explanation.approach, choice !== undefined).view(
    { v: 1, decision: revision.decision, revision: revision.number },
    initial,
    {
      title: texts.otherwise.modal,
      submit: texts.otherwise.submit,
      close: texts.otherwise.close,
      before: [context(texts.otherwise.intro)],
    },
  );
}

/** Reads what was chosen. @throws z.ZodError when its context is not one of ours. */
export function readOtherwise(
  view: ViewState,
  rulebook: Labels,
): Read<{ decision: string; revision: number; approach: ShownChoice['approach']; reason: string }> {
  const { decision, revision } = readContext(revisionRef, view);
  const read = otherwiseForm(rulebook, undefined, true).parse(view);
  if (!read.ok) return read;
  const approach = approachValue.parse(read.values[inputs.approach]);
  return { ok: true, decision, revision, approach, reason: read.values[inputs.reason] ?? '' };
}

function otherwiseForm(rulebook: Labels, recommended: Explanation['approach'] | undefined, withRecommended: boolean) {
  const options = approaches.flatMap((approach) => {
    const label = labelOf(rulebook, approach);
    if (approach !== recommended) return [[approach, label] as const];
    return withRecommended ? [[approach, texts.otherwise.follow(label)] as const] : [];
  });
  return form<string, typeof revisionRef>({
    id: modals.otherwise,
    fields: { [inputs.approach]: approachField(Object.fromEntries(options)), [inputs.reason]: reasonField },
    context: revisionRef,
    keepsNothing: true,
  });
}

/** Where else to post a decision that could not be posted. */
export function elsewhereView(decision: string): ModalView {
  return elsewhereForm().view(
    { v: 1, decision },
    {},
    {
      title: texts.elsewhere.modal,
      submit: texts.elsewhere.submit,
      close: texts.elsewhere.close,
    },
  );
}

/** Reads where to post. @throws z.ZodError when its context is not one of ours. */
export function readElsewhere(view: ViewState): Read<{ decision: string; channel: string }> {
  const { decision } = readContext(decisionRef, view);
  const read = elsewhereForm().parse(view);
  return read.ok ? { ok: true, decision, channel: read.values[inputs.place] ?? '' } : read;
}

function elsewhereForm() {
  return form<string, typeof decisionRef>({
    id: modals.elsewhere,
    fields: { [inputs.place]: placeField },
    context: decisionRef,
    keepsNothing: true,
  });
}
