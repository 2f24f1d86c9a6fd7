import type { ModalView } from '@slack/types';
import { type Explanation, labelOf, moneyIn, type Rulebook, sourcesOf as sourceRefs, usd } from '../../core/index.ts';
import { modals } from '../ids.ts';
import { texts } from '../texts.ts';
import { fold, type Part, viewBudget } from './fold.ts';
import { readingModal } from './modal.ts';
import { authorOf, bold, context, line, rich, sourcesOf, words } from './rich.ts';
import { inputText } from './costs.ts';

type Article = Rulebook['articles'][number];
type Costs = Explanation['costs'];

/** Each figure that articles give beside what these numbers give, and the line that makes the difference. */
export function articlesView(
  { costs }: Explanation,
  rulebook: Pick<Rulebook, 'articles' | 'sources' | 'approaches'>,
): ModalView {
  const parts = rulebook.articles.map((article): Part => {
    const [source] = sourceRefs(rulebook, [article.source]);
    const by = source === undefined ? article.source : authorOf(source);
    return {
      block: rich(
        line(bold(texts.articles.theirs(by, article.figure, article.what)), ...sourcesOf(source ? [source] : [])),
        line(words(yours(article, costs, rulebook))),
        line(words(texts.articles.differs(article.differs))),
      ),
    };
  });
  return readingModal(
    modals.articles,
    texts.articles.modal,
    texts.articles.close,
    fold([{ block: context(introOf(costs)), must: true }, ...parts], viewBudget, context(texts.record.cut)),
  );
}

/** What they compare with rests on this volume. */
function introOf({ inputs }: Costs): string {
  const queries = inputs.find(({ id }) => id === 'workload.queries_per_day');
  return [texts.articles.intro, ...(queries === undefined ? [] : [texts.articles.volume(inputText(queries))])].join(
    ' ',
  );
}

function yours(
  { option, part }: Article,
  { options, currency, horizonMonths }: Costs,
  rulebook: Pick<Rulebook, 'approaches'>,
): string {
  // Beside dollars only dollars can be compared.
  const money = (amount: number): string =>
    currency === undefined ? usd(amount) : `${usd(amount)} (${moneyIn(currency)(amount)})`;
  const label = labelOf(rulebook, option);
  const cost = options.find((one) => one.option === option);
  if (cost === undefined) return texts.articles.unpriced(label, texts.costs.none);
  if (cost.unavailable !== undefined) return texts.articles.unpriced(label, cost.unavailable);
  const dollars = { setup: cost.setup, monthly: cost.monthly, per_1000: cost.per1000, total: cost.total }[part];
  const what = {
    setup: texts.costs.setup,
    monthly: texts.costs.monthly,
    per_1000: texts.costs.perThousand,
    total: texts.costs.total(horizonMonths),
  }[part];
  return texts.articles.yours(`${label}, ${what}`, dollars === undefined ? texts.costs.none : money(dollars));
}
