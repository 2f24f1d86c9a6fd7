import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import type { PictureStore } from '../app/newcomer-ports.ts';
import type { Installation } from '../app/ports.ts';
import { drawApproaches } from '../charts/lesson-approaches.ts';
import { drawCrossing } from '../charts/lesson-crossing.ts';
import { drawHybrid } from '../charts/lesson-hybrid.ts';
import { drawLadder } from '../charts/lesson-ladder.ts';
import { drawQuestions } from '../charts/lesson-questions.ts';
import type { LessonPicture } from '../core/index.ts';
import { traceOf } from './errors.ts';
import { limits } from './limits.ts';
import type { Log } from './log.ts';
import { cut } from './mrkdwn.ts';
import { uploadPicture } from './pictures.ts';
import { pictureTexts } from './picture-texts.ts';

/** Every picture, drawn when it is first needed. */
const drawings: Readonly<Record<LessonPicture, () => string>> = {
  approaches: () => drawApproaches(pictureTexts.approaches.words),
  questions: () => drawQuestions(pictureTexts.questions.words),
  ladder: () => drawLadder(pictureTexts.ladder.words),
  crossing: () => drawCrossing(pictureTexts.crossing.words),
  hybrid: () => drawHybrid(pictureTexts.hybrid.words),
};

/** A picture of a lesson as SVG. */
export const drawLesson = (picture: LessonPicture): string => drawings[picture]();

/** Pictures of lessons as files of one installation, each uploaded once for everybody there. */
export interface LessonPictures {
  /** The file, as far as this process remembers. */
  known(picture: LessonPicture): string | undefined;
  /** The file, uploaded when there is none yet; undefined where Slack takes none now. Never throws. */
  file(picture: LessonPicture): Promise<string | undefined>;
  /** Slack does not show this file: the next one is uploaded anew. */
  refused(picture: LessonPicture, file: string): Promise<void>;
}

/** How long nothing is uploaded after it failed, such as where the scopes for files are missing. */
const restMs = 900_000;

export function createLessonPictures({
  installation,
  store,
  client,
  log,
  now = Date.now,
  upload = uploadPicture,
}: {
  readonly installation: Installation;
  readonly store: PictureStore;
  readonly client: WebClient;
  readonly log: Log;
  readonly now?: (() => number) | undefined;
  readonly upload?: typeof uploadPicture | undefined;
}): LessonPictures {
  const files = new Map<LessonPicture, string>();
  const underWay = new Map<LessonPicture, Promise<string | undefined>>();
  /** When a file was last refused. */
  const refusals = new Map<LessonPicture, number>();
  let restsUntil = 0;

  async function find(picture: LessonPicture): Promise<string | undefined> {
    try {
      const svg = drawLesson(picture);
      const name = nameOf(picture, svg);
      const stored = await store.picture(installation, name);
      const file = stored ?? (await make(picture, name, svg));
      if (file !== undefined) files.set(picture, file);
      return file;
    } catch (error) {
      restsUntil = now() + restMs;
      log.info(traceOf(error), 'a lesson has no picture; without the scopes for files this is normal');
      return undefined;
    }
  }

  async function make(picture: LessonPicture, name: string, svg: string): Promise<string | undefined> {
    if (now() < restsUntil) return undefined;
    const { alt, title } = pictureTexts[picture];
    const file = await upload(client, {
      svg,
      filename: `${picture}.png`,
      title,
      alt: cut(alt, limits.fileAlt.max),
    });
    await store.keepPicture(installation, name, file, now());
    return file;
  }

  return {
    known: (picture) => files.get(picture),

    file(picture) {
      const known = files.get(picture);
      if (known !== undefined) return Promise.resolve(known);
      const before = underWay.get(picture);
      if (before !== undefined) return before;
      const search = find(picture).finally(() => underWay.delete(picture));
      underWay.set(picture, search);
      return search;
    },

    async refused(picture, file) {
      log.warn({ installation, picture }, 'Slack does not show the file of a picture');
      if (files.get(picture) === file) files.delete(picture);
      // One that replaced another would be followed by a third, and so on for every reader.
      if (now() - (refusals.get(picture) ?? -Infinity) < restMs) restsUntil = now() + restMs;
      refusals.set(picture, now());
      await store.dropPicture(installation, nameOf(picture, drawLesson(picture)), file).catch((error: unknown) => {
        log.warn(traceOf(error), 'the file of a picture could not be forgotten');
      });
    },
  };
}

/** By what it shows: another drawing is another picture. */
function nameOf(picture: LessonPicture, svg: string): string {
  return `${picture} ${createHash('sha256').update(svg).digest('hex').slice(0, 16)}`;
}
