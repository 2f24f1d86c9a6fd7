import { randomBytes } from 'node:crypto';
import type { Store } from '../../src/app/ports.ts';
import { createInstallations, type Installed, type InstallationsDeps } from '../../src/slack/oauth/installations.ts';
import { createSealer, keyBytes } from '../../src/slack/oauth/seal.ts';
import { keptLog } from '../slack/kit.ts';

export const key = randomBytes(keyBytes);

export const installed = (rest: Partial<Installed> = {}): Installed => ({
  installation: 'T:T1',
  botId: 'B1',
  botUser: 'UB1',
  token: 'xoxb-one',
  ...rest,
});

const refresh = async () => {
  throw new Error('nothing is refreshed here');
};

/** One instance of the app on a store it may share with others. */
export function instance(store: Store, rest: Partial<InstallationsDeps> = {}) {
  const log = keptLog();
  return { log, ...createInstallations({ store, sealer: createSealer([key]), refresh, log, ...rest }) };
}
