import { expect, test } from 'vitest';
import { drawCurves } from '../../src/charts/curves.ts';
import { drawTornado } from '../../src/charts/tornado.ts';
import type { HomeShown } from '../../src/app/history.ts';
import type { DebateShown } from '../../src/app/debate-ports.ts';
import { approaches } from '../../src/core/index.ts';
import { chartOf, chartText } from '../../src/slack/views/chart.ts';
import { ballotMessage, whoView } from '../../src/slack/views/debate/ballot.ts';
import { closeView } from '../../src/slack/views/debate/position.ts';
import { noticeMessage, reminderMessage, settlementMessage } from '../../src/slack/views/debate/settlement.ts';
import { exampleVerdictView } from '../../src/slack/views/examples.ts';
import { historyView } from '../../src/slack/views/history.ts';
import { homeView } from '../../src/slack/views/home.ts';
import { foundMessage } from '../../src/slack/views/lessons.ts';
import { quizResultView, shareScoreView } from '../../src/slack/views/quiz.ts';
import { pngOf } from '../../src/slack/png.ts';
import { newOffice, shipped } from '../app/office.ts';
import { curves, curveWords, tornado, tornadoWords } from '../charts/samples.ts';
import { parseXml } from '../charts/xml.ts';
import { long } from '../long.ts';
import { textsIn } from '../slack/kit.ts';
import { draftOf, explanationOf, rules } from '../slack/samples.ts';
import { messages, views } from '../slack/surfaces.ts';
import { hostile } from './hostile-texts.ts';
import { held } from './memory.ts';
import { drawn } from './random.ts';

/** Texts, each through every surface. */
const count = Number(process.env['HOSTILE'] ?? (long ? 10_000 : 40));
const mark = 'Nightingale';

/** A debate as it is shown, with the mark wherever somebody wrote something. */
async function debated(): Promise<{ open: DebateShown; closed: DebateShown; opener: string }> {
  const { useCases } = await newOffice();
  const installation = 'T:T0LOCAL';
  const person = (id: string) => ({ installation, person: `T0LOCAL:${id}`, name: mark });
  const read = { ts: '1.000200', quote: mark, certainty: 'stated' } as const;
  const { id } = await useCases.debates.open(person('U0ANN'), {
    source: 'reading-1',
    title: mark,
    place: { channel: 'C1', thread: '1.000100' },
    evidence: [
      { ...read, question: 'gap', value: 'knowledge', author: 'T0LOCAL:U0BEN', name: mark },
      { ...read, question: 'gap', value: 'behavior', author: `pasted:${mark}` },
    ],
  });
  for (const [at, gap] of ['knowledge', 'behavior'].entries())
    await useCases.debates.state(person(`U${at}`), id, `s${at}`, ['gap'], { answers: { gap }, unknown: [] });
  const open = await useCases.debates.show(installation, id);
  const closed = await useCases.debates.close(person('U0ANN'), id, mark, { gap: 'knowledge' });
  return { open, closed, opener: 'T0LOCAL:U0ANN' };
}

/** The same data with other text in place of the mark. */
function saying<T>(value: T, text: string): T;
function saying(value: unknown, text: string): unknown {
  if (typeof value === 'string') return value.replaceAll(mark, () => text);
  if (Array.isArray(value)) return value.map((one: unknown) => saying(one, text));
  if (value instanceof Map)
    return new Map([...value].map(([key, one]): [unknown, unknown] => [key, saying(one, text)]));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]): [string, unknown] => [key, saying(one, text)]));
}

/** Everything that shows text and is no page of the rulebook's own: blocks, and the texts that go with messages. */
function surfaces(text: string, debate: Awaited<ReturnType<typeof debated>>): readonly unknown[] {
  const some = messages(text, 2);
  const { open, closed } = { open: saying(debate.open, text), closed: saying(debate.closed, text) };
  const listed = {
    id: 'd1',
    title: text,
    place: { channel: 'C1' },
    createdAt: 1,
    approach: 'rag',
    chosen: undefined,
  } as const;
  const history = { decisions: [listed], more: undefined };
  const home: HomeShown = {
    welcomed: true,
    drafts: [draftOf({ title: text })],
    waiting: [{ id: 'b1', title: text, place: { channel: 'C1' } }],
    history,
  };
  const rooms = { known: true, channels: new Set(['C1']), more: false } as const;
  // The rules name their cases, in so many characters, and in one at least.
  const name = text.slice(0, 200) || mark;
  const example = {
    name,
    answers: {},
    known: [{ name: text, value: text }],
    approach: 'rag',
    right: approaches,
  } as const;
  const explanation = explanationOf(text, 2);
  const curve = { ...curves, title: text, subtitle: text };
  return [
    ...Object.values(some).map((content) => ({ ...content, chart: undefined })),
    ...Object.values(views(text, 2)),
    ballotMessage(open, shipped),
    whoView(open, shipped),
    closeView(shipped, open),
    ballotMessage(closed, shipped),
    whoView(closed, shipped),
    settlementMessage(closed),
    reminderMessage(closed),
    noticeMessage(closed, undefined, debate.opener, shipped),
    homeView(home, rooms, shipped),
    historyView({ Words: text.slice(0, 100) }, history, rooms, shipped),
    foundMessage(shipped, text, []),
    shareScoreView(text),
    quizResultView({ example, right: false, explanation, progress: { seen: 1, right: 0, all: 2 } }, 'hybrid', rules),
    exampleVerdictView({ kind: 'preview', draft: draftOf({ example: name }), explanation, moved: [text] }),
    chartOf(curve).block,
    { type: 'plain_text', text: chartText(curve, 2_000) },
  ];
}

/** Reorders what stands around it, cannot be shown, or ends strings. */
const unwanted = /[\u202A-\u202E\u2066-\u2069]|\p{Surrogate}|(?![\t\n])\p{Cc}/u;
/** Read as a message of Slack's it would ping, link or format. */
const alive = /[<>*_~`]|:\/\/|&(?!(?:amp|lt|gt);)/;

const linksIn = (shown: unknown): string[] =>
  [...JSON.stringify(shown).matchAll(/"(?:url|image_url)":"([^"]*)"/g)].map(([, url = '']) => url);

/** What is wrong with a surface; `links` are those it has whatever is said. */
function faults(shown: unknown, links: ReadonlySet<string>): string[] {
  const sent = JSON.stringify(shown);
  const texts = textsIn(shown);
  const own =
    typeof shown === 'object' && shown !== null && 'blocks' in shown && 'text' in shown ? String(shown.text) : '';
  return [
    ...texts.filter(({ type }) => type === 'mrkdwn' || type === 'markdown').map(({ text }) => `markup: ${text}`),
    ...texts.filter(({ text }) => unwanted.test(text)).map(({ text }) => `unwanted: ${text}`),
    ...linksIn(shown).flatMap((url) => (links.has(url) ? [] : [`link: ${url}`])),
    ...[...sent.matchAll(/"user_id":"([^"]*)"/g)]
      .map(([, id = '']) => id)
      .filter((id) => /PING|<|@/.test(id))
      .map((id) => `mention: ${id}`),
    ...[...sent.matchAll(/.{0,60}(?<!\\)\\ud[89a-f]/gi)].map(([half]) => `half a surrogate: ${half}`),
    ...(alive.test(own) || unwanted.test(own) ? [`text: ${own}`] : []),
  ];
}

test(
  'of hostile texts no surface makes a mention, a link or markup, none breaks a picture, and none is held',
  async () => {
    const debate = await debated();
    const links = new Set(surfaces(mark, debate).flatMap(linksIn));
    const heap: number[] = [];
    let seen = 0;
    let shown = 0;
    for (const text of hostile(count, drawn(20_261_127))) {
      if (seen % Math.ceil(count / 3) === 0) heap.push(held());
      seen += 1;
      const all = surfaces(text, debate);
      shown += all.length;
      expect([text.slice(0, 200), all.flatMap((one) => faults(one, links))]).toEqual([text.slice(0, 200), []]);
      const pictures = [
        drawCurves(
          { ...curves, title: text, subtitle: text, events: [{ month: 1, text }], crossings: [{ month: 2, text }] },
          curveWords,
        ),
        drawTornado(
          { ...tornado, title: text, bars: tornado.bars.map((bar) => ({ ...bar, label: text, flips: text })) },
          tornadoWords,
        ),
      ];
      for (const svg of pictures) parseXml(svg);
      // Drawing costs a hundred times as much.
      const drawn = seen % 100 === 1 ? await Promise.all(pictures.map(pngOf)) : [];
      expect(drawn.filter((png) => png.length < 1_000)).toEqual([]);
    }
    heap.push(held());
    console.log(JSON.stringify({ texts: seen, surfaces: shown, heap: heap.map(Math.round) }));
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect((heap.at(-1) ?? 0) - (heap[1] ?? 0)).toBeLessThan(25);
  },
  long ? 90 * 60_000 : 120_000,
);
