import { fileURLToPath } from 'node:url';
import { randomBytes } from 'node:crypto';
import { HTTPReceiver } from '@slack/bolt';
import { openBooks } from '../../src/app/books.ts';
import { createOutbox } from '../../src/app/outbox.ts';
import { createUseCases } from '../../src/app/use-cases.ts';
import { contentHash } from '../../src/rules/hash.ts';
import { loadRulebook } from '../../src/rules/load.ts';
import { createApp } from '../../src/slack/app.ts';
import { createPoster } from '../../src/slack/poster.ts';
import { openStore } from '../../src/store/store.ts';

// The app as a process of its own, wired as in production, with short waits so that it can be killed often.
const { DATA = '', PORT = '', SLACK_API_URL = '', BOT_TOKEN = '', SIGNING_SECRET = '' } = process.env;

const nothing = () => undefined;
const complain = (fields: object, message: string) =>
  void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
const log = { debug: nothing, info: nothing, warn: complain, error: complain };
const loaded = loadRulebook(fileURLToPath(new URL('../../rules/', import.meta.url)));
if (!loaded.ok) throw new Error('the rules that ship cannot be loaded');
const { rulebook } = loaded;

const store = await openStore({ file: DATA });
const clock = { now: Date.now };
const useCases = createUseCases({
  store,
  clock,
  ids: { next: () => randomBytes(12).toString('base64url') },
  books: await openBooks(store, rulebook, contentHash),
  wake: () => outbox.wake(),
});
const shared = {
  book: { rulebook },
  identity: { botToken: BOT_TOKEN, botId: 'B0BOT', botUserId: 'U0BOT' },
  log,
  clientOptions: { slackApiUrl: SLACK_API_URL },
};
const outbox = createOutbox({
  store,
  clock,
  log,
  show: useCases.show,
  poster: createPoster(shared),
  pause: 0,
  settle: 300,
});
const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, port: Number(PORT) });
const app = createApp({ ...shared, useCases, receiver });
await app.init();
outbox.wake();
await app.start(Number(PORT));
