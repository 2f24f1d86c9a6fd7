import { describe, expect, it } from 'vitest';
import type { UseCases } from '../../src/app/use-cases.ts';
import { Refused } from '../../src/app/refused.ts';
import { channelGate } from '../../src/app/channels.ts';
import { forgetTexts } from '../../src/slack/forget-texts.ts';
import { forgetView } from '../../src/slack/views/forget.ts';
import { expectView, payloads } from './kit.ts';
import { started } from './started.ts';

const org = { team: null, enterprise: { id: 'E1', name: 'Org' }, is_enterprise_install: true };

/** The app, with what it was asked to forget. */
async function forgettable() {
  const forgotten: unknown[] = [];
  const forgetting: UseCases['forgetting'] = {
    uninstalled: async () => true,
    person: async (who) => void forgotten.push(['person', who]),
    workspace: async (who) => void forgotten.push(['workspace', who]),
    old: async () => 0,
  };
  return { ...(await started({ forgetting })), forgotten };
}

const who = { installation: 'T:T1', person: 'T1:U1' };
const everything = { What: 'workspace', Confirm: ' Everything ' };
const profile = (user: object) => ({ ok: true, user });

describe('/rag-or-ft forget', () => {
  it('asks what, and says what stays', async () => {
    const it = await forgettable();
    await it.receiver.send(payloads.command('forget'));
    expectView(it.opened());
    expect(JSON.stringify(it.opened())).toContain('Nothing comes back');
    expect(it.forgotten).toEqual([]);
  });

  it('forgets what is mine', async () => {
    const it = await forgettable();
    const [answer] = await it.receiver.send(payloads.submission(forgetView(), { What: 'mine' }));
    expect(it.forgotten).toEqual([['person', who]]);
    expect(JSON.stringify(answer)).toContain(forgetTexts.saidMine);
    expect(it.slack.calls).toEqual([]);
  });

  it('forgets a workspace for its admin, who typed the word', async () => {
    const it = await forgettable();
    it.slack.answer('users.info', profile({ is_admin: true }));
    await it.receiver.send(payloads.submission(forgetView(), everything));
    expect(it.forgotten).toEqual([['workspace', { ...who, admin: true }]]);
  });

  it.each([
    [
      'an admin of one of its workspaces',
      { is_admin: true, enterprise_user: { enterprise_id: 'E1', is_admin: false } },
      0,
    ],
    [
      'an admin of another organization',
      { is_admin: true, enterprise_user: { enterprise_id: 'E2', is_admin: true } },
      0,
    ],
    ['its own admin', { is_admin: false, enterprise_user: { enterprise_id: 'E1', is_admin: true } }, 1],
    ['its owner', { enterprise_user: { enterprise_id: 'E1', is_owner: true } }, 1],
  ])('asked to forget an organization by %s looks what they administer', async (_, user, times) => {
    const it = await forgettable();
    it.slack.answer('users.info', profile(user));
    await it.receiver.send({ ...payloads.submission(forgetView(), everything), ...org });
    expect(it.forgotten).toHaveLength(times);
  });

  it('forgets nothing for the admin of another workspace, met in a shared channel', async () => {
    const it = await forgettable();
    it.slack.answer('users.info', profile({ is_admin: true }));
    const sent = payloads.submission(forgetView(), everything);
    await it.receiver.send({ ...sent, user: { ...sent.user, team_id: 'T2' } });
    expect(it.forgotten).toEqual([]);
  });

  it.each([
    ['nobody who is no admin', profile({ is_admin: false })],
    ['nobody of whom Slack does not say it', { ok: false, error: 'missing_scope' }],
  ])('forgets a workspace for %s', async (_, answer) => {
    const it = await forgettable();
    it.slack.answer('users.info', answer);
    const acks = await it.receiver.send(payloads.submission(forgetView(), everything));
    expect(acks).toEqual([{ response_action: 'errors', errors: { Confirm: forgetTexts.notAdmin } }]);
    expect(it.forgotten).toEqual([]);
  });

  it.each([{ What: 'workspace' }, { What: 'workspace', Confirm: 'yes' }])(
    'does not take %j for a confirmation',
    async (given) => {
      const it = await forgettable();
      const acks = await it.receiver.send(payloads.submission(forgetView(), given));
      expect(acks).toEqual([{ response_action: 'errors', errors: { Confirm: forgetTexts.unconfirmed } }]);
      expect(it.slack.calls).toEqual([]);
    },
  );
});

describe('a list of channels', () => {
  const allow = channelGate(['C1']);

  it('lets the app into these and into direct messages, and nowhere else', () => {
    for (const channel of ['C1', 'D1']) expect(() => allow({ channel })).not.toThrow();
    expect(() => allow({ channel: 'C2' })).toThrow(Refused);
    expect(() => channelGate(undefined)({ channel: 'C2' })).not.toThrow();
  });

  it.each([
    ['the command', payloads.command('x', { channel_id: 'C2' })],
    ['settling a thread', payloads.message({ channel: { id: 'C2' } })],
    ['a link to a thread', payloads.command('settle https://x.slack.com/archives/C02/p1700000000000100')],
  ])('is told to whoever tries %s elsewhere; no window opens, and nothing is read', async (_, payload) => {
    const it = await started({ allow });
    expect(await it.receiver.send(payload)).toEqual([undefined]);
    expect(it.slack.calls.map(({ method, args }) => [method, args['text']])).toEqual([
      ['response_url', forgetTexts.refused['channel-off']],
    ]);
  });
});
