/** One of Slack's limits: the largest allowed number, and who says so. */
export interface Limit {
  readonly max: number;
  readonly source: string;
}

const from = (page: string) => (max: number) => Object.freeze({ max, source: `docs.slack.dev/${page}` });

const blocks = from('reference/block-kit/blocks');
const elements = from('reference/block-kit/block-elements');
const objects = from('reference/block-kit/composition-objects');
const views = from('reference/views/modal-views');

/** Slack's numbers as data. Lengths are in UTF-16 units, which is never less than what Slack counts. */
export const limits = Object.freeze({
  messageBlocks: blocks(50),
  viewBlocks: from('reference/views')(100),
  viewBytes: from('reference/methods/views.push')(250_000),
  viewTitle: views(24),
  viewButton: views(24),
  privateMetadata: views(3000),

  text: objects(3000),
  sectionFields: blocks(10),
  inputLabel: blocks(2000),
  inputHint: blocks(2000),
  placeholder: elements(150),

  optionText: objects(75),
  radioOptions: elements(10),
  checkboxOptions: elements(10),
  selectOptions: elements(100),
  buttonText: elements(75),
  buttonValue: elements(2000),

  tableRows: blocks(100),
  imageAlt: blocks(2000),
  fileAlt: from('reference/methods/files.getUploadURLExternal')(1000),
  chartTitle: blocks(50),
  chartSeries: blocks(6),
  /** Values of a series. */
  chartPoints: blocks(20),
  /** Names of series and values. */
  chartLabel: blocks(20),

  /** `text` of a message; chat.update refuses more. */
  messageText: from('reference/methods/chat.update')(4000),
  /** All text in the blocks of one message. Undocumented: Slack refuses somewhere above 11,000. */
  messageBlocksText: Object.freeze({ max: 10_000, source: 'github.com/slackapi/bolt-js/issues/2509' }),
}) satisfies Record<string, Limit>;
