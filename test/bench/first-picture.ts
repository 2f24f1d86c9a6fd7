import { drawCurves } from '../../src/charts/curves.ts';
import { pngOf } from '../../src/slack/png.ts';
import { curveWords } from '../../src/slack/views/chart.ts';
import { curves } from '../charts/samples.ts';

// Prints the milliseconds of the first picture of a process, with the renderer still to be loaded.

const from = performance.now();
await pngOf(drawCurves(curves, curveWords));
process.stdout.write(String(performance.now() - from));
