import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lessonPictures } from '../../src/core/index.ts';
import { pictureTexts } from '../../src/slack/picture-texts.ts';
import { rulebook } from '../core/shipped.ts';
import { around, newFolder } from '../operate/kit.ts';
import { running, type Slice } from './running.ts';

const titleOf = (id: string) => rulebook.lessons[id]?.title ?? '';
/** Opens the first lesson that has this picture, and waits for its text. */
async function reading({ playground }: Pick<Slice, 'playground'>, name: string, id: string) {
  const person = playground.as(name);
  while (person.view() !== undefined) await person.closeView();
  await person.command('#llm-guild', '/rag-or-ft lessons');
  await playground.until(() => person.view());
  const at = Object.keys(rulebook.lessons).indexOf(id) + 1;
  await person.click(`${at}. ${titleOf(id)}`, { view: true });
  await playground.until(() => person.view()?.title?.text.startsWith('Lesson '));
  const image = () => person.view()?.blocks.find(({ type }) => type === 'image');
  return { person, image, shown: () => playground.until(image) };
}
const uploads = ({ playground }: Pick<Slice, 'playground'>) =>
  playground.calls.filter(({ method }) => method === 'files.completeUploadExternal').length;

it('every picture stands in a lesson that ships, says in words what it shows, and is seen in the workspace', async () => {
  const slice = await running();
  const lessons = Object.entries(rulebook.lessons).filter(([, { picture }]) => picture !== undefined);
  expect(new Set(lessons.map(([, { picture }]) => picture))).toEqual(new Set(lessonPictures));
  for (const [id, { picture = 'ladder' }] of lessons) {
    const image = await (await reading(slice, 'ann', id)).shown();
    expect(image).toMatchObject({ alt_text: pictureTexts[picture].alt });
  }
  const parts = await (await fetch(`${slice.playground.url}parts?as=U0ANN&channel=C0GUILD`)).text();
  const [, src = ''] = /<img src=\\?"(\/files\/\w+)\\?" alt=\\?"A question goes to a search/.exec(parts) ?? [];
  const file = await fetch(new URL(src, slice.playground.url));
  expect(file.headers.get('content-type')).toBe('image/png');
  expect(slice.playground.notes).toEqual([]);
});

it('a picture is uploaded once for all its readers, and a restart finds it again', async () => {
  const { playground, started } = await around();
  const at = { data: join(newFolder(), 'data.db') };
  const first = await started(at);
  const both = await Promise.all(['U0ANN', 'U0BEN'].map((name) => reading({ playground }, name, 'ladder')));
  for (const { shown } of both) await shown();
  await first.stop();
  const second = await started(at);
  await (await reading({ playground }, 'U0ANN', 'ladder')).shown();
  expect(uploads({ playground })).toBe(1);
  await second.stop();
});

it('a file that Slack does not show any more is left out and uploaded anew, once', async () => {
  const slice = await running();
  const { playground } = slice;
  await (await reading(slice, 'ann', 'ladder')).shown();
  playground.faults.next('views.update', { kind: 'error', error: 'invalid_arguments' });
  await (await reading(slice, 'ben', 'ladder')).shown();
  expect(uploads(slice)).toBe(2);
  // A workspace that shows none of them gets no third.
  playground.faults.next('views.update', { kind: 'error', error: 'invalid_arguments' });
  const { image, person } = await reading(slice, 'ann', 'ladder');
  await playground.until(
    () => slice.lines.filter(({ msg }) => String(msg).startsWith('Slack does not show')).length === 2,
  );
  await person.click('Next: How often the facts change', { view: true });
  await playground.until(() => person.view()?.title?.text === 'Lesson 4 of 11');
  expect(image()).toBeUndefined();
  expect(uploads(slice)).toBe(2);
});

it('without the scopes for files a lesson reads whole, and Slack is not asked for each reader', async () => {
  const { playground, started } = await around(['commands', 'chat:write']);
  const app = await started({ data: join(newFolder(), 'data.db') });
  for (const name of ['U0ANN', 'U0BEN']) {
    const { person } = await reading({ playground }, name, 'ladder');
    expect(JSON.stringify(person.view()?.blocks)).toContain('Climb only when you must.');
  }
  await app.stop();
  expect(playground.calls.filter(({ method }) => method.startsWith('files.'))).toHaveLength(1);
});
