import type { KnownBlock } from '@slack/types';
import type { DebateShown, Settlement } from '../../../app/debate-ports.ts';
import type { Post } from '../../../app/ports.ts';
import { isoDate } from '../../../app/dates.ts';
import { debateTexts } from '../../debate-texts.ts';
import { buttons } from '../../ids.ts';
import { limits } from '../../limits.ts';
import { cut, inert, oneLine } from '../../mrkdwn.ts';
import { texts } from '../../texts.ts';
import { answerLines, flipsOf, headOf, reasonsOf, statusLine } from '../answer.ts';
import { fold, type Part } from '../fold.ts';
import { type Content, messageBudget } from '../message.ts';
import { bold, context, type Inline, italic, line, list, rich, words } from '../rich.ts';
import { type DebateRules, namesOf, peopleOf, personOf } from './people.ts';
import { ballotMessage } from './ballot.ts';

const { result, reminder, notice } = debateTexts;
const dissentShown = 8;

/** The result of a debate: verdict, why, costs, who agreed, who dissented, what would change it. */
export function settlementMessage(shown: DebateShown): Content {
  const { settlement, debate } = shown;
  if (settlement === undefined) return reopenedMessage(shown);
  const { explanation, wouldChange, range, review, moved, closing } = settlement;
  const agreed = settlement.standings.filter(({ would }) => would === explanation.approach).map(({ by }) => by);
  const value = { v: 1 as const, debate: debate.id };
  const since =
    closing.revision > 1 ? [result.revision(closing.revision), ...(moved.length > 0 ? moved : [result.unmoved])] : [];
  const cost = range === undefined || range === '' ? explanation.costHeadline : `${range}. ${explanation.costHeadline}`;
  const dissent = dissentOf(settlement);
  const parts: Part[] = [
    ...(since.length === 0 ? [] : [{ block: rich(line(words(since.join(' '), 1500))), must: true }]),
    { block: headOf(explanation), must: true },
    { block: howBlock(settlement), must: true },
    ...reasonsOf(explanation).map((block) => ({ block })),
    { block: rich(line(words(cost, 700))), must: true },
    ...(agreed.length === 0
      ? []
      : [{ block: rich(line(bold(`${result.agreed}: `), ...peopleOf(agreed))), must: true }]),
    {
      block:
        dissent.length === 0
          ? context(result.nobodyDissented)
          : rich(line(bold(result.dissented)), list('bullet', dissent)),
      must: true,
    },
    ...(wouldChange.length === 0
      ? flipsOf(explanation).map((block) => ({ block }))
      : [
          {
            block: rich(
              line(bold(result.change)),
              list(
                'bullet',
                wouldChange.slice(0, dissentShown).map((one) => [words(oneLine(one), 400)]),
              ),
            ),
          },
        ]),
    { block: statusLine(explanation) },
    { block: context(result.review(review)), must: true },
    {
      block: {
        type: 'actions',
        elements: [
          buttons.why.render(result.why, { v: 1, decision: closing.decision }),
          buttons.debateRecord.render(result.record, value),
          buttons.statePosition.render(debateTexts.ballot.differently, value),
          buttons.reopen.render(result.reopen, value),
        ],
      },
      must: true,
    },
  ];
  return {
    text: spoken(shown, settlement, cost, agreed),
    blocks: fold(parts, messageBudget, context(texts.message.cutShort)),
  };
}

function dissentOf({ standings, explanation }: Settlement): Inline[][] {
  return standings
    .filter(({ would, texts: said }) => would !== explanation.approach || said.length > 0)
    .slice(0, dissentShown)
    .map(({ by, texts: said, would, label }) => [
      personOf(by),
      words(`: ${said.map(oneLine).join(' ')}`, 400),
      would === explanation.approach ? italic(result.same) : bold(result.would(label)),
    ]);
}

function howBlock({ closing }: Settlement): KnownBlock {
  if (closing.how === 'settled') return context(result.how.settled);
  return rich(line(personOf(closing.by), words(`: ${oneLine(closing.reason ?? '')}`, 600)));
}

function spoken(
  { participants }: DebateShown,
  settlement: Settlement,
  cost: string,
  agreed: readonly string[],
): string {
  const { explanation, closing, standings, wouldChange, review } = settlement;
  const dissent = standings.filter(({ would, texts: said }) => would !== explanation.approach || said.length > 0);
  return inert(
    [
      ...answerLines(explanation),
      ...(closing.reason === undefined
        ? [result.how.settled]
        : [`${result.how.closed(namesOf(participants, [closing.by]))} ${oneLine(closing.reason)}`]),
      cost,
      ...(agreed.length === 0 ? [] : [`${result.agreed}: ${namesOf(participants, agreed)}`]),
      ...dissent.map(
        ({ by, texts: said, label, would }) =>
          `${result.dissented}: ${namesOf(participants, [by])}. ${said.map(oneLine).join(' ')}${would === explanation.approach ? result.same : result.would(label)}`,
      ),
      ...wouldChange.map(oneLine),
      result.review(review),
    ].join('\n'),
    limits.messageText.max,
  );
}

/** What stands in the place of the result while the debate is open again. */
function reopenedMessage({ debate }: DebateShown): Content {
  const said = result.reopened(cut(oneLine(debate.title), 150));
  return { text: inert(said, limits.messageText.max), blocks: [rich(line(words(said)))] };
}

/** The reminder in the thread: dissenters are asked what came out. */
export function reminderMessage({ debate, participants, settlement }: DebateShown): Content {
  if (settlement === undefined) throw new Error('a reminder needs a settlement');
  const { explanation, closing, standings } = settlement;
  const asked = standings.filter(({ would }) => would !== explanation.approach).map(({ by }) => by);
  const said = reminder.text(isoDate(closing.at), explanation.label, cut(oneLine(debate.title), 150));
  const value = { v: 1 as const, debate: debate.id };
  const question = asked.length === 0 ? [] : [`${namesOf(participants, asked)}: ${reminder.evidence}`];
  return {
    text: inert([said, ...question].join(' '), limits.messageText.max),
    blocks: [
      rich(line(bold(said, 400))),
      ...(asked.length === 0 ? [] : [rich(line(...peopleOf(asked), words(`: ${reminder.evidence}`)))]),
      {
        type: 'actions',
        elements: [
          buttons.stillTrue.render(reminder.yes, value),
          buttons.reopen.render(reminder.reopen, value),
          buttons.statePosition.render(debateTexts.ballot.differently, value),
        ],
      },
    ],
  };
}

/** A private word to the opener: a post that failed, or a dissent that would change the verdict. */
export function noticeMessage(
  shown: DebateShown,
  failed: Post | undefined,
  about: string,
  rulebook: DebateRules,
): Content {
  const { debate, participants } = shown;
  const title = cut(oneLine(debate.title), 150);
  const value = { v: 1 as const, debate: debate.id };
  if (failed === undefined) {
    const said = notice.dissent(namesOf(participants, [about]), title);
    return {
      text: inert(said, limits.messageText.max),
      blocks: [
        rich(line(words(said))),
        { type: 'actions', elements: [buttons.reopen.render(reminder.reopen, value, 'primary')] },
      ],
    };
  }
  const reason = failed.error ?? 'unknown';
  const gone = reason === 'thread_not_found';
  const said = `${notice.failed(title, reason)} ${adviceFor(reason)}`;
  const content = shown.settlement === undefined ? ballotMessage(shown, rulebook) : settlementMessage(shown);
  return {
    text: inert(`${said} `, 600) + content.text.slice(0, limits.messageText.max - 700),
    blocks: gone
      ? [context(said, 500), ...content.blocks]
      : [
          rich(line(words(said, 500))),
          { type: 'actions', elements: [buttons.postDebate.render(texts.notPosted.postNow, value, 'primary')] },
        ],
  };
}

function adviceFor(reason: string): string {
  if (reason === 'thread_not_found') return notice.parent;
  if (reason === 'not_in_channel' || reason === 'channel_not_found') return notice.invite;
  return reason === 'unclear' ? texts.notPosted.unclear : notice.other;
}
