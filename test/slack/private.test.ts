import { describe, expect, test } from 'vitest';
import { createClient } from '../../src/slack/clients.ts';
import { createPoster } from '../../src/slack/poster.ts';
import { createReplies } from '../../src/slack/replies.ts';
import { argumentMessage } from '../../src/slack/views/argument.ts';
import { costsMessage } from '../../src/slack/views/costs.ts';
import { movedMessage } from '../../src/slack/views/message.ts';
import { otherwiseView, readOtherwise } from '../../src/slack/views/outcome.ts';
import { positionMessage } from '../../src/slack/views/position.ts';
import { createWhisper } from '../../src/slack/whisper.ts';
import { accounts, FakeSlack, fill, identity, keptLog } from './kit.ts';
import { choiceOf, decision, explanationOf, outgoing, revision, rules, stanceOf } from './samples.ts';

const url = 'https://hooks.slack.com/commands/1';

function whispering(slack = new FakeSlack()) {
  const log = keptLog();
  const endpoint = { fetch: slack.fetch };
  return {
    slack,
    log,
    whisper: createWhisper({ client: createClient('interactive', identity, endpoint, log), endpoint, log }),
  };
}

describe('a word to one person', () => {
  const everywhere = { user: 'U1', responseUrl: url, place: { channel: 'C1', thread: '1.0' } };

  test.each([
    [[], ['response_url']],
    [['response_url'], ['response_url', 'chat.postEphemeral']],
    [
      ['response_url', 'chat.postEphemeral'],
      ['response_url', 'chat.postEphemeral', 'chat.postMessage'],
    ],
  ])('when %j fail goes by %j', async (failing, tried) => {
    const { slack, whisper } = whispering();
    for (const method of failing) slack.answer(method, { status: 500 });
    expect(await whisper(everywhere, { text: 'Hello' })).toBe(true);
    expect(slack.methods).toEqual(tried);
    expect(slack.calls.at(-1)?.args['text']).toBe('Hello');
  });

  test.each([
    [[], ['chat.postEphemeral']],
    [['chat.postEphemeral'], ['chat.postEphemeral', 'response_url']],
  ])('who acted in a thread goes into that thread, and when %j fails by %j', async (failing, tried) => {
    const { slack, whisper } = whispering();
    for (const method of failing) slack.answer(method, { ok: false, error: 'not_in_channel' });
    const inside = { channel: 'C1', thread: '1.0' };
    expect(await whisper({ user: 'U1', inside, responseUrl: url }, { text: 'Hello' })).toBe(true);
    expect(slack.methods).toEqual(tried);
    expect(slack.calls[0]?.args).toMatchObject({ channel: 'C1', user: 'U1', thread_ts: '1.0' });
  });

  test('never throws, whatever fails', async () => {
    const down = new TypeError('fetch failed');
    const { slack, whisper, log } = whispering();
    for (const method of ['response_url', 'chat.postEphemeral', 'chat.postMessage']) slack.answer(method, down);
    expect(await whisper(everywhere, { text: 'Hello' })).toBe(false);
    slack.answer('response_url', down);
    await whisper.dismiss(url);
    const ours = log.lines.filter(({ fields }) => fields['from'] !== 'slack');
    expect(ours.map(({ level }) => level)).toEqual(['warn', 'warn', 'warn', 'warn']);
    expect(JSON.stringify(log.lines)).not.toContain('hooks.slack.com');
  });
});

const ofDecision = { installation: decision.installation, person: decision.owner };
const poster = (now: () => number) => {
  const slack = new FakeSlack();
  const replies = createReplies(now);
  const endpoint = { fetch: slack.fetch };
  const made = createPoster({
    book: { rulebook: rules },
    accounts,
    log: keptLog(),
    clientOptions: endpoint,
    replies,
  });
  return { slack, replies, poster: made };
};

describe('an answer where the person asked', () => {
  test('is given there once, and then in a direct message', async () => {
    const it = poster(() => 0);
    await it.replies.keep(ofDecision, decision.draft, url);
    await it.poster.send(outgoing('not-posted', { channel: 'U1' }));
    await it.poster.send(outgoing('not-posted', { channel: 'U1' }));
    expect(it.slack.methods).toEqual(['response_url', 'chat.postMessage']);
    expect(it.slack.calls[0]?.args).toMatchObject({ response_type: 'ephemeral', replace_original: false });
  });

  test('is not tried when Slack would not take it any more', async () => {
    let now = 0;
    const it = poster(() => now);
    await it.replies.keep(ofDecision, decision.draft, url);
    now = 26 * 60_000;
    await it.poster.send(outgoing('not-posted', { channel: 'U1' }));
    expect(it.slack.methods).toEqual(['chat.postMessage']);
  });

  test('goes on in a direct message when it is refused', async () => {
    const it = poster(() => 0);
    await it.replies.keep(ofDecision, decision.draft, url);
    it.slack.answer('response_url', { status: 404 });
    await it.poster.send(outgoing('not-posted', { channel: 'U1' }));
    expect(it.slack.methods).toEqual(['response_url', 'chat.postMessage']);
  });

  test('is remembered for a bounded number of people', async () => {
    const replies = createReplies(() => 0);
    for (let at = 0; at <= 1_000; at += 1) await replies.keep(ofDecision, `draft-${at}`, url);
    const { installation } = ofDecision;
    const taken = ['draft-0', 'draft-1', 'draft-1'].map((draft) => replies.take(installation, draft));
    expect(await Promise.all(taken)).toEqual([undefined, url, undefined]);
  });
});

describe('the text of a message, for those who hear it', () => {
  const explanation = explanationOf('Some words', 2);

  test('of the argument gives each claim the argument that stands for it', () => {
    const [finding] = explanation.findings;
    if (finding === undefined) throw new Error('the sample has a finding');
    const said = { ...finding, says: 'Passages have to be looked up', holds: true };
    const { text } = argumentMessage({ ...explanation, findings: [said] }, rules);
    expect(text).toContain('Passages have to be looked up: Some words');
  });

  test('of the costs is the table in lines', () => {
    expect(costsMessage({ explanation, revision }, rules).text).toContain(
      'Label rag (recommended), Setup $2,000, Monthly $370, Per 1,000 queries $0.01, 12 months $6,444',
    );
  });

  test('of a choice says what, instead of what, and why; of a revision that keeps it only what moved', () => {
    const choice = choiceOf('No time');
    expect(movedMessage(explanation, [], 2, choice).text).toMatch(
      /The team chose A better prompt instead of RAG: No time$/,
    );
    expect(movedMessage(explanation, ['One.'], 3, { ...choice, recorded: false }).text).not.toContain('The team');
  });

  test('of a position names the person by their handle, and mentions nobody', () => {
    const { text, blocks } = positionMessage(stanceOf('ben'));
    expect(text).toContain('@ben sees 2 answers differently:');
    expect(text).not.toContain('<@');
    expect(JSON.stringify(blocks).match(/"type":"user"/g)).toHaveLength(1);
  });
});

test('what a team chose is read as it was shown', () => {
  const shown = { decision, revision, explanation: explanationOf(), moved: [] };
  const view = otherwiseView(shown, rules);
  expect(readOtherwise(fill(view, { Approach: 'prompt', Reason: '  No time.\n ' }), rules)).toEqual({
    ok: true,
    decision: 'decision-1',
    revision: 1,
    approach: 'prompt',
    reason: 'No time.',
  });
  expect(() => fill(view, { Approach: 'rag', Reason: 'x' })).toThrow('not offered');
  for (const Reason of ['', ' ', 'x'.repeat(501)])
    expect(readOtherwise(fill(view, { Approach: 'prompt', Reason }), rules)).toMatchObject({
      ok: false,
      errors: { Reason: expect.any(String) },
    });
  const prefilled = fill(otherwiseView({ ...shown, choice: choiceOf('Before') }, rules));
  expect(readOtherwise(prefilled, rules)).toMatchObject({ approach: 'prompt', reason: 'Before' });
});
