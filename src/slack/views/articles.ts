import type { ModalView } from '@slack/types';
import { type Explanation, labelOf, moneyIn, type Rulebook, sourcesOf as sourceRefs } from '../../core/index.ts';
import { modals } from '../ids.ts';
import { texts } from '../texts.ts';
import { fold, type Part, viewBudget } from './fold.ts';
import { readingModal } from './modal.ts';
import { bold, context, line, rich, sourcesOf, words } from './rich.ts';

type Article = Rulebook['articles'][number];
type Costs = Explanation['costs'];

/** Each figure that articles give beside what these numbers give, and the line that makes the difference. */
export function articlesView(
  { costs }: Explanation,
  rulebook: Pick<Rulebook, 'articles' | 'sources' | 'approaches'>,
): ModalView {
  const parts = rulebook.articles.map((article): Part => {
    const [source] = sourceRefs(rulebook, [article.source]);
    const by = source?.label.split(',')[0] ?? article.source;
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
    fold([{ block: context(texts.articles.intro), must: true }, ...parts], viewBudget, context(texts.record.cut)),
  );
}

function yours(
  { option, part }: Article,
  { options, currency, horizonMonths }: Costs,
  rulebook: Pick<Rulebook, 'approaches'>,
): string {
  const money = moneyIn(currency);
  const label = labelOf(rulebook, option);
  const cost = options.find(({ approach }) => approach === option);
  if (cost === undefined) return texts.articles.unpriced(label, texts.costs.none);
  if (cost.unavailable !== undefined) return texts.articles.unpriced(label, cost.unavailable);
  const usd = { setup: cost.setup, monthly: cost.monthly, per_1000: cost.per1000, total: cost.total }[part];
  const what = {
    setup: texts.costs.setup,
    monthly: texts.costs.monthly,
    per_1000: texts.costs.perThousand,
    total: texts.costs.total(horizonMonths),
  }[part];
  return texts.articles.yours(`${label}, ${what}`, usd === undefined ? texts.costs.none : money(usd));
}
