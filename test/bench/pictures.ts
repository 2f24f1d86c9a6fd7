import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { renderAsync } from '@resvg/resvg-js';
import { drawCurves } from '../../src/charts/curves.ts';
import { pngOf } from '../../src/slack/png.ts';
import { curveWords } from '../../src/slack/views/chart.ts';
import { curves } from '../charts/samples.ts';
import { lineOf, type Part } from './line.ts';
import { measure } from './measure.ts';
import { versionsOf } from './page.ts';

const rounds = 5;

/** A cost curve as a picture: the first of a process, and those that follow. */
export async function benchPictures(): Promise<Part> {
  const script = fileURLToPath(new URL('first-picture.ts', import.meta.url));
  const first = Array.from({ length: rounds }, () =>
    Number(execFileSync(process.execPath, ['--import', 'tsx', script]).toString()),
  );
  const svg = drawCurves(curves, curveWords);
  const fontFiles = ['Inter-Regular.ttf', 'Inter-SemiBold.ttf'].map((name) =>
    fileURLToPath(new URL(`../../assets/fonts/${name}`, import.meta.url)),
  );
  const alone = { font: { fontFiles, loadSystemFonts: false }, fitTo: { mode: 'zoom', value: 2 } } as const;
  const kinds = [
    { name: 'ours', pass: async () => (await pngOf(drawCurves(curves, curveWords)), 1) },
    { name: 'resvg', pass: async () => ((await renderAsync(svg, alone)).asPng(), 1) },
  ];
  const [ours = [], resvg = []] = (await measure(kinds, { rounds, ms: 400 })).map((times) =>
    times.map((micros) => micros / 1000),
  );
  return {
    id: 'pictures',
    title: 'Pictures',
    about: ['A cost curve from its numbers to a PNG of twice its size. resvg alone is given the finished SVG.'],
    rounds,
    peers: versionsOf('@resvg/resvg-js'),
    lines: [
      lineOf('the first picture of a new process', 'ms', first, { bar: { on: 'ours', most: 250 } }),
      lineOf('each that follows', 'ms', ours, {
        peers: [{ name: 'resvg alone', values: resvg }],
        bar: { on: 'ours', most: 120 },
      }),
    ],
  };
}
