import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decideAnswers } from '../src/cli/decide.ts';
import { type Explanation, explain, record } from '../src/core/index.ts';
import { argumentMessage } from '../src/slack/views/argument.ts';
import { recordView, whyView } from '../src/slack/views/decision.ts';
import { decisionMessage } from '../src/slack/views/message.ts';
import { completeCases } from './core/draw.ts';
import { at, book, rulebook } from './core/shipped.ts';
import { textsIn } from './slack/kit.ts';
import { revision } from './slack/samples.ts';

const title = 'This workload';
const cases = fc.sample(completeCases(book, at), { numRuns: 40, seed: 5 }).map(({ answers }) => answers);

/** Letters and digits alone, so that line breaks, links and marks do not matter. */
const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').toLowerCase();

/** Everything a surface has to say, the same for all. */
function saidIn(one: Explanation): readonly string[] {
  return [
    one.label,
    ...one.reasons.map(({ text }) => text),
    ...one.against.map(({ text }) => text),
    ...one.whyNot.flatMap(({ label, text }) => [label, text]),
    ...one.near.map(({ text }) => text),
    ...one.plan.flatMap((stage) => [
      stage.title,
      stage.variant,
      stage.do,
      stage.effort,
      stage.measure,
      stage.target ?? '',
      stage.goOn,
      stage.stop ?? '',
      stage.reviewed ?? '',
      stage.refresh ?? '',
      ...stage.also.map(({ variant }) => variant),
    ]),
    one.tomorrow,
    one.upkeep?.iteration ?? '',
    one.upkeep?.drifts ?? '',
    one.upkeep?.owner ?? '',
    one.misconception?.says ?? '',
    one.misconception?.corrected ?? '',
    ...one.warnings.map(({ text }) => text),
    ...one.pivots.map(({ text }) => text),
  ];
}

/** What is read in Slack: the message, its thread, and the windows behind its buttons. */
function slackText(one: Explanation): string {
  const markdown = record(one, {
    owner: 'Ann',
    decidedAt: at,
    revision: 1,
    approaches: rulebook.approaches,
    rulebook: 'r',
    prices: 'p',
  });
  const shown = [
    decisionMessage(one, revision),
    argumentMessage(one, rulebook),
    whyView('decision-1', one, undefined, rulebook),
    recordView(markdown),
  ];
  return bare(shown.flatMap((view) => textsIn(view).map(({ text }) => text)).join(' '));
}

it('says in Slack all there is to say', () => {
  for (const answers of cases) {
    const one = explain(book, answers, { title, at });
    const slack = slackText(one);
    expect(saidIn(one).filter((text) => !slack.includes(bare(text).trim()))).toEqual([]);
  }
});

it('says on the command line all there is to say', async () => {
  let printed = '';
  await decideAnswers(
    { answers: '-', at, json: false, report: false },
    { out: (text) => (printed += text), err: () => {}, in: () => JSON.stringify(cases) },
  );
  const told = printed.split('\n\n').map(bare);
  for (const [index, answers] of cases.entries()) {
    const one = explain(book, answers, { title, at });
    expect(saidIn(one).filter((text) => told[index]?.includes(bare(text).trim()) !== true)).toEqual([]);
  }
});

it('says the essential of it in one message and its thread', () => {
  for (const answers of cases) {
    const one = explain(book, answers, { title, at });
    const posted = [decisionMessage(one, revision), argumentMessage(one, rulebook)];
    const text = bare(posted.flatMap(({ blocks }) => textsIn(blocks).map((part) => part.text)).join(' '));
    const essential = [
      ...one.reasons.map((reason) => reason.text),
      ...one.plan.slice(0, 1).flatMap(({ title: stage, variant, effort }) => [stage, variant, effort]),
      one.tomorrow,
      one.reviewOn,
      ...one.reversal.slice(0, 4),
    ];
    expect(essential.filter((part) => !text.includes(bare(part).trim()))).toEqual([]);
  }
});
