import { setTimeout as pause } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { type Curves, drawCurves } from '../charts/curves.ts';
import { limits } from './limits.ts';
import { pngOf } from './png.ts';
import { texts } from './texts.ts';
import { chartText, curveWords } from './views/chart.ts';

const uploaded = z.object({
  files: z.tuple([z.object({ files: z.tuple([z.object({ id: z.string() })]) })]),
});
const described = z.object({ file: z.object({ mimetype: z.string().optional() }) });

/** Milliseconds between two looks whether Slack is done with a file. */
const patience = [150, 300, 600, 1000, 1500, 2000];

/** A picture to upload: SVG, and what is said of it. */
export interface Drawn {
  readonly svg: string;
  readonly filename: string;
  readonly title: string;
  readonly alt: string;
}

/** Draws curves and uploads them. @throws what uploadPicture throws */
export const uploadCurves = (client: WebClient, chart: Curves, waits?: readonly number[]): Promise<string> =>
  uploadPicture(
    client,
    {
      svg: drawCurves(chart, curveWords),
      filename: texts.chart.file,
      title: chart.title,
      alt: chartText(chart, limits.fileAlt.max),
    },
    waits,
  );

/**
 * Uploads a picture for an image block of the same bot; resolves to the id of the file once Slack shows it. No channel is given: with
 * one the picture would be posted on its own as well.
 * @throws what web-api throws, such as for a missing scope; when Slack is not done in time
 */
export async function uploadPicture(
  client: WebClient,
  { svg, filename, title, alt }: Drawn,
  waits: readonly number[] = patience,
): Promise<string> {
  const file = await pngOf(svg);
  const answer = await client.files.uploadV2({ file, filename, title, alt_text: alt });
  const { id } = uploaded.parse(answer).files[0].files[0];
  for (const wait of [0, ...waits]) {
    await pause(wait);
    // A block that names the file before it has a media type is refused.
    const { mimetype } = described.parse(await client.files.info({ file: id })).file;
    if (mimetype !== undefined && mimetype !== '') return id;
  }
  throw new Error('Slack is not done with an uploaded picture');
}
