export type RefusedCode =
  | 'not-yours'
  | 'owned'
  | 'expired'
  | 'no-place'
  | 'changed-meanwhile'
  | 'done'
  | 'not-opener'
  | 'not-here'
  | 'debate-moved'
  | 'debate-settled'
  | 'debate-open'
  | 'debated'
  | 'not-admin'
  | 'channel-off'
  | 'too-many'
  | 'not-member';

/** What a person may not do, or what is not there any more. `code` picks the sentence they read. */
export class Refused extends Error {
  override name = 'Refused';
  readonly code: RefusedCode;
  constructor(code: RefusedCode) {
    super(code);
    this.code = code;
  }
}
