import { fileURLToPath } from 'node:url';
import type { FetchFunction } from '@slack/web-api';
import { type Config, readConfig } from '../config.ts';
import { packageRoot } from '../package-root.ts';
import { openRulebook, shippedRules } from '../rules/open.ts';
import { databaseFindings } from './database-checks.ts';
import type { Finding } from './finding.ts';
import { manifestFindings } from './manifest-checks.ts';
import { slackFindings } from './slack-checks.ts';

/** What the doctor needs of the world. */
export interface Examined {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folders of rules, where they are not those of the environment. */
  readonly rules?: string | undefined;
  readonly overlay?: string | undefined;
  /** A manifest to look at in place of the one of the package. */
  readonly manifest?: string | undefined;
  readonly now?: (() => number) | undefined;
  readonly fetch?: FetchFunction | undefined;
  readonly openRules?: typeof openRulebook | undefined;
  /** As of `process.versions`. */
  readonly node?: string | undefined;
}

/** Looks at everything the app needs, changes none of it, and says what to do. No finding holds a secret. */
export async function examine(examined: Examined): Promise<readonly Finding[]> {
  const { env, now = Date.now, node = process.versions.node } = examined;
  const read = readConfig(env);
  const config = read.ok ? read.config : undefined;
  const findings = [
    ...(read.ok ? [environment(read.config, node)] : read.problems.map(wrong)),
    await rules(examined, config),
    ...manifestFindings(examined.manifest ?? manifestOf(config), config?.slack.mode, examined.manifest !== undefined),
    ...(config === undefined ? [] : await databaseFindings(config)),
    ...(config === undefined
      ? []
      : await slackFindings(config, { now, fetch: examined.fetch, manifest: manifestOf(config) })),
  ];
  const secrets = secretsIn(env);
  return findings.map(({ says, remedy, ...rest }) => ({
    ...rest,
    says: without(secrets, says),
    ...(remedy !== undefined && { remedy: without(secrets, remedy) }),
  }));
}

function wrong(problem: string): Finding {
  return {
    check: 'environment',
    state: 'fail',
    says: problem,
    remedy: 'Set it as .env.example shows, and look again.',
  };
}

const modes = {
  playground: 'no Slack variable is set: it opens the local playground',
  socket: 'one workspace over Socket Mode',
  http: 'one workspace over signed HTTP',
  oauth: 'any number of workspaces over signed HTTP',
} as const;

function environment({ slack }: Config, node: string): Finding {
  const [major = 0, minor = 0] = node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    const remedy = 'Install Node 24, or at least 20.19.';
    return { check: 'environment', state: 'fail', says: `Node ${node} is too old`, remedy };
  }
  return { check: 'environment', state: 'ok', says: `${modes[slack.mode]}, on Node ${node}` };
}

async function rules(
  { env, openRules = openRulebook, ...over }: Examined,
  config: Config | undefined,
): Promise<Finding> {
  const set = (name: string): string | undefined => env[name]?.trim() || undefined;
  const folder = over.rules ?? config?.rules ?? set('RAG_OR_FT_RULES') ?? shippedRules;
  const overlay = over.overlay ?? config?.overlay ?? set('RULES_DIR');
  const opened = await openRules(folder, overlay);
  if (opened.ok) {
    const { questions, rules: all } = opened.rulebook;
    const counted = `${Object.keys(questions).length} questions and ${Object.keys(all).length} rules`;
    const whose = overlay === undefined ? '' : `, with ${overlay} laid over them`;
    return { check: 'rules', state: 'ok', says: `${counted}: one verdict for all answers${whose}` };
  }
  const [first = '', ...more] = opened.problems;
  return {
    check: 'rules',
    state: 'fail',
    says: more.length === 0 ? first : `${first} (and ${more.length} more)`,
    remedy: 'Run rag-or-ft check, which names every fault with its file, line and remedy.',
  };
}

/** The manifest of the package that belongs to a way of connecting. */
function manifestOf(config: Config | undefined): string {
  const name = { playground: '', socket: '', http: '.http', oauth: '.oauth' }[config?.slack.mode ?? 'playground'];
  return fileURLToPath(new URL(`manifest${name}.yml`, packageRoot));
}

const secretNames = /TOKEN|SECRET|KEY|PASSWORD/;

/** Whatever a message may hold by mistake. */
function secretsIn(env: Examined['env']): readonly string[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    if (secretNames.test(name)) return value.split(/[\s,]+/).filter((part) => part.length >= 6);
    if (name !== 'DATABASE_URL') return [];
    const password = /^\w+:\/\/[^/@]*:([^/]*)@/.exec(value)?.[1] ?? '';
    return password === '' ? [] : [password, decoded(password)];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function without(secrets: readonly string[], text: string): string {
  return secrets.reduce((said, secret) => said.replaceAll(secret, '[secret]'), text);
}
