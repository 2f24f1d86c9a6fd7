/** The bot's own account. With both ids given Bolt never calls auth.test. */
export interface BotIdentity {
  readonly botToken: string;
  readonly botId: string;
  readonly botUserId: string;
}

/** The bot's account in one installation. */
export interface Account {
  readonly botId: string;
  readonly botUserId: string;
  /** The token that is good now. @throws NotInstalled */
  token(): Promise<string>;
}

/** The accounts of the bot, each found by the key of its installation and by nothing else. */
export interface Accounts {
  /** @throws NotInstalled */
  of(installation: string): Promise<Account>;
  /** The app is gone from there: what is known of it in memory is dropped. */
  forget(installation: string): void;
}

/** The app is not, or no longer, installed there. */
export class NotInstalled extends Error {
  override name = 'NotInstalled';
}

/** One workspace with one token, whichever payload asks. */
export function oneAccount(identity: BotIdentity): Accounts {
  const account: Account = {
    get botId() {
      return identity.botId;
    },
    get botUserId() {
      return identity.botUserId;
    },
    token: async () => identity.botToken,
  };
  return { of: async () => account, forget: () => undefined };
}
