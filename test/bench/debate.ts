import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createOutbox } from '../../src/app/outbox.ts';
import { openBooks } from '../../src/app/books.ts';
import type { DebateOutgoing, Outgoing } from '../../src/app/ports.ts';
import { createUseCases } from '../../src/app/use-cases.ts';
import { contentHash } from '../../src/rules/hash.ts';
import { openStore } from '../../src/store/store.ts';
import { lineOf, type Part } from './line.ts';
import { ballotMessage } from '../../src/slack/views/debate/ballot.ts';
import { rulebook } from '../core/shipped.ts';

const rounds = 5;
const people = 100;
const installation = 'T:T1';

/**
 * A hundred people state positions in the same second, each twice, on a file, with one post per second and channel as Slack
 * takes them: the time until all are stored, and until the ballot shows all of them.
 */
export async function benchDebate(): Promise<Part> {
  const found: Burst[] = [];
  for (let round = 0; round < rounds; round += 1) found.push(await burst());
  return {
    id: 'ballots',
    title: 'Ballots',
    about: [
      `${people} people state a position in the same second, each sent twice as Slack may do it, on a file, while Slack takes one message in a second`,
      'and channel. Every round ended with 50 positions on either side. There is no peer: nothing else counts a debate.',
    ],
    rounds,
    peers: {},
    lines: [
      lineOf(
        'all of them committed',
        'ms',
        found.map(({ stored }) => stored),
      ),
      lineOf(
        'all of them on the ballot',
        'ms',
        found.map(({ drawn }) => drawn),
        { bar: { on: 'ours', most: 3000 } },
      ),
      lineOf(
        'times the ballot was drawn',
        '',
        found.map(({ renders }) => renders),
      ),
    ],
  };
}

interface Burst {
  /** Milliseconds from the first position until all are committed, and until all are shown. */
  readonly stored: number;
  readonly drawn: number;
  readonly renders: number;
}

async function burst(): Promise<Burst> {
  const folder = mkdtempSync(join(tmpdir(), 'rag-or-ft-bench-'));
  const store = await openStore({ file: join(folder, 'data.db') });
  let ids = 0;
  let shown = '';
  let renders = 0;
  const useCases = createUseCases({
    store,
    clock: { now: Date.now },
    ids: { next: () => `id${(ids += 1)}` },
    books: await openBooks(store, rulebook, contentHash),
    wake: () => outbox.wake(),
  });
  const send = async (message: Outgoing | DebateOutgoing) => {
    if ('debate' in message) shown = ballotMessage(message.debate, rulebook).text;
    renders += 1;
    return { kind: 'sent', ts: `${renders}.1` } as const;
  };
  const outbox = createOutbox({
    store,
    clock: { now: Date.now },
    log: { warn: () => undefined, error: (fields) => console.error(fields) },
    poster: { send, find: async () => ({ kind: 'absent' }) },
    show: (...args) => useCases.show(...args),
    stance: (...args) => useCases.stance(...args),
    outlook: (one) => useCases.outlook(one),
    debate: (...args) => useCases.debates.show(...args),
  });
  const who = (at: number) => ({ installation, person: `T1:U${at}`, name: `p${at}` });
  const { debates } = useCases;
  const place = { channel: 'C1', thread: '1.000100' };
  const { id } = await debates.open(who(0), { source: 'bench', title: 'Bench', place, evidence: [] });
  await outbox.idle();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: people }, (_, at) =>
      [0, 1].map(() => {
        const said = { answers: { gap: at % 2 === 0 ? 'knowledge' : 'behavior' }, unknown: [] };
        return debates.state(who(at), id, `s${at}`, ['gap'], said);
      }),
    ).flat(),
  );
  const stored = performance.now() - began;
  const all = ['(@p0, @p10, @p12', 'and 44 more'];
  while (!all.every((part) => shown.includes(part)) && performance.now() - began < 10_000)
    await new Promise((resolve) => void setTimeout(resolve, 10));
  const drawn = performance.now() - began;
  const { assessment } = await debates.show(installation, id);
  const counted = assessment.disputes[0]?.camps.map(({ by }) => by.length).join(' + ') ?? '';
  if (counted !== '50 + 50') throw new Error(`counted ${counted}`);
  await outbox.stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  return { stored, drawn, renders: renders - 1 };
}
