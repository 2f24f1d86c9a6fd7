import { describe, expect, it } from 'vitest';
import { type Question } from '../../src/core/index.ts';
import { rulebook } from '../core/shipped.ts';
import { type Expected, reasons, voices } from './schema.ts';
import { learned } from '../../src/core/read/learned.ts';
import { hashOf, hashOfTeaching, recordedHash, threadsOf } from './set.ts';
import { statements } from './statements.ts';

/** Numbers that threads already give and the rulebook is going to ask for. */
const planned = ['budget_upfront_usd', 'budget_monthly_usd'];

const measuring = threadsOf('measuring');
const threads = [...measuring, ...threadsOf('fresh')];
const facts = threads.flatMap(({ id, expect: expected }) => expected.map((fact) => ({ id, ...fact })));

const questions = new Map<string, Question>(
  Object.entries(rulebook.questions).flatMap(([id, question]): [string, Question][] => {
    const also = question.kind === 'number' ? Object.keys(question.also ?? {}) : [];
    return [id, ...also].map((one) => [one, question]);
  }),
);
const ids: readonly string[] = [...new Set([...questions.keys(), ...planned])];

/** Whether a question can have this answer: an option of a choice, true or false, or a number in its bounds. */
function possible(fact: Expected): boolean {
  const question = questions.get(fact.question);
  const numbers = 'value' in fact ? [fact.value] : [fact.low, fact.high];
  if (question === undefined || question.kind === 'number') {
    const { min, max } = question ?? { min: 0, max: Number.MAX_SAFE_INTEGER };
    return numbers.every((one) => typeof one === 'number' && one >= min && one <= max);
  }
  if (!('value' in fact)) return false;
  if (question.kind === 'yes_no') return typeof fact.value === 'boolean';
  return typeof fact.value === 'string' && Object.hasOwn(question.options, fact.value);
}

const valueOf = (fact: Expected): string => JSON.stringify('value' in fact ? fact.value : [fact.low, fact.high]);
const placeOf = ({ question, message }: { question: string; message: number }): string => `${question} ${message}`;

describe('a labelled thread', () => {
  it('has an id of its own', () => {
    expect(new Set(threads.map(({ id }) => id)).size).toBe(threads.length);
  });

  it('speaks of questions that the rulebook has or plans', () => {
    const named = threads.flatMap((thread) => [
      ...[...thread.expect, ...thread.optional, ...thread.traps].map(({ question }) => question),
      ...thread.conflicts,
    ]);
    expect(named.filter((one) => !ids.includes(one))).toEqual([]);
  });

  it('expects answers that the question can have', () => {
    expect(facts.filter((fact) => !possible(fact))).toEqual([]);
  });

  it('points at messages that exist, written by the author it names', () => {
    for (const { id, messages, expect: expected, optional, traps: set } of threads) {
      const beyond = [...expected, ...optional, ...set].filter(({ message }) => message > messages.length);
      const others = expected.filter(({ author, message }) => messages[message - 1]?.author !== author);
      expect([id, beyond, others]).toEqual([id, [], []]);
    }
  });

  it('has its messages in the order of their time', () => {
    for (const { id, messages } of threads) {
      const times = messages.map(({ ts }) => Number(ts));
      expect([id, times]).toEqual([id, times.toSorted((a, b) => a - b)]);
    }
  });

  it('expects at most one answer of an author to a question: the latest', () => {
    const keys = facts.map(({ id, author, question }) => `${id} ${author} ${question}`);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('calls a conflict exactly what two authors answer differently', () => {
    for (const { id, expect: expected, conflicts } of threads) {
      const asked = [...new Set(expected.map(({ question }) => question))];
      const differ = asked.filter(
        (one) => new Set(expected.filter(({ question }) => question === one).map(valueOf)).size > 1,
      );
      expect([id, conflicts.toSorted()]).toEqual([id, differ.toSorted()]);
    }
  });

  it('marks a place at most once as a trap, and as optional only where nothing is expected or trapped', () => {
    for (const { id, expect: expected, optional, traps: set } of threads) {
      const places = set.map(placeOf);
      expect([id, new Set(places).size]).toEqual([id, places.length]);
      const marked = new Set([...expected.map(placeOf), ...places]);
      expect([id, optional.filter((one) => marked.has(placeOf(one)))]).toEqual([id, []]);
    }
  });
});

describe('the measuring half', () => {
  const threads = measuring;
  const facts = threads.flatMap(({ expect: expected }) => expected);
  const traps = threads.flatMap(({ traps: set }) => set);

  it('has at least 80 threads in every voice', () => {
    expect(threads.length).toBeGreaterThanOrEqual(80);
    for (const voice of voices) {
      const count = threads.filter((thread) => thread.voice === voice).length;
      expect([voice, count >= 10]).toEqual([voice, true]);
    }
  });

  it('has at least 3 facts for every question', () => {
    const read = ids.filter((one) => rulebook.phrases.says[one] !== undefined);
    const rare = read.filter((one) => facts.filter(({ question }) => question === one).length < 3);
    expect(rare).toEqual([]);
  });

  it('has at least 5 traps of every kind', () => {
    const rare = reasons.filter((one) => traps.filter(({ why }) => why === one).length < 5);
    expect(rare).toEqual([]);
  });

  it('has 3 to 5 facts and 2 to 4 traps a thread on average', () => {
    expect(facts.length / threads.length).toBeGreaterThanOrEqual(3);
    expect(facts.length / threads.length).toBeLessThanOrEqual(5);
    expect(traps.length / threads.length).toBeGreaterThanOrEqual(2);
    expect(traps.length / threads.length).toBeLessThanOrEqual(4);
  });

  it('has ranges, hedged facts and conflicts', () => {
    expect(facts.filter((fact) => 'low' in fact).length).toBeGreaterThanOrEqual(5);
    expect(facts.filter(({ certainty }) => certainty === 'hedged').length).toBeGreaterThanOrEqual(5);
    expect(threads.filter(({ conflicts }) => conflicts.length > 0).length).toBeGreaterThanOrEqual(5);
  });

  it.each(['measuring', 'fresh'] as const)(
    'is what it was when it was recorded (%s), so that nobody mends the reader by mending the labels',
    (half) => {
      expect(hashOf(half)).toBe(recordedHash(half));
    },
  );
});

describe('what the reader learns from', () => {
  it('is what its weights were made from: run `npm run train:reader` after a change', () => {
    expect(learned.from).toBe(hashOfTeaching());
  });

  it('speaks of questions that the rulebook has', () => {
    const named = new Set(statements().flatMap(({ says }) => [...says.keys()]));
    expect([...named].filter((one) => !ids.includes(one) && one !== 'nothing')).toEqual([]);
  });

  it('holds no id of a thread twice', () => {
    const building = threadsOf('building').map(({ id }) => id);
    expect(new Set(building).size).toBe(building.length);
  });
});
