import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { StoredDebate } from '../../src/app/debate-ports.ts';
import { postsOfDecision, postsOfRevision } from '../../src/app/posts.ts';
import type { Decision, Draft, Revision, Store, Written } from '../../src/app/ports.ts';
import type { Where } from '../../src/store/database.ts';
import { openStore } from '../../src/store/store.ts';

export const team = 'T:T0LOCAL';
export const ann = 'T0LOCAL:U0ANN';

/** The path of a database in a directory of its own, which goes with the test. */
export async function newFile(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'rag-or-ft-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return join(directory, 'data.db');
}

/** A store that is closed when the test ends, with the contents that the sample revisions refer to. */
export async function newStore(where: Where = { file: ':memory:' }): Promise<Store> {
  const store = await openStore(where);
  onTestFinished(() => store.close());
  await store.keepContents([
    { hash: 'rules-1', body: '{"rules":1}' },
    { hash: 'prices-1', body: '{"prices":1}' },
  ]);
  return store;
}

export function draftOf(rest: Partial<Draft> = {}): Draft {
  return {
    installation: team,
    id: 'draft-1',
    owner: ann,
    title: 'Answers from the handbook',
    place: { channel: 'C1' },
    answers: {
      gap: 'knowledge',
      knowledge_tokens: { low: 1e6, high: 2e6 },
      freshness: ['weekly', 'yearly'],
      queries_per_day: 500,
    },
    unknown: ['latency_ms'],
    updatedAt: 1_000,
    ...rest,
  };
}

export function decisionOf(rest: Partial<Decision> = {}): Decision {
  return {
    installation: team,
    id: 'd1',
    owner: ann,
    title: 'Answers from the handbook',
    place: { channel: 'C1' },
    draft: `draft-of-${rest.id ?? 'd1'}`,
    createdAt: 1_000,
    ...rest,
  };
}

export function revisionOf(decision: Decision, rest: Partial<Revision> = {}): Revision {
  return {
    installation: decision.installation,
    decision: decision.id,
    number: 1,
    author: decision.owner,
    answers: draftOf().answers,
    unknown: ['latency_ms'],
    approach: 'rag',
    rulebook: 'rules-1',
    prices: 'prices-1',
    pricedAt: '2026-11-20',
    at: 1_000,
    ...rest,
  };
}

/** Writes a decision down as the use cases do. */
export function share(store: Store, decision: Decision): Promise<Written> {
  return store.share(decision, revisionOf(decision), postsOfDecision(decision, decision.createdAt));
}

/** Writes a revision down as the use cases do. */
export function revise(
  store: Store,
  decision: Decision,
  number: number,
  rest: Partial<Revision> = {},
): Promise<boolean> {
  return store.revise(revisionOf(decision, { ...rest, number }), postsOfRevision(decision, number, decision.createdAt));
}

/** A debate nobody said anything in. */
export const debateOf = (rest: Partial<StoredDebate> = {}): StoredDebate => ({
  installation: team,
  id: 'b1',
  opener: ann,
  title: 'Which way',
  place: { channel: 'C1', thread: '1.1' },
  evidence: [],
  state: 'open',
  version: 1,
  source: 's',
  createdAt: 1,
  ...rest,
});
