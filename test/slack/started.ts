import type { ModalView } from '@slack/types';
import type { FetchFunction } from '@slack/web-api';
import type { Step, UseCases } from '../../src/app/use-cases.ts';
import { audit } from '../../src/core/index.ts';
import { rulebook as auditRules } from '../core/shipped.ts';
import type { Accounts } from '../../src/slack/accounts.ts';
import { type AppDeps, createApp } from '../../src/slack/app.ts';
import { pageView, startView } from '../../src/slack/views/pages.ts';
import { previewView } from '../../src/slack/views/preview.ts';
import { FakeReceiver, FakeSlack, fill, accounts, keptLog, payloads } from './kit.ts';
import { decision, draftOf, explanationOf, firstPage, revision, rules, stanceOf, whyNotOf } from './samples.ts';
import { challengedSample, leaningSample } from './challenges.ts';
import { moneyRules, outlookOf, swings } from './money.ts';

/** No thread has a debate, and none says anything. */
const noDebates = {
  inThread: async () => undefined,
  read: async () => ({ evidence: [], conflicts: [], foreign: [] }),
};

const noForgetting: UseCases['forgetting'] = {
  uninstalled: async () => true,
  person: async () => undefined,
  workspace: async () => undefined,
  old: async () => 0,
};

const newcomers: Partial<UseCases['newcomers']> = {
  filledFor: () => ({ answers: { gap: 'both' }, unknown: [] }),
};

type Calls = { name: string; args: unknown[] }[];

/** Use cases that remember how they were called; `over` replaces some of them. */
function fakeUseCases(calls: Calls, order: string[], over: Partial<UseCases> = {}): UseCases {
  const page: Step = { kind: 'page', draft: draftOf(), questions: ['country', 'prompt_tried'] };
  const preview = { kind: 'preview' as const, draft: draftOf(), explanation: explanationOf() };
  const plain: UseCases = {
    firstPage: () => firstPage,
    start: async () => page,
    answer: async () => preview,
    resume: async () => preview,
    leave: async () => draftOf(),
    leaveFirst: async () => undefined,
    unfinished: async () => undefined,
    takePosition: async () => stanceOf(),
    stance: async () => stanceOf(),
    choose: async () => decision,
    postNow: async () => 'on-its-way',
    whyNot: async () => ({ decision, revision, explanation: explanationOf(), moved: [], not: whyNotOf() }),
    share: async () => decision,
    change: async () => ({
      kind: 'page',
      draft: draftOf({ revises: { decision: 'decision-1', revision: 1 } }),
      questions: firstPage,
    }),
    show: async () => ({ decision, revision, explanation: explanationOf(), moved: [] }),
    record: async () => '# Record',
    reckon: async () => true,
    keepMoney: async () => undefined,
    audit: async (_, counts) => audit(auditRules, counts),
    useAudit: async () => ({ kind: 'start', draft: draftOf({ step: 'start' }) }),
    leaning: async () => ({ decision, revision, explanation: explanationOf(), moved: [], leaning: leaningSample() }),
    challenge: async () => challengedSample(),
    statePremise: async () => stanceOf(),
    outlook: async () => outlookOf(),
    swings: async () => swings,
    files: async () => ({ title: 'A bot', decision, csv: 'option\r\n', receipt: {} }),
    debates: noDebates as unknown as UseCases['debates'],
    forgetting: noForgetting,
    newcomers: newcomers as UseCases['newcomers'],
    history: {} as UseCases['history'],
    allow: () => undefined,
    ...over,
  };
  const kept = (name: Exclude<keyof UseCases, 'debates' | 'forgetting' | 'newcomers' | 'history'>) =>
    [
      name,
      (...args: unknown[]) => {
        calls.push({ name, args });
        order.push(name);
        return Reflect.apply(plain[name], plain, args);
      },
    ] as const;
  const names = [
    'start',
    'answer',
    'resume',
    'leave',
    'share',
    'change',
    'takePosition',
    'choose',
    'postNow',
    'show',
    'whyNot',
    'record',
    'reckon',
    'keepMoney',
    'leaveFirst',
    'audit',
    'useAudit',
    'challenge',
    'statePremise',
    'swings',
    'files',
  ] as const;
  return { ...plain, ...Object.fromEntries(names.map(kept)) };
}

/** `files` answers what is no call of the Web API. */
export async function started(
  over: Partial<UseCases> = {},
  files?: FetchFunction,
  who: Accounts = accounts,
  more: Partial<Pick<AppDeps, 'once' | 'log' | 'newReference'>> = {},
) {
  const order: string[] = [];
  const calls: Calls = [];
  const receiver = new FakeReceiver(order);
  const slack = new FakeSlack(order);
  const log = keptLog();
  const app = createApp({
    useCases: fakeUseCases(calls, order, over),
    book: { rulebook: { ...moneyRules(), audit: auditRules.audit } },
    receiver,
    accounts: who,
    log,
    clientOptions: {
      fetch: (url, init) => (files && !String(url).includes('/api/') ? files(url, init) : slack.fetch(url, init)),
    },
    newReference: () => 'ref-1',
    ...more,
  });
  await app.init();
  const opened = (): ModalView => slack.calls.find((call) => call.method === 'views.open')?.args['view'];
  return { receiver, slack, log, order, calls, opened };
}

export const entries = { gap: 'both', knowledge_tokens: '300 pages', queries_per_day: '2k', freshness: '?' };
export const first = (title = 'A bot') => startView(rules, firstPage, title, { channel: 'C1' });
export const second = () =>
  pageView(rules, { kind: 'page', draft: draftOf(), questions: ['country', 'prompt_tried', 'queries_per_day'] });
export const previewOf = (draft = draftOf()) =>
  previewView({ kind: 'preview', draft, explanation: explanationOf() }, rules);
/** "Decide now" on a page of questions. */
export const decideNow = () =>
  payloads.action(
    'case:button:decide',
    { v: 1, draft: 'draft-1' },
    { view: { id: 'V1', hash: '1.abc', callback_id: 'case:modal:page', ...fill(second()) } },
  );
