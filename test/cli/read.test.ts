import { describe, expect, it } from 'vitest';
import { type Ran, run } from './run.ts';

const read = (input: unknown, ...options: readonly string[]): Promise<Ran> =>
  run(['read', '-', ...options], JSON.stringify(input));

const one = {
  messages: [
    { author: 'U1', ts: '1782000000.000100', text: 'We get 2-3k queries a day. Legal needs sources for every answer.' },
  ],
};

describe('rag-or-ft read', () => {
  it('gives one object for one thread and a list for a list', async () => {
    const evidence = [
      { question: 'queries_per_day', low: 2000, high: 3000, author: 'U1', message: 1, certainty: 'stated' },
      { question: 'needs_citations', value: true, author: 'U1', message: 1, certainty: 'stated' },
    ];
    const alone: unknown = JSON.parse((await read(one, '--json')).out);
    expect(alone).toMatchObject({ evidence, conflicts: [] });
    expect(JSON.parse((await read([one, one], '--json')).out)).toEqual([alone, alone]);
  });

  it('says it in words for people', async () => {
    expect((await read(one)).out).toContain('queries_per_day: 2000 to 3000 – U1, message 1');
  });

  it('refuses bad input with every fault and its place', async () => {
    const { code, err } = await read([{ messages: [{ author: 1, ts: 'x', text: 'a' }] }, {}]);
    expect(code).toBe(2);
    for (const place of ['[0] messages.0.author', '[0] messages.0.ts', '[1] messages']) expect(err).toContain(place);
  });
});
