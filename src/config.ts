import { z } from 'zod';

/** Where the app runs: the local playground, or a Slack workspace over Socket Mode or signed HTTP. */
export type Slack =
  | { readonly mode: 'playground' }
  | { readonly mode: 'socket'; readonly botToken: string; readonly appToken: string }
  | { readonly mode: 'http'; readonly botToken: string; readonly signingSecret: string };

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
}

const milliseconds = z.coerce.number().int().min(0).max(3_600_000);

const environment = z.object({
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'a bot token starts with xoxb-').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'an app-level token starts with xapp-').optional(),
  SLACK_SIGNING_SECRET: z.string().min(8, 'a signing secret is longer').optional(),
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
      host: parsed.data.HOST ?? (slack.mode === 'http' ? '0.0.0.0' : '127.0.0.1'),
      data: parsed.data.RAG_OR_FT_DATA,
      database: parsed.data.DATABASE_URL,
      rules: parsed.data.RAG_OR_FT_RULES,
      overlay: parsed.data.RULES_DIR,
      // A newcomer's terminal stays quiet; an operator wants a line per event.
      logLevel: parsed.data.LOG_LEVEL ?? (slack.mode === 'playground' ? 'warn' : 'info'),
      postPauseMs: parsed.data.RAG_OR_FT_POST_PAUSE_MS,
      postSettleMs: parsed.data.RAG_OR_FT_POST_SETTLE_MS,
      slackApiUrl: parsed.data.SLACK_API_URL,
    },
  };
}

/** Tokens that only make sense together. */
function missingTokens(given: Readonly<Record<string, unknown>>): readonly string[] {
  const has = (name: keyof Environment): boolean => name in given;
  if (has('SLACK_BOT_TOKEN') && !has('SLACK_APP_TOKEN') && !has('SLACK_SIGNING_SECRET')) {
    return ['SLACK_BOT_TOKEN: set SLACK_APP_TOKEN too (Socket Mode), or SLACK_SIGNING_SECRET (HTTP)'];
  }
  if (!has('SLACK_BOT_TOKEN') && (has('SLACK_APP_TOKEN') || has('SLACK_SIGNING_SECRET'))) {
    return ['SLACK_BOT_TOKEN: it is missing; without any Slack variable the playground starts'];
  }
  return [];
}

function slackOf({ SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET }: Environment): Slack {
  if (SLACK_BOT_TOKEN === undefined) return { mode: 'playground' };
  if (SLACK_APP_TOKEN !== undefined) return { mode: 'socket', botToken: SLACK_BOT_TOKEN, appToken: SLACK_APP_TOKEN };
  return { mode: 'http', botToken: SLACK_BOT_TOKEN, signingSecret: SLACK_SIGNING_SECRET ?? '' };
}
