import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { decisionRef, draftRef, readContext, pageContext, startContext, writeContext } from '../../src/slack/codecs.ts';
import { buttons, commands, inputs, modals, shortcuts, sumsButtons, whyNotButtons } from '../../src/slack/ids.ts';
import { actorOf, contextSchema, installationOf } from '../../src/slack/installation.ts';
import { limits } from '../../src/slack/limits.ts';
import { routesOf } from '../../src/slack/listeners/routes.ts';
import { rules } from './samples.ts';

const buttonIds = [buttons, whyNotButtons, sumsButtons].flatMap((kinds) => Object.values(kinds).map(({ id }) => id));

describe('ids', () => {
  test('are unique, short enough, and of the form domain:kind:action', () => {
    const ours = [...buttonIds, ...Object.values(modals)];
    expect(new Set(ours).size).toBe(ours.length);
    for (const id of ours) expect(id).toMatch(/^[a-z]+:(button|modal):[a-z-]+$/);
  });

  test('of inputs cannot be those of questions', () => {
    for (const id of Object.values(inputs)) expect(id).not.toMatch(/^[a-z][a-z0-9_]*$/);
  });

  test('all have a handler, and no handler has another id', () => {
    const nothing = { newcomers: {}, debates: {} } as never;
    const routes = routesOf({
      useCases: nothing,
      rulebook: rules,
      client: nothing,
      whisper: nothing,
      replies: nothing,
      download: nothing,
      room: nothing,
      roomsOf: nothing,
      pictures: nothing,
      log: nothing,
    });
    expect([...routes.commands.keys()]).toEqual(Object.values(commands));
    expect([...routes.shortcuts.keys()]).toEqual(Object.values(shortcuts));
    expect([...routes.actions.keys()].sort()).toEqual(buttonIds.sort());
    const { start, page, preview, position, otherwise, elsewhere, reckon, challenge, audit, auditTable } = modals;
    const { paste, evidence, debatePosition, closeDebate, forget, quiz, shareScore, history, settings } = modals;
    expect([...routes.closed.keys()]).toEqual(Object.values(modals));
    expect([...routes.submissions.keys()]).toEqual([
      start,
      page,
      preview,
      position,
      otherwise,
      elsewhere,
      reckon,
      paste,
      evidence,
      debatePosition,
      closeDebate,
      challenge,
      forget,
      audit,
      auditTable,
      quiz,
      shareScore,
      history,
      settings,
    ]);
  });
});

describe('what Slack carries for us', () => {
  test('comes back as it was', () => {
    const value = { v: 1 as const, decision: 'd'.repeat(24) };
    expect(buttons.why.read(buttons.why.render('Why', value).value)).toEqual(value);
    const place = { v: 1 as const, place: { channel: 'C1', thread: '1.0' } };
    expect(readContext(startContext, { private_metadata: writeContext(startContext, place) })).toEqual(place);
  });

  test('fits with many more questions than the rulebook has', () => {
    const ask = Array.from({ length: 45 }, (_, at) => `knowledge_and_some_more_${at}`);
    const text = writeContext(pageContext, {
      v: 1,
      draft: 'd'.repeat(24),
      ask,
      tick: ask,
      list: ask.slice(0, 8),
    });
    expect(text.length).toBeLessThan(limits.privateMetadata.max);
  });

  test.each([undefined, '', 'x', '[]', '"d"', '{"v":1}', '{"v":1,"decision":""}', '{"v":"1","decision":"d"}'])(
    'is refused when it is %s',
    (value) => {
      expect(() => buttons.why.read(value)).toThrow(z.ZodError);
    },
  );

  test('names nothing but ids', () => {
    expect(Object.keys(draftRef.shape)).toEqual(['v', 'draft']);
    expect(Object.keys(decisionRef.shape)).toEqual(['v', 'decision']);
  });
});

describe('an installation', () => {
  test.each([
    [{ isEnterpriseInstall: false, teamId: 'T1' }, 'T:T1'],
    [{ isEnterpriseInstall: false, teamId: 'T1', enterpriseId: 'E1' }, 'T:T1'],
    [{ isEnterpriseInstall: true, teamId: 'T1', enterpriseId: 'E1' }, 'E:E1'],
    [{ isEnterpriseInstall: true, enterpriseId: 'E1' }, 'E:E1'],
  ])('of %j is %s', (context, key) => {
    expect(installationOf(context)).toBe(key);
  });

  test('is read from a context with gaps', () => {
    const context = contextSchema.parse({ isEnterpriseInstall: false, teamId: 'T1', enterpriseId: null, more: 1 });
    expect(installationOf(context)).toBe('T:T1');
    expect(installationOf(contextSchema.parse({ isEnterpriseInstall: true, teamId: null, enterpriseId: 'E1' }))).toBe(
      'E:E1',
    );
  });

  test('is never guessed', () => {
    expect(installationOf({ isEnterpriseInstall: false })).toBeUndefined();
    expect(() => actorOf({ isEnterpriseInstall: false }, { id: 'U1' })).toThrow('names neither');
  });

  test('people without a workspace of their own act under that of the payload', () => {
    const context = { isEnterpriseInstall: false, teamId: 'T1' };
    expect(actorOf(context, { id: 'U1' }).person).toBe('T1:U1');
    expect(actorOf(context, { id: 'U1', team_id: null }).person).toBe('T1:U1');
    expect(actorOf(context, { id: 'U1', team_id: 'T2' }).person).toBe('T2:U1');
  });
});
