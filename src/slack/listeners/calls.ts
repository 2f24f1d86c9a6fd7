import type { ViewResponseAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { UseCases } from '../../app/use-cases.ts';
import type { Rulebook } from '../../core/index.ts';
import type { Room } from '../debate/room.ts';
import type { Download } from '../download.ts';
import type { LessonPictures } from '../lesson-pictures.ts';
import type { Log } from '../log.ts';
import { type ActionPayload, insideOf, type ViewPayload } from '../payloads.ts';
import type { Replies } from '../replies.ts';
import type { RoomsOf } from '../rooms.ts';
import type { Call } from '../router.ts';
import type { Audience, Whisper } from '../whisper.ts';

/** What listeners translate between. */
export interface ListenerDeps {
  readonly useCases: UseCases;
  readonly rulebook: Pick<
    Rulebook,
    | 'questions'
    | 'lists'
    | 'approaches'
    | 'articles'
    | 'audit'
    | 'sources'
    | 'prices'
    | 'costs'
    | 'comparison'
    | 'matrices'
    | 'rules'
    | 'lessons'
    | 'faq'
    | 'cases'
  >;
  /** The interactive client. */
  readonly client: WebClient;
  readonly whisper: Whisper;
  readonly replies: Replies;
  readonly download: Download;
  /** Readings under way. */
  readonly room: Room;
  /** Which channels somebody is in. */
  readonly roomsOf: RoomsOf;
  /** Pictures of lessons, as files of Slack. */
  readonly pictures: LessonPictures;
  readonly log: Log;
}

/** A button that was pressed. */
export type Click = Call<ActionPayload>;

/** A submitted window. */
export type Submission = Call<ViewPayload, ViewResponseAction>;

/** Sentences at the inputs of a submitted window. */
export function errors(all: Readonly<Record<string, string>>): ViewResponseAction {
  return { response_action: 'errors', errors: { ...all } };
}

/** Another window in the place of the submitted one. */
export function update(view: ModalView): ViewResponseAction {
  return { response_action: 'update', view };
}

/** Whoever pressed a button, to be answered there and alone. */
export function presser(payload: ActionPayload): Audience {
  return { user: payload.user.id, inside: insideOf(payload), responseUrl: payload.response_url };
}
