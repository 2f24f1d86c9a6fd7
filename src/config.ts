import { z } from 'zod';

/** Where the app runs: the local playground, or a Slack workspace over Socket Mode or signed HTTP. */
export type Slack =
  | { readonly mode: 'playground' }
  | { readonly mode: 'socket'; readonly botToken: string; readonly appToken: string }
  | { readonly mode: 'http'; readonly botToken: string; readonly signingSecret: string }
  /** Signed HTTP for every workspace and organization that installs the app. */
  | ({ readonly mode: 'oauth'; readonly signingSecret: string } & OAuth);

export interface OAuth {
  readonly clientId: string;
  readonly clientSecret: string;
  /** The first seals tokens; the others open what was sealed before. */
  readonly keys: readonly [Uint8Array, ...Uint8Array[]];
  /** Scopes to ask for; undefined for those of the manifest. */
  readonly scopes?: readonly string[] | undefined;
  /** Where browsers reach this app. */
  readonly publicUrl?: string | undefined;
}

export interface Config {
  readonly slack: Slack;
  /** Port of the playground's page, or of the HTTP endpoint. */
  readonly port: number;
  readonly host: string;
  /** File of the embedded database. */
  readonly data: string;
  /** Address of a PostgreSQL database instead, which several instances may share. It holds a password. */
  readonly database?: string | undefined;
  /** Folder of the rule files; undefined for those of the package. */
  readonly rules: string | undefined;
  /** Folder of a team's rule files laid over them. */
  readonly overlay?: string | undefined;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Milliseconds between two posts in one channel. */
  readonly postPauseMs: number;
  /** Milliseconds before a post of unknown outcome is looked up. */
  readonly postSettleMs: number;
  readonly slackApiUrl: string | undefined;
  /** Days after which what nobody touched is deleted; undefined for never. */
  readonly retentionDays?: number | undefined;
  /** The only channels the app posts in and reads; undefined for all. */
  readonly channels?: readonly string[] | undefined;
  /** Port of /healthz, /readyz and /metrics for operators; undefined for none. */
  readonly operationsPort?: number | undefined;
  /** What one person may do in a minute; 30 unless told, 0 for no limit. */
  readonly actionsPerMinute?: number | undefined;
}

/** The database of a configuration. */
export function databaseIn({ database, data }: Config): { readonly file: string } | { readonly url: string } {
  return database === undefined ? { file: data } : { url: database };
}

const milliseconds = z.coerce.number().int().min(0).max(3_600_000);

/** A key of 32 bytes as base64 or hexadecimal digits. */
const key = z.string().transform((text, context): Uint8Array => {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (bytes.length === 32) return bytes;
  context.addIssue({ code: 'custom', message: 'a key is 32 bytes in base64: openssl rand -base64 32 makes one' });
  return z.NEVER;
});
const listOf = <T>(one: z.ZodType<T, string>) =>
  z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
    .pipe(z.array(one).min(1));

const environment = z.object({
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'a bot token starts with xoxb-').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'an app-level token starts with xapp-').optional(),
  SLACK_SIGNING_SECRET: z.string().min(8, 'a signing secret is longer').optional(),
  SLACK_CLIENT_ID: z
    .string()
    .regex(/^[\d.]+$/, 'a client id is two numbers with a point between them')
    .optional(),
  SLACK_CLIENT_SECRET: z.string().min(8, 'a client secret is longer').optional(),
  SLACK_SCOPES: listOf(z.string().regex(/^[a-z_.:]+$/, 'scopes look like chat:write')).optional(),
  TOKEN_ENCRYPTION_KEY: key.optional(),
  TOKEN_ENCRYPTION_KEYS_BEFORE: listOf(key).optional(),
  PUBLIC_URL: z.url({ protocol: /^https$/, error: 'write where browsers reach this app: https://…' }).optional(),
  RETENTION_DAYS: z.coerce.number('write a number of days').int().min(1).max(36_500).optional(),
  SLACK_CHANNELS: listOf(
    z.string().regex(/^[CGD][A-Z0-9]{2,39}$/, 'write ids of channels, such as C0123456789'),
  ).optional(),
  OPERATIONS_PORT: z.coerce.number('write a port number').int().min(0).max(65_535).optional(),
  ACTIONS_PER_MINUTE: z.coerce.number('write a number').int().min(0).max(100_000).optional(),
  SLACK_API_URL: z.url('write a URL such as https://slack.com/api/').optional(),
  PORT: z.coerce.number('write a port number').int().min(0).max(65_535).default(3000),
  HOST: z.string().optional(),
  RAG_OR_FT_DATA: z.string().default('.rag-or-ft/data.db'),
  // The message names no value: there is a password in it.
  DATABASE_URL: z
    .string()
    .refine(
      (url) => /^postgres(ql)?:\/\//.test(url) && URL.canParse(url),
      'write postgres://user:password@host/database',
    )
    .optional(),
  RAG_OR_FT_RULES: z.string().optional(),
  RULES_DIR: z.string().optional(),
  RAG_OR_FT_POST_PAUSE_MS: milliseconds.default(1000),
  RAG_OR_FT_POST_SETTLE_MS: milliseconds.default(25_000),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'use debug, info, warn, error or silent').optional(),
});

type Environment = z.infer<typeof environment>;

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the environment once and names all problems at once. An empty variable counts as not set. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ReadConfig {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = environment.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  problems.push(...missingTokens(given));
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  const slack = slackOf(parsed.data);
  return {
    ok: true,
    config: {
      slack,
      port: parsed.data.PORT,
      host: parsed.data.HOST ?? (slack.mode === 'http' || slack.mode === 'oauth' ? '0.0.0.0' : '127.0.0.1'),
      data: parsed.data.RAG_OR_FT_DATA,
      database: parsed.data.DATABASE_URL,
      rules: parsed.data.RAG_OR_FT_RULES,
      overlay: parsed.data.RULES_DIR,
      // A newcomer's terminal stays quiet; an operator wants a line per event.
      logLevel: parsed.data.LOG_LEVEL ?? (slack.mode === 'playground' ? 'warn' : 'info'),
      postPauseMs: parsed.data.RAG_OR_FT_POST_PAUSE_MS,
      postSettleMs: parsed.data.RAG_OR_FT_POST_SETTLE_MS,
      slackApiUrl: parsed.data.SLACK_API_URL,
      retentionDays: parsed.data.RETENTION_DAYS,
      channels: parsed.data.SLACK_CHANNELS,
      operationsPort: parsed.data.OPERATIONS_PORT,
      // One person tries things out in the playground, quickly.
      actionsPerMinute: parsed.data.ACTIONS_PER_MINUTE ?? (slack.mode === 'playground' ? 0 : undefined),
    },
  };
}

/** What many installations need, all of it. */
const forInstalls = [
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
  'SLACK_SIGNING_SECRET',
  'TOKEN_ENCRYPTION_KEY',
] as const satisfies readonly (keyof Environment)[];
/** What only they need. */
const ofInstalls = [
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
  'TOKEN_ENCRYPTION_KEY',
  'TOKEN_ENCRYPTION_KEYS_BEFORE',
  'SLACK_SCOPES',
  'PUBLIC_URL',
] as const satisfies readonly (keyof Environment)[];

/** Tokens that only make sense together. */
function missingTokens(given: Readonly<Record<string, unknown>>): readonly string[] {
  const has = (name: keyof Environment): boolean => name in given;
  if (ofInstalls.some(has)) {
    const both = (['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'] as const).filter(has);
    return [
      ...forInstalls
        .filter((name) => !has(name))
        .map((name) => `${name}: it is missing; many workspaces need all of ${forInstalls.join(', ')}`),
      ...both.map((name) => `${name}: it is for one workspace; with SLACK_CLIENT_ID every workspace has its own token`),
    ];
  }
  if (has('SLACK_BOT_TOKEN') && !has('SLACK_APP_TOKEN') && !has('SLACK_SIGNING_SECRET')) {
    return ['SLACK_BOT_TOKEN: set SLACK_APP_TOKEN too (Socket Mode), or SLACK_SIGNING_SECRET (HTTP)'];
  }
  if (!has('SLACK_BOT_TOKEN') && (has('SLACK_APP_TOKEN') || has('SLACK_SIGNING_SECRET'))) {
    return ['SLACK_BOT_TOKEN: it is missing; without any Slack variable the playground starts'];
  }
  return [];
}

function slackOf(env: Environment): Slack {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET: signingSecret = '' } = env;
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret, TOKEN_ENCRYPTION_KEY: current } = env;
  if (clientId !== undefined && clientSecret !== undefined && current !== undefined) {
    const { TOKEN_ENCRYPTION_KEYS_BEFORE: before = [], SLACK_SCOPES: scopes, PUBLIC_URL: publicUrl } = env;
    return { mode: 'oauth', signingSecret, clientId, clientSecret, keys: [current, ...before], scopes, publicUrl };
  }
  if (SLACK_BOT_TOKEN === undefined) return { mode: 'playground' };
  if (SLACK_APP_TOKEN !== undefined) return { mode: 'socket', botToken: SLACK_BOT_TOKEN, appToken: SLACK_APP_TOKEN };
  return { mode: 'http', botToken: SLACK_BOT_TOKEN, signingSecret };
}
