import type { KnownBlock, ModalView } from '@slack/types';
import type { DebateShown } from '../../../app/debate-ports.ts';
import { linkTo } from '../../../app/debate-showing.ts';
import { type Dispute, labelOf, list as listed } from '../../../core/index.ts';
import { debateTexts } from '../../debate-texts.ts';
import { buttons, modals } from '../../ids.ts';
import { limits } from '../../limits.ts';
import { cut, inert, oneLine } from '../../mrkdwn.ts';
import { fold, type Part, viewBudget } from '../fold.ts';
import { type Content, messageBudget } from '../message.ts';
import { readingModal } from '../modal.ts';
import { bold, context, type Inline, italic, line, list, rich, words } from '../rich.ts';
import { type DebateRules, labelsOf, nameOf, namesOf, peopleOf, personOf, textOf } from './people.ts';

const agreedShown = 6;
const disputesShown = 12;
const campsShown = 6;
const unsaidShown = 4;
const { ballot } = debateTexts;

/** The ballot: what is agreed first, then what is disputed, what matters first, and what would settle it. */
export function ballotMessage(shown: DebateShown, rulebook: DebateRules): Content {
  const { debate, assessment } = shown;
  const heading = ballot.heading(cut(oneLine(debate.title), 150));
  const first = agreement(shown, rulebook);
  // Once it is settled, the result says who sees what differently.
  const disputes = debate.state === 'settled' ? [] : assessment.disputes.slice(0, disputesShown);
  const verdict = verdictLines(shown, rulebook);
  const differ = disputes.length === 0 ? [] : [differing(shown, rulebook)];
  const parts: Part[] = [
    { block: rich(line(words(first, 900))), must: true },
    { block: context(heading, 200), must: true },
    ...differ.map((one) => ({ block: rich(line(bold(one, 600))), must: true })),
    ...disputes.map((dispute) => ({ block: disputeBlock(dispute, rulebook) })),
    { block: rich(line(words(verdict.join(' '), 1200))), must: true },
    { block: buttonsOf(shown), must: true },
  ];
  const spoken = disputes.map((dispute) => disputeText(shown, dispute, rulebook));
  return {
    text: inert([first, heading, ...differ, ...spoken, ...verdict].join('\n'), limits.messageText.max),
    blocks: fold(parts, messageBudget, context(ballot.cut)),
  };
}

function buttonsOf({ debate }: DebateShown): KnownBlock {
  const value = { v: 1 as const, debate: debate.id };
  const who = buttons.who.render(ballot.who, value);
  if (debate.state === 'settled') {
    return { type: 'actions', elements: [buttons.statePosition.render(ballot.differently, value), who] };
  }
  return {
    type: 'actions',
    elements: [
      buttons.statePosition.render(ballot.state, value, 'primary'),
      buttons.changeMine.render(ballot.change, value),
      who,
      buttons.closeDebate.render(ballot.close, value),
    ],
  };
}

/** "Said, and nobody differs: the gap is knowledge, …" */
function agreement({ assessment }: DebateShown, rulebook: DebateRules): string {
  const facts = assessment.agreed.map(({ question, camps }) => {
    const [camp] = camps;
    return camp === undefined ? '' : `${nameOf(rulebook, question)} is “${textOf(rulebook, question, camp.value)}”`;
  });
  if (facts.length === 0) return ballot.nothing;
  const rest = facts.length - agreedShown;
  return ballot.agree([...facts.slice(0, agreedShown), ...(rest > 0 ? [ballot.agreeMore(rest)] : [])].join('; '));
}

function differing({ assessment }: DebateShown, rulebook: DebateRules): string {
  const { disputes } = assessment;
  const differ = disputes.filter(({ kind }) => kind === 'differ').length;
  const pivotal = disputes.filter((one) => one.pivotal).map(({ question }) => nameOf(rulebook, question));
  const shown = listed(pivotal.slice(0, agreedShown));
  if (differ === 0) return ballot.open(shown);
  return ballot.differ(differ, pivotal.length === 0 ? ballot.none : ballot.only(shown, pivotal.length === 1));
}

function disputeBlock(dispute: Dispute, rulebook: DebateRules): KnownBlock {
  const { question, kind, pivotal, camps, unsure } = dispute;
  const note =
    kind === 'unsaid' ? ballot.nobody : kind === 'range' ? ballot.range : pivotal ? ballot.matters : ballot.alone;
  const rows = camps
    .slice(0, campsShown)
    .map(({ value, by }): Inline[] => [
      bold(textOf(rulebook, question, value), 120),
      words(': '),
      ...peopleOf(by),
      ...leads(dispute, JSON.stringify(value), rulebook),
    ]);
  const untaken = kind === 'unsaid' ? dispute.leadsTo.slice(0, campsShown) : [];
  const options = untaken.map(({ value }): Inline[] => [
    bold(textOf(rulebook, question, value), 120),
    ...leads(dispute, JSON.stringify(value), rulebook),
  ]);
  const doubt = unsure.length === 0 ? [] : [[...peopleOf(unsure), italic(` ${ballot.unsure}`)]];
  return rich(
    line(bold(capital(nameOf(rulebook, question)), 120), italic(` (${note})`)),
    list('bullet', [...rows, ...options, ...doubt]),
  );
}

function leads({ pivotal, leadsTo }: Dispute, value: string, rulebook: DebateRules): Inline[] {
  const found = leadsTo.find((one) => JSON.stringify(one.value) === value);
  return pivotal && found !== undefined ? [words(' → '), words(labelsOf(rulebook, found.possible), 120)] : [];
}

function disputeText({ participants }: DebateShown, dispute: Dispute, rulebook: DebateRules): string {
  const { question, camps, leadsTo, pivotal } = dispute;
  const says = camps.slice(0, campsShown).map(({ value, by }) => {
    const found = leadsTo.find((one) => JSON.stringify(one.value) === JSON.stringify(value));
    const then = pivotal && found !== undefined ? ` → ${labelsOf(rulebook, found.possible)}` : '';
    return `${textOf(rulebook, question, value)} (${namesOf(participants, by)})${then}`;
  });
  return `${capital(nameOf(rulebook, question))}: ${says.join('; ') || ballot.nobody}`;
}

function verdictLines({ debate, assessment, settlement }: DebateShown, rulebook: DebateRules): string[] {
  const { settling, unsaid, approach, possible } = assessment;
  if (settlement !== undefined) {
    const { label } = settlement.explanation;
    return [debate.closing?.how === 'closed' ? ballot.closed(label) : ballot.settled(label)];
  }
  const names = (ids: readonly string[]) => listed(ids.slice(0, unsaidShown).map((id) => nameOf(rulebook, id)));
  return [
    ballot.leading(labelOf(rulebook, approach)),
    ...(possible.length > 1 ? [ballot.left(labelsOf(rulebook, possible))] : []),
    ...(settling.questions.length > 0 ? [ballot.find(names(settling.questions), unsaid.length > 0)] : []),
    ...(settling.exact ? [] : [ballot.greedy]),
    ...(unsaid.length > 0 ? [ballot.unsaid(names(unsaid))] : []),
  ];
}

/** Everybody's answers by question, with the quotes that were kept. */
export function whoView(shown: DebateShown, rulebook: DebateRules): ModalView {
  const { debate, assessment } = shown;
  const all = [
    ...assessment.disputes,
    ...assessment.agreed.filter(({ question }) => assessment.disputes.every((one) => one.question !== question)),
  ];
  const rows = all.map(({ question, camps, unsure }): KnownBlock =>
    rich(
      line(bold(capital(nameOf(rulebook, question)), 120)),
      list('bullet', [
        ...camps.map(({ value, by }): Inline[] => [
          bold(textOf(rulebook, question, value), 120),
          words(': '),
          ...by.slice(0, 40).flatMap((one, at) => (at === 0 ? [personOf(one)] : [words(', '), personOf(one)])),
        ]),
        ...(unsure.length === 0 ? [] : [[...peopleOf(unsure), italic(` ${ballot.unsure}`)]]),
      ]),
    ),
  );
  const kept = debate.evidence.filter(({ quote }) => quote !== '');
  const quotes = kept.map(({ author, quote, ts }): KnownBlock =>
    rich(
      line(
        personOf(author),
        italic(` (${debateTexts.who.read}) `),
        words(`“${oneLine(quote)}” `, 320),
        ...(ts === undefined ? [] : [linkOf(debate.place, ts)]),
      ),
    ),
  );
  const blocks = all.length + quotes.length === 0 ? [context(debateTexts.who.nobody)] : [...rows, ...quotes];
  const parts = blocks.map((block) => ({ block }));
  return readingModal(
    modals.who,
    debateTexts.who.modal,
    debateTexts.who.close,
    fold(parts, viewBudget, context(ballot.cut)),
  );
}

/** A link to a message of the thread. */
export function linkOf({ channel, thread }: DebateShown['debate']['place'], ts: string): Inline {
  return { type: 'link', url: linkTo(channel, ts, thread), text: debateTexts.evidence.link };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
