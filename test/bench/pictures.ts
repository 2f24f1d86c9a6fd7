import { drawCurves } from '../../src/charts/curves.ts';
import { curveWords } from '../../src/slack/views/chart.ts';
import { pngOf } from '../../src/slack/png.ts';
import { curves } from '../charts/samples.ts';
import { measure, spread } from './measure.ts';

/** The first picture of a process, with the renderer still to be loaded, and those that follow. Call it before any other. */
export async function benchPictures(print: (line: string) => void): Promise<void> {
  const from = performance.now();
  await pngOf(drawCurves(curves, curveWords));
  const first = performance.now() - from;
  const kinds = [
    { name: 'svg', pass: () => (drawCurves(curves, curveWords), 1) },
    { name: 'png', pass: async () => (await pngOf(drawCurves(curves, curveWords)), 1) },
  ];
  const [svg = [], png = []] = await measure(kinds, { rounds: 5, ms: 200 });
  print(
    `First picture ${first.toFixed(0)} ms (target ≤ 250), next ${spread(png.map((micros) => micros / 1000))} ms (target ≤ 120)`,
  );
  print(`  of which the SVG ${spread(svg)} µs`);
}
