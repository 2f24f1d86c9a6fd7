import { type Config, databaseIn, type OAuth } from '../config.ts';
import type { StoredInstallation } from '../app/installation-ports.ts';
import type { Scopes } from '../manifest.ts';
import { readTokens } from '../slack/oauth/installations.ts';
import { CannotUnseal, createSealer, type Sealer } from '../slack/oauth/seal.ts';
import { CannotOpenStore, openForReading } from '../store/database.ts';
import { installationsAfter } from '../store/installation-rows.ts';
import { type Call, unreachable } from './asking.ts';
import type { Finding } from './finding.ts';
import { scopeFindings } from './scope-checks.ts';

const check = 'installations';
const pageOf = 500;
/** Asking for each of thousands would meet Slack's limits. */
const asked = 3;

interface Counted {
  readonly all: number;
  /** No key that is set opens their tokens. */
  readonly shut: number;
  /** An earlier key sealed their tokens. */
  readonly old: number;
  /** The newest whose tokens are good now. */
  readonly newest: readonly { readonly row: StoredInstallation; readonly token: string }[];
}

/** Whether the tokens of all installations can be opened, and whether Slack knows those of the newest. */
export async function installationFindings(
  config: Config,
  { keys }: OAuth,
  { call, wanted, now }: { readonly call: Call; readonly wanted: Scopes; readonly now: () => number },
): Promise<readonly Finding[]> {
  let counted: Counted;
  try {
    counted = await count(databaseIn(config), createSealer(keys), now());
  } catch (error) {
    // The database has a finding of its own.
    if (error instanceof CannotOpenStore) return [];
    throw error;
  }
  const findings: Finding[] = [keysOf(counted)];
  for (const { row, token } of counted.newest) {
    const answered = await call('auth.test', {}, token);
    if (typeof answered === 'string') return [...findings, unreachable(check, answered)];
    if (answered.error !== undefined) {
      const remedy = 'Let an administrator there install the app again from /slack/install.';
      findings.push({
        check,
        state: 'warn',
        says: `${row.installation}: Slack refuses its token (${answered.error})`,
        remedy,
      });
    }
    findings.push(...scopeFindings(answered, wanted, `${row.installation}: `));
  }
  return findings;
}

function keysOf({ all, shut, old }: Counted): Finding {
  if (shut > 0) {
    const remedy =
      'Put the key that sealed them into TOKEN_ENCRYPTION_KEYS_BEFORE; if it is lost, they must install the app again.';
    return {
      check,
      state: 'fail',
      says: `the tokens of ${shut} of ${all} installations open with no key that is set`,
      remedy,
    };
  }
  if (old === 0) return { check, state: 'ok', says: `${all}, all of them sealed with TOKEN_ENCRYPTION_KEY` };
  const remedy = 'Keep TOKEN_ENCRYPTION_KEYS_BEFORE until none of them is left.';
  return { check, state: 'off', says: `${all}, of which an earlier key sealed ${old}`, remedy };
}

async function count(
  where: { readonly file: string } | { readonly url: string },
  sealer: Sealer,
  now: number,
): Promise<Counted> {
  const db = await openForReading(where);
  const counted = { all: 0, shut: 0, old: 0 };
  let newest: Counted['newest'] = [];
  try {
    for (let after = ''; ;) {
      const rows = await installationsAfter(db, after, pageOf);
      for (const row of rows) {
        after = row.installation;
        counted.all += 1;
        const opened = open(sealer, row);
        if (opened === undefined) counted.shut += 1;
        else {
          if (opened.old) counted.old += 1;
          if ((row.expiresAt ?? Infinity) > now) newest = latest([...newest, { row, token: opened.token }]);
        }
      }
      if (rows.length < pageOf) return { ...counted, newest };
    }
  } finally {
    await db.destroy();
  }
}

function open(sealer: Sealer, { installation, sealed }: StoredInstallation) {
  try {
    const { text, old } = sealer.open(installation, sealed);
    return { token: readTokens(text).token, old };
  } catch (error) {
    if (error instanceof CannotUnseal) return undefined;
    throw error;
  }
}

function latest(all: Counted['newest']): Counted['newest'] {
  return [...all].sort((a, b) => b.row.installedAt - a.row.installedAt).slice(0, asked);
}
