import type { ModalView } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refused } from '../../src/app/refused.ts';
import { countsOf, entriesOf, countFields } from '../../src/slack/forms/audit.ts';
import { type AuditContext, auditTableView, auditView, readAudit } from '../../src/slack/views/audit.ts';
import { subcommandIn } from '../../src/slack/listeners/subcommands.ts';
import { rulebook } from '../core/shipped.ts';
import { expectView, fill, type Json, payloads } from './kit.ts';
import { draftOf } from './samples.ts';
import { first, previewOf, started } from './started.ts';

const given: AuditContext = { v: 1, draft: 'draft-1' };
const kindIds = Object.keys(rulebook.audit?.kinds ?? {});
const filled = { Right: '40', 'Kind.missing_fact': '50', 'Kind.format_tone': '1' };
const counted = {
  right: 40,
  kinds: { ...Object.fromEntries(kindIds.map((id) => [id, 0])), missing_fact: 50, format_tone: 1 },
};
const me = { installation: 'T:T1', person: 'T1:U1' };
const said = (value: unknown): string => JSON.stringify(value);

/** A click in a window as it is shown, filled in. */
const click = (action: string, view: ModalView, entries = {}, value: object = { v: 1 }) =>
  payloads.action(action, value, {
    view: { id: 'V1', hash: '1.abc', callback_id: view.callback_id, ...fill(view, entries) },
  });
const updated = (it: { slack: { calls: readonly { method: string; args: Json }[] } }): ModalView =>
  it.slack.calls.findLast(({ method }) => method === 'views.update')?.args['view'];

describe('what is typed after the command', () => {
  test.each([
    ['audit', { kind: 'run', name: 'audit' }],
    [' AUDIT ', { kind: 'run', name: 'audit' }],
    ['?', { kind: 'run', name: 'help' }],
    ['adit', { kind: 'near', name: 'audit' }],
    ['audti', { kind: 'near', name: 'audit' }],
    ['halp', { kind: 'near', name: 'help' }],
    ['audit our support bot', { kind: 'title' }],
    ['Help desk bot', { kind: 'title' }],
    ['', { kind: 'title' }],
    ['settle', { kind: 'settle', link: '' }],
    [
      'Settle https://x.slack.com/archives/C1/p1 please',
      { kind: 'settle', link: 'https://x.slack.com/archives/C1/p1' },
    ],
    ['settel https://x.slack.com/archives/C1/p1', { kind: 'settle', link: 'https://x.slack.com/archives/C1/p1' }],
    ['settle claims of insured people', { kind: 'title' }],
    ['setter https://x.test/our-docs', { kind: 'title' }],
    ['settle https://wiki.test/bots: which way', { kind: 'title' }],
    ['Settled https://x.slack.com/archives/C1/p1: what now', { kind: 'title' }],
    ['ask', { kind: 'ask', question: '' }],
    ['ASK when do I\ntune?', { kind: 'ask', question: 'when do I\ntune?' }],
    ['asking for a friend', { kind: 'title' }],
    ['constructor', { kind: 'title' }],
  ])('"%s"', (text, typed) => {
    expect(subcommandIn(text)).toEqual(typed);
  });

  test('"audit" opens the audit at once, and nearly that offers it', async () => {
    const it = await started();
    await it.receiver.send(payloads.command('audit'));
    expect(it.order).toEqual(['ack', 'views.open']);
    expectView(it.opened());
    expect(it.opened().callback_id).toBe('audit:modal:counts');
    const [answer] = await it.receiver.send(payloads.command('audt'));
    expect(said(answer)).toContain('Did you mean /rag-or-ft audit?');
    expect(said(answer)).toContain('audit:button:open');
  });
});

describe('the ways to the audit', () => {
  test('from the first page keep what stands on it', async () => {
    const it = await started({ leaveFirst: async () => draftOf({ step: 'start' }) });
    await it.receiver.send(click('audit:button:first', first('A bot'), { queries_per_day: '5' }));
    expect(it.calls[0]).toMatchObject({
      name: 'leaveFirst',
      args: [{ title: 'A bot', page: { answers: { queries_per_day: 5 } } }],
    });
    expect(JSON.parse(updated(it).private_metadata ?? '')).toMatchObject({ draft: 'draft-1', title: 'A bot' });
  });

  test('from an answer stand there only while nobody knows what goes wrong', () => {
    expect(said(previewOf(draftOf({ answers: {} })).blocks)).toContain('audit:button:open');
    expect(said(previewOf(draftOf({ answers: { gap: ['knowledge', 'both'] } })).blocks)).toContain('audit:button:open');
    expect(said(previewOf(draftOf({ answers: { gap: 'knowledge' } })).blocks)).not.toContain('audit:button:open');
  });
});

describe('the piles', () => {
  test('come back as they were entered', () => {
    fc.assert(
      fc.property(
        fc.option(fc.nat(100_000), { nil: undefined }),
        fc.record(Object.fromEntries(kindIds.map((id) => [id, fc.nat(100_000)]))),
        (right, kinds) => {
          const view = auditView(rulebook, { ...given, right, kinds });
          const read = readAudit(rulebook, { ...fill(view) });
          const some = [right ?? 0, ...Object.values(kinds)].some((count) => count > 0);
          expect(read).toMatchObject(some ? { ok: true, counts: { right, kinds } } : { ok: false });
          expect(countsOf(rulebook, entriesOf({ right, kinds }))).toEqual({ right, kinds });
        },
      ),
      { numRuns: 30 },
    );
    expect(Object.keys(countFields(rulebook))).toHaveLength(kindIds.length + 1);
  });

  test('are answered with what they say, and what to do with it', async () => {
    const it = await started();
    const [answer] = await it.receiver.send(payloads.submission(auditView(rulebook, given), filled));
    expect(it.calls).toEqual([{ name: 'audit', args: [me, counted, 'draft-1'] }]);
    expectView(answer.view);
    for (const part of ['What goes wrong most: missing facts.', '50 of 51', 'As answers', 'Use these answers'])
      expect(said(answer.view)).toContain(part);
  });

  test('too small to tell are said to be, and settle nothing', async () => {
    const it = await started();
    const [answer] = await it.receiver.send(payloads.submission(auditView(rulebook, given), { 'Kind.random': '4' }));
    expect(said(answer.view)).toContain('Too few to tell');
    expect(said(answer.view)).not.toContain('audit:button:use');
  });

  test.each([
    ['nothing', {}, 'Right'],
    ['a fraction', { 'Kind.random': '1.5' }, 'Kind.random'],
    ['far too many', { Right: '9999999' }, 'Right'],
    ['a formula', { Right: '=1+1' }, 'Right'],
  ])('with %s come back with a sentence at the input', async (_, entries, at) => {
    const it = await started();
    const acks = await it.receiver.send(payloads.submission(auditView(rulebook, given), entries));
    expect(acks).toEqual([{ response_action: 'errors', errors: { [at]: expect.any(String) } }]);
    expect(it.calls).toEqual([]);
  });

  test('of somebody else’s draft are refused', async () => {
    const it = await started({ audit: () => Promise.reject(new Refused('not-yours')) });
    const [answer] = await it.receiver.send(payloads.submission(auditView(rulebook, given), filled));
    expect(said(answer)).toContain('Only the person who shared');
  });

  test('stay when somebody looks at the table and comes back', async () => {
    const it = await started();
    await it.receiver.send(click('audit:button:table', auditView(rulebook, given), filled));
    const table = updated(it);
    expectView(table);
    expect(table.callback_id).toBe('audit:modal:table');
    await it.receiver.send(click('audit:button:counts', table));
    expect(readAudit(rulebook, fill(updated(it)))).toMatchObject({ ok: true, counts: counted });
  });

  test('used as answers go to the draft, computed anew from what was counted', async () => {
    const it = await started();
    const [answer] = await it.receiver.send(payloads.submission(auditView(rulebook, given), filled));
    await it.receiver.send(click('audit:button:use', answer.view));
    expect(it.calls.at(-1)).toEqual({ name: 'useAudit', args: [me, counted, { draft: 'draft-1' }] });
    expect(JSON.parse(updated(it).private_metadata ?? '')).toMatchObject({ draft: 'draft-1' });
    expect(updated(it).callback_id).toBe('case:modal:start');
  });
});

const file = (more: object = {}) =>
  JSON.stringify({ id: 'F1', url_private: 'https://files.slack.com/files-pri/T1-F1/a.csv', size: 40, ...more });
const csv = (text: string, headers: Record<string, string> = { 'content-type': 'text/csv' }, status = 200) => ({
  fetched: [] as { url: string; token: string | undefined }[],
  fetch(url: string | URL, init?: { headers?: Record<string, string> }) {
    this.fetched.push({ url: String(url), token: init?.headers?.['Authorization'] });
    return Promise.resolve(new Response(text, { status, headers }));
  },
});

describe('a table', () => {
  const table = auditTableView(rulebook, given, true);

  test('may be pasted', async () => {
    const it = await started();
    await it.receiver.send(payloads.submission(table, { Table: 'right,40\nmissing fact,50\ntone,1' }));
    expect(it.calls).toEqual([{ name: 'audit', args: [me, counted, 'draft-1'] }]);
  });

  test('with bad lines comes back with their numbers', async () => {
    const it = await started();
    const acks = await it.receiver.send(payloads.submission(table, { Table: 'right,40\n=cmd(),1\ntone,many' }));
    expect(acks[0].errors.Table).toMatch(/Line 2: .*formula.* Line 3: .*whole number/);
  });

  test.each([
    ['neither', {}, 'Table'],
    ['both', { Table: 'right,1', File: file() }, 'File'],
    ['a file that is too large', { File: file({ size: 10_000_000 }) }, 'File'],
    ['a file from elsewhere', { File: file({ url_private: 'https://evil.example/a.csv' }) }, 'File'],
    [
      'a file from a host that only begins like Slack',
      { File: file({ url_private: 'https://files.slack.com.evil.example/a' }) },
      'File',
    ],
    ['a file behind another name', { File: file({ url_private: 'https://files.slack.com@evil.example/a' }) }, 'File'],
    ['a file without a lock', { File: file({ url_private: 'http://files.slack.com/a' }) }, 'File'],
  ])('is asked for again after %s, and nothing is fetched', async (_, entries, at) => {
    const it = await started();
    const acks = await it.receiver.send(payloads.submission(table, entries));
    expect(acks).toEqual([{ response_action: 'errors', errors: { [at]: expect.any(String) } }]);
    expect(it.slack.calls).toEqual([]);
  });

  test.each([
    ['the login page', csv('<html>Sign in</html>', { 'content-type': 'text/html; charset=utf-8' })],
    ['a way elsewhere', csv('', { location: 'https://slack.com/signin' }, 302)],
    ['bytes that are no text', csv('PK\0\u0003')],
    ['an error', { ...csv(''), fetch: () => Promise.reject(new Error('gone')) }],
  ])('behind %s comes back with a sentence', async (_, files) => {
    const it = await started({}, (url, init) => files.fetch(url, init));
    const acks = await it.receiver.send(payloads.submission(table, { File: file() }));
    expect(acks).toEqual([{ response_action: 'errors', errors: { File: expect.any(String) } }]);
  });

  test('is fetched from Slack with the token of the bot', async () => {
    const files = csv('kind,count\nright,40\nmissing fact,50\ntone,1\n');
    const it = await started({}, (url, init) => files.fetch(url, init));
    await it.receiver.send(payloads.submission(table, { File: file() }));
    expect(files.fetched).toEqual([
      { url: 'https://files.slack.com/files-pri/T1-F1/a.csv', token: 'Bearer xoxb-test' },
    ]);
    expect(it.calls).toEqual([{ name: 'audit', args: [me, counted, 'draft-1'] }]);
  });

  test('can only be pasted where Slack refuses the input for files', async () => {
    const it = await started();
    it.slack.answer('views.update', { ok: false, error: 'invalid_arguments' });
    await it.receiver.send(click('audit:button:table', auditView(rulebook, given)));
    expect(said(updated(it))).not.toContain('file_input');
    expect(said(updated(it))).toContain('I may not read files');
  });
});
