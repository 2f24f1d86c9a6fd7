import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/app/use-cases.ts';
import { decisionOf, revise, share } from '../store/samples.ts';
import { newOffice } from './office.ts';

const installation = 'T:T0LOCAL';
const ann: Actor = { installation, person: 'T0LOCAL:U0ANN', name: 'ann' };

describe('posts that are tried again', () => {
  it('are all there once the message is, though its changes were never made by themselves', async () => {
    const { store, useCases } = await newOffice();
    const decision = decisionOf();
    await share(store, decision);
    await store.failPost(installation, 'd1:1:decision', 'not_in_channel');
    await revise(store, decision, 2);
    expect(await useCases.postNow(ann, 'd1')).toBe('on-its-way');
    for (const kind of ['decision', 'argument', 'costs']) {
      expect(await useCases.postNow(ann, 'd1')).toBe('on-its-way');
      await store.markSent(installation, `d1:1:${kind}`, '1.1');
    }
    expect(await useCases.postNow(ann, 'd1')).toBe('posted');
  });

  it('of a debate wake the outbox once, and its reminder of another year is not waited for', async () => {
    const { store, useCases, woken } = await newOffice();
    const { debates } = useCases;
    const place = { channel: 'C1', thread: '1.000100' };
    const { id } = await debates.open(ann, { source: 'reading-1', title: 'Which way', place, evidence: [] });
    const answers = { gap: 'knowledge', knowledge_pages: 3000, freshness: 'weekly', queries_per_day: 2000 } as const;
    const said = { answers: { ...answers, prompt_success_rate: 0.6 }, unknown: [] };
    expect(await debates.state(ann, id, 's1', Object.keys(said.answers), said)).toEqual({ settled: true });
    const posts = await store.posts(installation, id);
    for (const { id: post, kind } of posts) {
      if (kind === 'settlement') await store.failPost(installation, post, 'restricted_action');
      else if (kind !== 'reminder') await store.markSent(installation, post, '1.1');
    }
    const before = woken();
    expect(await debates.postNow(ann, id)).toBe('on-its-way');
    expect(await debates.postNow(ann, id)).toBe('on-its-way');
    expect(woken()).toBe(before + 1);
    await store.markSent(installation, `${id}:result`, '1.2');
    expect((await store.posts(installation, id)).find(({ kind }) => kind === 'reminder')?.state).toBe('pending');
    expect(await debates.postNow(ann, id)).toBe('posted');
    expect(woken()).toBe(before + 1);
  });

  it('are none of another installation', async () => {
    const { useCases } = await newOffice();
    await expect(useCases.debates.postNow(ann, 'nowhere')).rejects.toMatchObject({ code: 'expired' });
  });
});
