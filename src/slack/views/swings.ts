import type { Tornado } from '../../charts/tornado.ts';
import { type Explanation, labelOf, moneyIn, type Swing } from '../../core/index.ts';
import { measureText } from '../forms/costs.ts';
import { cut, oneLine } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import type { Labels } from './answer.ts';

/** As many bars as the picture has. */
const shown = 8;

/** What each number alone moves the recommended option's total by, for a picture; undefined where nothing moves it. */
export function tornadoOf(
  { approach, label, costs }: Pick<Explanation, 'approach' | 'label' | 'costs'>,
  swings: readonly Swing[],
  rulebook: Labels,
): Tornado | undefined {
  const own = costs.options.find(({ option }) => option === approach);
  const perUsd = costs.currency?.perUsd ?? 1;
  const bars = swings.flatMap(({ input: id, low, high, flipsAt, flipsTo }) => {
    const input = costs.inputs.find((one) => one.id === id);
    if (input === undefined) return [];
    const said = (value: number): string => measureText(input.unit, value);
    const flips = flipsAt === undefined || flipsTo === undefined ? undefined : { at: said(flipsAt), to: flipsTo };
    return [
      {
        label: oneLine(input.label),
        low: low * perUsd,
        high: high * perUsd,
        lowText: said(input.low),
        highText: said(input.high),
        ...(flips && { flips: texts.swings.flips(flips.at, labelOf(rulebook, flips.to)) }),
      },
    ];
  });
  if (own === undefined || own.unavailable !== undefined || bars.length === 0) return undefined;
  const title = texts.swings.title(oneLine(label), costs.horizonMonths);
  return {
    title,
    subtitle: costs.currency?.code ?? texts.swings.dollars,
    base: own.total * perUsd,
    bars: bars.slice(0, shown),
  };
}

/** All the picture shows in words, for those who do not see it. */
export function tornadoText({ title, subtitle, base, bars }: Tornado, max: number): string {
  // The amounts are in the currency shown already.
  const money = moneyIn(subtitle === texts.swings.dollars ? undefined : { code: subtitle ?? '', perUsd: 1, on: '' });
  const rows = bars.map(({ label, low, high, lowText, highText, flips }) =>
    texts.swings.bar({ label, low: money(low), high: money(high), lowText, highText, flips }),
  );
  return cut([texts.swings.kind(title, money(base)), ...rows].join(' '), max);
}
