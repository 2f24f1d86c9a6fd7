/** Every sentence about costs outside the rulebook. */
export const costTexts = {
  costs: {
    heading: 'What each approach costs',
    approach: 'Approach',
    setup: 'Setup',
    monthly: 'Monthly',
    perThousand: 'Per 1,000 queries',
    total: (months: number) => `${months} months`,
    totalRange: (months: number) => `${months} months: P50 (P10-P90)`,
    overtaken: 'Recommended is cheaper from',
    until: (from: string, month: number) => `${from}, until month ${month}`,
    recommended: (label: string) => `${label} (recommended)`,
    unavailable: 'not possible',
    none: 'n/a',
    starred: '* leans on an answer that nobody gave.',
    assumed: 'Assumed numbers',
    given: 'Your numbers',
    more: (n: number) => `and ${n} more under “Every line”`,
    prices: (days: string, at: string) => `List prices of the models as of ${days}, applied for ${at}.`,
    cashOnly: 'Without the work of people.',
    rate: (code: string, perUsd: string, on: string) => `1 USD = ${perUsd} ${code}, set on ${on}.`,
    events: 'Dates to know',
    why: (label: string, reason: string) => `${label}: ${reason}`,
    todayRow: 'As it is today',
    today: (today: string, when: string) => `Against the ${today} a month paid today it has paid off: ${when}.`,
    moves: 'What moves it most',
    swing: (label: string, low: string, high: string) => `${label}: ${low} to ${high}`,
    flips: (value: string, option: string) => `; at ${value} ${option} becomes the cheapest`,
    curve: (months: number) => `What is paid over ${months} months`,
    crossing: (label: string) => `Cheaper than ${label} from here`,
    edit: 'Edit assumptions',
    sums: 'Every line',
    files: 'Download',
    articles: "Why not the article's number?",
  },

  sums: {
    modal: 'Every line',
    close: 'Close',
    of: (label: string, model: string) => `${label}, priced with ${model}`,
    total: (setup: string, monthly: string, total: string, months: number) =>
      `${setup} once, ${monthly} a month, ${total} over ${months} months, with every number at its middle.`,
    thousand: (each: string, month: string, queries: string) =>
      `Per 1,000 queries ${each}: the month's ${month} ÷ ${queries} × 1,000.`,
    noQueries: 'Per 1,000 queries: n/a without queries.',
    how: (months: number, seed: string) =>
      `Setup: the lines paid once. Monthly: those of the first month. ${months} months: the lines paid once, each month with its growth and its prices, and retraining. P50 (P10-P90): the same in every draw, each with numbers from the ranges below, by the seed ${seed}. “Recommended is cheaper from”: the first month by whose end the recommended option has cost no more; open, where draws and middle do not agree on one.`,
    today: (month: string, months: number, all: string) =>
      `As it is today: ${month} a month, as you said, × ${months} months = ${all}.`,
    once: 'once',
    month: 'a month',
    retrain: 'for each retraining',
    each: (usd: string) => ` (${usd} a query)`,
    formula: (formula: string) => `= ${formula}`,
    numbers: 'Made of',
    input: (label: string, value: string) => `${label}: ${value}`,
    range: (low: string, high: string) => ` (${low} to ${high})`,
    assumed: ', assumed',
    price: (row: string, day: string) => `, ${row}, read on ${day}`,
    billed: (label: string, row: string, day: string) => `${label}: as ${row} bills it, read on ${day}`,
    gone: (label: string, why: string, day: string | undefined) =>
      `${label}: ${why}${day === undefined ? '' : `, by its price row, read on ${day}`}`,
  },

  reckon: {
    modal: 'Edit assumptions',
    submit: 'Reckon again',
    close: 'Cancel',
    done: 'Reckoned again',
    said: 'The costs in the thread change in a moment, and a reply says what moved.',
    unchanged: 'Nothing was changed, so nothing is posted.',
    kept: 'Your new decisions start with this model, currency and engineer rate.',
    intro:
      'The numbers that move the result most. What you leave empty stays as it says. Write 2000, or a range such as 500-2000.',
    usual: (value: string) => `Assumed: ${value}`,
    now: (value: string) => `Now: ${value}`,
    hint: (unit: string) => `In ${unit}.`,
    hintShare: 'In percent, such as 15% or 5-50%.',
    atLeastNothing: 'must be at least 0',
    outside: (problem: string) => `Outside of what can be priced: ${problem}.`,
    overlap: 'Passages cannot share that much. Please write less than the length of a passage.',
    model: 'Priced with',
    usualModel: (id: string) => `As usual (${id})`,
    people: 'The work of people',
    peopleIn: 'Counts',
    peopleOut: 'Leave it out (cash only)',
    today: 'What do you pay today for what this replaces?',
    todayHint: 'In dollars a month. Leave it empty if nothing is replaced.',
    currency: 'Show prices in another currency',
    currencyHint: 'Code and units for one dollar, for example EUR 0.92. Empty: dollars.',
    currencyWrong: 'Please write a code of three letters and a rate, for example EUR 0.92.',
    number: 'I could not read that as a number. Please write one such as 2000, 2k or 500-2000.',
    unknownModel: 'Please choose one of the models.',
    defaults: 'For new decisions',
    defaultsTick: 'Use model, currency and engineer rate for my new decisions too',
  },

  files: {
    modal: 'Download',
    close: 'Close',
    said: 'I posted the files in the thread: the table as CSV, a receipt, and a picture of what moves the total.',
    how: 'The receipt reproduces every number: npx rag-or-ft costs --receipt FILE',
    csv: (title: string) => `Costs: ${title}`,
    receipt: (title: string) => `Receipt: ${title}`,
    failed: 'I could not post files here. I need the scope files:write and to be in the channel.',
  },

  swings: {
    file: 'what-moves-it.png',
    title: (label: string, months: number) => `What moves ${label} over ${count(months, 'month')}`,
    dollars: 'US dollars',
    words: { low: 'With the low value', high: 'With the high value' },
    flips: (at: string, label: string) => `${label} is cheapest from ${at}`,
    kind: (title: string, base: string) => `Bar chart. ${title}: ${base} with every number at its middle.`,
    bar: (one: {
      readonly label: string;
      readonly low: string;
      readonly high: string;
      readonly lowText: string;
      readonly highText: string;
      readonly flips: string | undefined;
    }) =>
      `${one.label}: ${one.low} at ${one.lowText}, ${one.high} at ${one.highText}${one.flips === undefined ? '' : `; ${one.flips}`}.`,
  },

  articles: {
    modal: 'The articles',
    close: 'Close',
    intro: 'Figures of the articles beside what your numbers give, and the line that makes the difference.',
    volume: (queries: string) => `Yours are for ${queries.charAt(0).toLowerCase()}${queries.slice(1)}.`,
    theirs: (by: string, figure: string, what: string) => `${by}: ${figure} ${what}`,
    yours: (label: string, usd: string) => `Yours: ${usd} (${label})`,
    unpriced: (label: string, why: string) => `Yours: ${label}: ${why}`,
    differs: (text: string) => `The difference: ${text}`,
  },

  chart: {
    paid: (currency = 'US dollars') => `${currency} so far`,
    untitled: 'Costs',
    file: 'costs.png',
    /** What the picture says itself. */
    words: {
      months: 'Months from the start',
      range: (low: string, high: string) => `${low} to ${high}`,
      more: (n: number) => `and ${n} more`,
    },
    kind: (title: string) => `Line chart. ${title}.`,
    after: (months: number, options: string) => `After ${count(months, 'month')}, cheapest first: ${options}.`,
    option: (name: string, total: string, range: string | undefined, setup: string) =>
      `${name} ${total}${range === undefined ? '' : ` (${range})`}, of which ${setup} to set up`,
    range: (low: string, high: string) => `likely ${low} to ${high}`,
  },
} as const;

/** "1 month", "2 months" */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
