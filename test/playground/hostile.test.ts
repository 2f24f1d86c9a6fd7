import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Playground } from '../../src/playground/index.ts';
import { blocks } from '../../src/playground/render/blocks.ts';
import { mrkdwn } from '../../src/playground/render/mrkdwn.ts';
import { screenOf } from '../../src/playground/render/screen.ts';
import type { Message, View } from '../../src/playground/world.ts';
import { createWorld } from '../../src/playground/world.ts';
import { ragAnswers } from '../browser/flow.ts';
import { long } from '../long.ts';
import { hostileNumbers, hostileTexts } from './hostile.ts';
import { startWhole, type Whole } from './whole.ts';

// All texts take minutes.
vi.setConfig({ testTimeout: long ? 900_000 : 60_000 });

const screen = screenOf(
  createWorld(() => 0, 'A0LOCAL'),
  'U0ANN',
);

/** One surface as the page would draw it. */
interface Drawn {
  readonly name: string;
  readonly html: string;
}

const drawnView = (name: string, view: View | undefined): Drawn => ({
  name,
  html: view === undefined ? '' : blocks(view.blocks, { ...screen, place: name }).html,
});
const drawnMessage = (name: string, message: Message): Drawn[] => [
  { name: `${name} blocks`, html: blocks(message.blocks ?? [], { ...screen, place: name }).html },
  { name: `${name} text`, html: mrkdwn(message.text, screen).html },
];

/** Opening and closing tags with what could mark a mention or a link; everything else may differ. */
const tagsOf = (html: string) =>
  [...html.matchAll(/<(\/?[a-z]\w*)([^>]*)>/g)]
    .map(
      ([, tag, attributes = '']) =>
        `${tag} ${/class="[^"]*"/.exec(attributes)?.[0] ?? ''} ${/href="[^"]*"/.exec(attributes)?.[0] ?? ''}`,
    )
    .join('\n');

/** Marks that are replaced where only mrkdwn is possible, and what is dropped or hidden everywhere. */
const plainly = (text: string) =>
  text
    .replace(/∗/g, '*')
    .replace(/＿/g, '_')
    .replace(/∼/g, '~')
    .replace(/ˋ/g, '`')
    .replace(/\u2060/g, '');

/** Decides under a title and shares it: the windows on the way and the head of the thread; undefined where it may be missing. */
async function shared(playground: Playground, text: string) {
  const ann = playground.as('ann');
  await ann.command('#llm-guild', '/rag-or-ft');
  const first = await playground.until(() => ann.view());
  // A client cuts at the length the input allows, in the middle of whatever stands there.
  const typed = text.slice(0, 150);
  const answer = await ann.submit({ Title: typed, ...ragAnswers });
  if (answer.kind === 'errors') {
    await ann.closeView();
    // Only of a title that has nothing to read may the app say that it is missing.
    if (typed.replace(/[\s\p{C}]/gu, '') === '') return undefined;
    throw new Error(`refused: ${JSON.stringify(answer.errors)} for ${JSON.stringify(typed)}`);
  }
  const drawn = [drawnView('first page', first), drawnView('second page', ann.view())];
  for (let page = 0; page < 4 && ann.view()?.callbackId === 'case:modal:page'; page++) {
    await ann.submit(page === 0 ? { prompt_success_rate: '60%' } : {});
  }
  drawn.push(drawnView('preview', ann.view()));
  const before = ann.messages('#llm-guild').length;
  await ann.submit();
  const posted = await playground.until(
    () =>
      ann
        .messages('#llm-guild')
        .slice(before)
        .find(({ botId }) => botId),
    10_000,
  );
  await playground.until(() => ann.thread('#llm-guild', posted.ts).length >= 3, 10_000);
  return { drawn, posted };
}

async function title(playground: Playground, text: string): Promise<Drawn[]> {
  const one = await shared(playground, text);
  if (one === undefined) return [];
  const ann = playground.as('ann');
  const { drawn, posted } = one;
  if (ann.view()) await ann.closeView();
  ann.thread('#llm-guild', posted.ts).forEach((message, at) => drawn.push(...drawnMessage(`message ${at}`, message)));
  for (const [button, callback] of [
    ['Why', 'why'],
    ['Decision record', 'record'],
  ] as const) {
    const found = posted.blocks?.some((block) => JSON.stringify(block).includes(`"text":"${button}"`));
    if (!found) continue;
    await ann.click(button, { ts: posted.ts });
    const opened = await playground.until(() => ann.view());
    drawn.push(drawnView(callback, opened));
    await ann.closeView();
  }
  return drawn;
}

let slice: Whole;
let neutral: Drawn[];
const word = 'Nightingale';

beforeAll(async () => {
  slice = await startWhole('http');
  neutral = await title(slice.playground, word);
});

afterAll(() => slice?.stop());

const textOf = (html: string) =>
  html
    .replace(/<br>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

/** What reorders the text around it, cannot be shown, or ends strings. */
const unwanted = /[\u202A-\u202E\u2066-\u2069]|\p{Surrogate}|(?![\t\n])\p{Cc}/u;

/** What stands where the neutral title stood. */
function shown(surface: Drawn, sample: Drawn): string[] {
  const parts = textOf(sample.html).split(word);
  if (parts.length === 1) return [];
  const quoted = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const found = new RegExp(`^${quoted.join(String.raw`([\s\S]*?)`)}$`).exec(textOf(surface.html));
  if (!found) throw new Error(`${surface.name} says more than the title: ${textOf(surface.html).slice(0, 400)}`);
  return found.slice(1);
}

test('the neutral title stands in every kind of surface', () => {
  expect(neutral.filter(({ html }) => html.includes(word)).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['preview', 'message 0 blocks', 'message 0 text']),
  );
});

/** In the short form every ninth: those picked by hand are told apart by what they try. */
const texts = hostileTexts.filter((_text, place) => long || place % 9 === 0);
/** In shares, so that a failure names a few. */
const shares = Array.from({ length: 5 }, (_, at) => [at, texts.filter((_text, place) => place % 5 === at)] as const);

test.each(shares)('a hostile title adds nothing but its own letters to any surface (share %i)', async (_at, texts) => {
  for (const text of texts) {
    const drawn = await title(slice.playground, text);
    const about = JSON.stringify(text.slice(0, 60));
    for (const surface of drawn) {
      const sample = neutral.find(({ name }) => name === surface.name);
      expect(tagsOf(surface.html), `${surface.name} of ${about}`).toBe(tagsOf(sample?.html ?? ''));
      expect(surface.html).not.toMatch(unwanted);
      // The record names its own decision, so its text differs besides; its tags do not.
      if (surface.name === 'record') continue;
      for (const said of shown(surface, sample!)) {
        const letters = plainly(said).replace(/…$/, '').replace(/\s+/g, ' ').trim();
        // What may be shown is the text itself, cleaned and cut; nothing else and nothing reordered.
        const cleaned = plainly(text.slice(0, 150).replace(/\p{Surrogate}/gu, '\uFFFD'))
          .replace(/(?![\t\n\r])\p{Cc}/gu, '')
          .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
          .replace(/\s+/g, ' ')
          .trim();
        expect(cleaned.startsWith(letters), `${surface.name} shows ${JSON.stringify(letters)} for ${about}`).toBe(true);
      }
    }
  }
  expect(slice.playground.notes).toEqual([]);
});

test('a hostile number is an error at its input, which repeats none of it as markup', async () => {
  const { playground } = slice;
  const ann = playground.as('ann');
  await ann.command('#llm-guild', '/rag-or-ft Numbers');
  await playground.until(() => ann.view());
  for (const text of hostileNumbers) {
    const answer = await ann.submit({ ...ragAnswers, queries_per_day: text.slice(0, 80) });
    expect(['update', 'refused', 'errors']).toContain(answer.kind);
    const errors = 'errors' in answer ? answer.errors : {};
    expect(Object.keys(errors).filter((id) => id !== 'queries_per_day')).toEqual([]);
    expect(Object.values(errors).join('\n')).not.toMatch(unwanted);
    expect(Object.values(errors).join('\n')).not.toMatch(/<[!@#]/);
    if (answer.kind === 'errors') continue;
    await ann.closeView();
    await ann.command('#llm-guild', '/rag-or-ft Numbers');
    await playground.until(() => ann.view());
  }
  await ann.closeView();
});

test('as the text of the command it is offered in the title’s field, and nothing is logged of it', async () => {
  const { playground, lines } = slice;
  const ann = playground.as('ann');
  for (const text of texts) {
    if (/^\s*(help|\?)?\s*$/i.test(text)) continue;
    await ann.command('#llm-guild', `/rag-or-ft ${text}`);
    const view = await playground.until(() => ann.view());
    expect(tagsOf(drawnView('first page', view).html)).toBe(tagsOf(neutral[0]?.html ?? ''));
    await ann.closeView();
  }
  const log = JSON.stringify(lines);
  for (const part of ['evil.example', 'DROP TABLE', 'onerror', word]) expect(log).not.toContain(part);
});

test('asked as a question it is answered out of the lessons, and repeats nothing as markup', async () => {
  const { playground } = slice;
  const ann = playground.as('ann');
  const answered = () => ann.ephemerals('#llm-guild');
  for (const text of texts) {
    const before = answered().length;
    await ann.command('#llm-guild', `/rag-or-ft ask ${text}`);
    const answer = await playground.until(() => answered()[before]);
    for (const { name, html } of drawnMessage('answer', answer)) {
      expect(html, `in ${name}`).not.toMatch(unwanted);
      expect(tagsOf(html), `of ${JSON.stringify(text.slice(0, 60))}`).not.toMatch(
        /mention|evil\.example|e\.example|script|img/,
      );
    }
  }
});

test('the files of its costs hold what those of any other title hold', async () => {
  const { playground } = slice;
  const files = async (title: string) => {
    const one = await shared(playground, title);
    if (one === undefined) return usual;
    const ann = playground.as('ann');
    if (ann.view()) await ann.closeView();
    const thread = () => ann.thread('#llm-guild', one.posted.ts);
    await ann.click('Download', { ts: thread()[2]?.ts ?? '' });
    const [table, receipt] = await playground.until(() => {
      const ids = thread().flatMap((message) => message.files ?? []);
      return ids.length >= 2 ? ids : undefined;
    }, 10_000);
    const read = async (id = '') => (await fetch(new URL(`/files/${id}`, playground.url))).text();
    return { csv: await read(table), receipt: Object.keys(JSON.parse(await read(receipt)) as object) };
  };
  let usual = { csv: '', receipt: [] as string[] };
  usual = await files(word);
  expect(usual.csv).toContain('option,line,when');
  for (const text of texts.filter((_text, place) => place % (long ? 1 : 12) === 0))
    expect(await files(text), `of ${JSON.stringify(text.slice(0, 60))}`).toEqual(usual);
});
