import { approaches, costOptions } from '../../core/index.ts';
import { buttons, commands, events, modals, shortcuts, sumsButtons, whyNotButtons } from '../ids.ts';
import type { ViewPayload } from '../payloads.ts';
import type { Call, Routes } from '../router.ts';
import type { ListenerDeps } from './calls.ts';
import { auditActions, auditSubmissions } from './audit.ts';
import { challengeActions, challengeSubmissions } from './challenge.ts';
import { comparisonActions } from './comparison.ts';
import { costActions, costSubmissions } from './costs.ts';
import { decisionActions, decisionSubmissions } from './decisions.ts';
import { forgetting } from './forgetting.ts';
import { home } from './home.ts';
import { lessons } from './lessons.ts';
import { practice, practiceSubmissions } from './practice.ts';
import { leaving, resuming } from './leaving.ts';
import { pageActions, submissions } from './pages.ts';
import { ballotActions, ballotSubmissions } from './ballots.ts';
import { openings } from './openings.ts';
import { starts } from './starts.ts';

/** Every handler under the id it was rendered with. */
export function routesOf(deps: ListenerDeps): Routes {
  const debate = openings(deps);
  const ballot = ballotActions(deps);
  const cast = ballotSubmissions(deps);
  const forget = forgetting(deps);
  const learning = lessons(deps);
  const practicing = practice(deps);
  const practiced = practiceSubmissions(deps);
  const tab = home(deps);
  const start = starts(deps, debate, forget, { ...learning, ...practicing });
  const page = pageActions(deps);
  const submitted = submissions(deps);
  const left = leaving(deps);
  const decision = decisionActions(deps);
  const about = decisionSubmissions(deps);
  const cost = costActions(deps);
  const comparison = comparisonActions(deps);
  const reckoned = costSubmissions(deps);
  const challenges = challengeActions(deps);
  const audits = auditActions(deps);
  const audited = auditSubmissions(deps);
  return {
    commands: new Map([[commands.start, start.command]]),
    shortcuts: new Map([
      [shortcuts.start, start.global],
      [shortcuts.settle, debate.shortcut],
    ]),
    actions: new Map([
      [buttons.start.id, start.again],
      [buttons.resume.id, resuming(deps)],
      [buttons.decideNow.id, page.decideNow],
      [buttons.decideFirst.id, page.decideFirst],
      [buttons.why.id, decision.why],
      [buttons.whyPage.id, decision.whyPage],
      [buttons.change.id, decision.change],
      [buttons.record.id, decision.record],
      [buttons.otherwise.id, decision.otherwise],
      [buttons.postNow.id, decision.postNow],
      [buttons.postElsewhere.id, decision.postElsewhere],
      [buttons.sums.id, cost.sums],
      [buttons.reckon.id, cost.reckon],
      [buttons.challenge.id, challenges.open],
      [buttons.state.id, challenges.state],
      [buttons.files.id, cost.files],
      [buttons.articles.id, cost.articles],
      [buttons.compare.id, comparison.compare],
      [buttons.compareAll.id, comparison.all],
      [buttons.matrices.id, comparison.matrices],
      [buttons.settle.id, debate.again],
      [buttons.stopReading.id, debate.stop],
      [buttons.readOn.id, debate.readOn],
      [buttons.keepAll.id, debate.keepAll],
      [buttons.pasteThread.id, debate.paste],
      [buttons.statePosition.id, ballot.state],
      [buttons.changeMine.id, ballot.changeMine],
      [buttons.who.id, ballot.who],
      [buttons.closeDebate.id, ballot.close],
      [buttons.debateRecord.id, ballot.record],
      [buttons.reopen.id, ballot.reopen],
      [buttons.postDebate.id, ballot.postNow],
      [buttons.stillTrue.id, ballot.stillTrue],
      [buttons.audit.id, audits.open],
      [buttons.auditFirst.id, audits.first],
      [buttons.auditTable.id, audits.table],
      [buttons.auditCounts.id, audits.counts],
      [buttons.auditUse.id, audits.use],
      [buttons.lessons.id, learning.all],
      [buttons.lesson.id, learning.one],
      [buttons.tryLesson.id, learning.tryIt],
      [buttons.answer.id, learning.answer],
      [buttons.cases.id, practicing.cases],
      [buttons.casesBack.id, practicing.casesBack],
      [buttons.casesOn.id, practicing.casesOn],
      [buttons.openCase.id, practicing.openCase],
      [buttons.changeCase.id, practicing.changeCase],
      [buttons.own.id, practicing.own],
      [buttons.quiz.id, practicing.quiz],
      [buttons.shareScore.id, practicing.shareScore],
      [buttons.welcome.id, practicing.welcome],
      [buttons.welcomeNext.id, tab.welcomeNext],
      [buttons.welcomeDone.id, tab.welcomeDone],
      [buttons.settings.id, tab.settings],
      [buttons.history.id, tab.history],
      [buttons.historyOn.id, tab.historyOn],
      [buttons.openDecision.id, tab.openDecision],
      [buttons.stateHere.id, tab.stateHere],
      [buttons.help.id, start.help],
      [buttons.forget.id, forget.again],
      ...costOptions.map((option) => [sumsButtons[option].id, cost.sumsOf(option)] as const),
      ...approaches.map((approach) => [whyNotButtons[approach].id, decision.whyNot(approach)] as const),
    ]),
    submissions: new Map([
      [modals.start, submitted.start],
      [modals.page, submitted.page],
      [modals.preview, submitted.preview],
      [modals.position, submitted.position],
      [modals.otherwise, about.otherwise],
      [modals.elsewhere, about.elsewhere],
      [modals.reckon, reckoned.reckon],
      [modals.paste, debate.pasted],
      [modals.evidence, debate.kept],
      [modals.debatePosition, cast.position],
      [modals.closeDebate, cast.close],
      [modals.challenge, challengeSubmissions(deps).challenge],
      [modals.forget, forget.submitted],
      [modals.audit, audited.counts],
      [modals.auditTable, audited.table],
      [modals.quiz, practiced.quiz],
      [modals.shareScore, practiced.shareScore],
      [modals.history, tab.searched],
      [modals.settings, tab.set],
    ]),
    events: new Map([[events.mention, debate.mention]]),
    homes: new Map([[events.home, tab.opened]]),
    closed: new Map([
      ...Object.values(modals).map((id) => [id, ({ ack }: Call<ViewPayload>) => ack()] as const),
      [modals.start, left.start],
      [modals.page, left.page],
      [modals.preview, left.preview],
      [modals.position, left.page],
    ]),
  };
}
