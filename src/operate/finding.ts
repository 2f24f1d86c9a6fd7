/** One thing that was looked at: what was found, and for whatever is not as it should be what to do. */
export interface Finding {
  readonly check:
    | 'environment'
    | 'rules'
    | 'manifest'
    | 'database'
    | 'token'
    | 'app token'
    | 'client'
    | 'installations'
    | 'signing secret'
    | 'scopes'
    | 'clock';
  /** off: a choice that leaves something out · warn: works, and should be mended · fail: does not work. */
  readonly state: 'ok' | 'off' | 'warn' | 'fail';
  readonly says: string;
  /** One sentence. */
  readonly remedy?: string | undefined;
}
