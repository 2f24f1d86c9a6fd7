import type { ModalView } from '@slack/types';
import type { CostChoices, Rulebook } from '../../core/index.ts';
import { modelField, moneyField, tickField, type Value } from '../forms/costs.ts';
import { type Field, form, type ViewState } from '../forms/form.ts';
import { homeTexts } from '../home-texts.ts';
import { nothingRef } from '../codecs.ts';
import { inputs, modals } from '../ids.ts';
import { texts } from '../texts.ts';
import { context } from './rich.ts';

const { money: said } = homeTexts;
const engineerRate = 'people.usd_per_week';

type Prices = Pick<Rulebook, 'prices'>;

/** What new decisions of a person start from; an admin may set it for everybody. */
export function settingsView(money: CostChoices | undefined, admin: boolean, rulebook: Prices): ModalView {
  const { model, cashOnly, numbers } = money ?? {};
  const usd = numbers?.[engineerRate]?.p50;
  const initial: Record<string, Value> = {
    [inputs.model]: { model },
    [inputs.people]: { ticked: cashOnly === true },
    ...(usd !== undefined && { [inputs.rate]: { usd } }),
  };
  return settingsForm(rulebook, admin).view({ v: 1 }, initial, {
    title: said.modal,
    submit: said.submit,
    close: said.close,
    before: [context(said.intro)],
  });
}

/** Reads the settings: what is left out is as usual. */
export function readSettings(
  view: ViewState,
  before: CostChoices | undefined,
  rulebook: Prices,
):
  | { readonly ok: true; readonly money: CostChoices; readonly everyone: boolean }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> } {
  const read = settingsForm(rulebook, view.state.values[inputs.everyone] !== undefined).parse(view);
  if (!read.ok) return read;
  const {
    [inputs.model]: model,
    [inputs.people]: people,
    [inputs.rate]: rate,
    [inputs.everyone]: everyone,
  } = read.values;
  const { [engineerRate]: _, ...others } = before?.numbers ?? {};
  const usd = rate?.usd;
  const numbers = { ...others, ...(usd !== undefined && { [engineerRate]: { p10: usd, p50: usd, p90: usd } }) };
  return {
    ok: true,
    money: {
      ...(Object.keys(numbers).length > 0 && { numbers }),
      ...(model?.model !== undefined && { model: model.model }),
      ...(people?.ticked === true && { cashOnly: true }),
      ...(before?.currency && { currency: before.currency }),
    },
    everyone: everyone?.ticked === true,
  };
}

function settingsForm({ prices }: Prices, admin: boolean) {
  const models = [...new Set(prices.models.map(({ id }) => id))];
  const fields: Readonly<Record<string, Field<Value>>> = {
    [inputs.people]: tickField(texts.reckon.people, texts.reckon.peopleOut),
    [inputs.rate]: moneyField(said.rate, said.rateHint, 'usd'),
    [inputs.model]: modelField(models, prices.uses.rag ?? ''),
    ...(admin && { [inputs.everyone]: tickField(said.everyone, said.everyoneTick) }),
  };
  return form<Value, typeof nothingRef>({ id: modals.settings, fields, context: nothingRef, keepsNothing: true });
}
