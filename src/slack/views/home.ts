import type { Button, HomeView, KnownBlock } from '@slack/types';
import { type HomeShown, isDirect } from '../../app/history.ts';
import type { ListedDecision } from '../../app/newcomer-ports.ts';
import { isoDate } from '../../app/dates.ts';
import type { Draft } from '../../app/ports.ts';
import { approaches, labelOf, type Rulebook } from '../../core/index.ts';
import { plain } from '../forms/form.ts';
import { homeTexts } from '../home-texts.ts';
import { buttons } from '../ids.ts';
import { oneLine } from '../mrkdwn.ts';
import { practiceTexts } from '../practice-texts.ts';
import type { Rooms } from '../rooms.ts';
import { texts } from '../texts.ts';
import type { Labels } from './answer.ts';
import { fold, type Part, viewBudget } from './fold.ts';
import { lessonRows } from './lessons.ts';
import { bold, context, type Inline, line, list, rich, words } from './rich.ts';

/** The part of a rulebook that Home shows. */
export type HomeRules = Pick<Rulebook, 'approaches' | 'lessons'>;

const { welcome, drafts: draftTexts, waiting: waitingTexts, decisions: listTexts } = homeTexts;
const titleLength = 150;

/** The first or second step of the welcome, in place of everything else. */
export function welcomeHome(step: 1 | 2, { lessons }: Pick<HomeRules, 'lessons'>): HomeView {
  const [first] = Object.keys(lessons);
  const head = [header(welcome.heading), context(welcome.step(step))];
  if (step === 1) {
    return homeOf([
      ...head,
      rich(line(words(`${welcome.what}\n${welcome.how}\n${welcome.private}`))),
      actions(
        buttons.welcomeNext.render(welcome.next, { v: 1 }, 'primary'),
        buttons.welcomeDone.render(welcome.skip, { v: 1 }),
      ),
    ]);
  }
  return homeOf([
    ...head,
    rich(
      line(bold(welcome.begin)),
      list(
        'bullet',
        [welcome.learn, welcome.practice, welcome.start].map((one) => [words(one)]),
      ),
    ),
    actions(
      ...(first === undefined ? [] : [buttons.lesson.render(welcome.lesson, { v: 1, lesson: first }, 'primary')]),
      buttons.cases.render(practiceTexts.cases.button, { v: 1 }),
      buttons.own.render(homeTexts.start, { v: 1 }),
      buttons.welcomeDone.render(welcome.done, { v: 1 }),
    ),
  ]);
}

/** Home as it is for a person: what is theirs, and what they may see. */
export function homeView({ drafts, waiting, history }: HomeShown, rooms: Rooms, rulebook: HomeRules): HomeView {
  const unknown = rooms.known ? undefined : listTexts[rooms.why];
  const ladder = approaches
    .filter((approach) => approach !== 'hybrid')
    .map((approach) => [words(rulebook.approaches[approach].ladder, 200)]);
  const lessons = lessonRows(rulebook);
  return homeOf(
    fold(
      [
        ...[
          header(homeTexts.heading),
          actions(
            buttons.own.render(homeTexts.start, { v: 1 }, 'primary'),
            buttons.lessons.render(homeTexts.lessons, { v: 1 }),
            buttons.cases.render(practiceTexts.cases.button, { v: 1 }),
            buttons.quiz.render(practiceTexts.quiz.button, { v: 1 }),
            buttons.settings.render(homeTexts.settings, { v: 1 }),
          ),
          context(homeTexts.help),
          header(draftTexts.heading),
          ...(drafts.length === 0 ? [context(draftTexts.none)] : []),
          ...drafts
            .map(titled)
            .flatMap(({ id, title, updatedAt }) => [
              rich(line(bold(oneLine(title), titleLength), words(draftTexts.changed(isoDate(updatedAt))))),
              actions(
                named(buttons.resume.render(draftTexts.continue, { v: 1, draft: id }), draftTexts.continueOne(title)),
              ),
            ]),
          header(waitingTexts.heading),
          ...(waiting.length === 0 ? [context(unknown ?? waitingTexts.none)] : []),
          ...waiting.flatMap(({ id, title, place }) => [
            rich(line(bold(oneLine(title), titleLength), words(' · '), channelOf(place.channel))),
            actions(
              named(buttons.stateHere.render(waitingTexts.state, { v: 1, debate: id }), waitingTexts.stateOne(title)),
            ),
          ]),
          header(listTexts.heading),
          ...(unknown !== undefined
            ? [context(unknown)]
            : history.decisions.length === 0
              ? [context(listTexts.none)]
              : []),
          ...decisionRows(history.decisions, rulebook),
          ...(rooms.known && rooms.more ? [context(listTexts.more)] : []),
          ...(history.decisions.length === 0 ? [] : [actions(buttons.history.render(listTexts.all, { v: 1 }))]),
          header(homeTexts.ladder),
          rich(list('ordered', ladder)),
        ].map(must),
        ...(lessons.length === 0 ? [] : [{ block: header(homeTexts.lessons) }]),
        ...lessons.map((block) => ({ block })),
      ],
      viewBudget,
      context(texts.message.cutShort),
    ),
  );
}

/** In place of a Home that could not be made. */
export function troubledHome(reference: string): HomeView {
  return homeOf([header(homeTexts.heading), context(homeTexts.trouble(reference))]);
}

/** Decisions with what they say, when, where, and a way to open each. */
export function decisionRows(decisions: readonly ListedDecision[], rulebook: Labels): KnownBlock[] {
  return decisions.flatMap(({ id, title, place, createdAt, approach, chosen }) => {
    const label = labelOf(rulebook, approach);
    const said =
      chosen === undefined || chosen === approach ? label : listTexts.chosen(labelOf(rulebook, chosen), label);
    const open = buttons.openDecision.render(listTexts.open, { v: 1, decision: id });
    return [
      rich(
        line(bold(oneLine(title), titleLength)),
        line(words(listTexts.said(said, isoDate(createdAt)), 300), channelOf(place.channel)),
      ),
      actions(named(open, listTexts.openOne(title))),
    ];
  });
}

/** A draft with words to call it by: its page may have been closed before it had any. */
const titled = (draft: Draft): Draft => ({ ...draft, title: oneLine(draft.title) || texts.start.untitled });

const must = (block: KnownBlock): Part => ({ block, must: true });

const channelOf = (channel: string): Inline =>
  isDirect(channel) ? words(listTexts.direct) : { type: 'channel', channel_id: channel };

/** Buttons of one name, told apart by those who hear them. */
function named(button: Button, label: string): Button {
  return { ...button, accessibility_label: plain(oneLine(label), 75).text };
}

function header(text: string): KnownBlock {
  return { type: 'header', text: plain(text, 150) };
}

function actions(...elements: readonly Button[]): KnownBlock {
  return { type: 'actions', elements: [...elements] };
}

function homeOf(blocks: readonly KnownBlock[]): HomeView {
  return { type: 'home', blocks: [...blocks] };
}
