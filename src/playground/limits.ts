/** One of Slack's limits: the largest allowed number, and the page that says so. */
export interface Limit {
  readonly max: number;
  readonly source: string;
}

const from = (page: string) => (max: number) => ({ max, source: `docs.slack.dev/${page}` }) satisfies Limit;

const blocks = from('reference/block-kit/blocks');
const elements = from('reference/block-kit/block-elements');
const objects = from('reference/block-kit/composition-objects');
const views = from('reference/views/modal-views');
const post = from('reference/methods/chat.postMessage');
const update = from('reference/methods/chat.update');
const interaction = from('interactivity/handling-user-interaction');
const rates = from('apis/web-api/rate-limits');

/** Slack's numbers as data. Lengths are in characters, counts in items, times in milliseconds. */
export const limits = {
  messageBlocks: blocks(50),
  viewBlocks: from('reference/views')(100),
  viewBytes: from('reference/methods/views.push')(250_000),
  viewTitle: views(24),
  viewSubmit: views(24),
  viewClose: views(24),
  privateMetadata: views(3000),
  callbackId: views(255),
  externalId: views(255),
  modalStack: from('reference/methods/views.push')(3),

  blockId: blocks(255),
  actionId: elements(255),
  sectionText: blocks(3000),
  sectionFields: blocks(10),
  sectionField: blocks(2000),
  headerText: blocks(150),
  contextElements: blocks(10),
  actionsElements: blocks(25),
  inputLabel: blocks(2000),
  inputHint: blocks(2000),
  imageAlt: blocks(2000),
  imageTitle: blocks(2000),
  imageUrl: blocks(3000),
  alertText: blocks(200),
  /** Over all markdown blocks of one message. */
  markdownText: blocks(12_000),
  tableRows: blocks(100),
  tableColumns: blocks(20),
  /** Over all tables of one message. */
  tableText: blocks(10_000),
  tableSettings: blocks(20),
  tablesInMessage: blocks(1),
  dataTableRows: blocks(201),
  dataTableColumns: blocks(20),
  /** Over all data tables of one message. */
  dataTableText: blocks(20_000),
  dataTablePage: blocks(100),
  chartTitle: blocks(50),
  /** Series of a chart, and segments of a pie. */
  chartSeries: blocks(6),
  chartPoints: blocks(20),
  chartLabel: blocks(20),
  chartAxisLabel: blocks(50),
  chartsInMessage: blocks(2),
  focusOnLoad: elements(1),

  text: objects(3000),
  optionText: objects(75),
  optionValue: objects(150),
  optionDescription: objects(75),
  optionUrl: objects(3000),
  optionGroupLabel: objects(75),
  optionGroups: objects(100),
  optionsInGroup: objects(100),
  confirmTitle: objects(100),
  confirmText: objects(300),
  confirmButton: objects(30),
  placeholder: elements(150),

  buttonText: elements(75),
  buttonValue: elements(2000),
  buttonUrl: elements(3000),
  accessibilityLabel: elements(75),
  checkboxOptions: elements(10),
  radioOptions: elements(10),
  overflowOptions: elements(5),
  selectOptions: elements(100),
  inputLength: elements(3000),
  minInputLength: elements(3000),
  inputFiles: elements(10),
  maxSelected: elements(100),

  postText: post(40_000),
  updateText: update(4000),
  /** Over all blocks of one message but markdown. Not in the documentation: see the thread in the source. */
  messageBlocksText: { max: 12_000, source: 'github.com/slackapi/bolt-js/issues/2509' },
  metadataBytes: from('messaging/message-metadata')(8000),
  attachments: post(100),
  fileAltText: from('reference/methods/files.getUploadURLExternal')(1000),

  socketConnections: from('apis/events-api/using-socket-mode')(10),
  ackMs: interaction(3000),
  triggerMs: interaction(3000),
  responseUrlMs: interaction(30 * 60_000),
  responseUrlUses: interaction(5),
} as const satisfies Record<string, Limit>;

/** How often a method may be called: `burst` calls at once, refilled at `perMinute`. */
export interface Rate {
  readonly burst: number;
  readonly perMinute: number;
  readonly per: 'workspace' | 'channel';
  readonly source: string;
}

const tier = (perMinute: number): Rate => ({ burst: perMinute, perMinute, per: 'workspace', source: rates(1).source });

/** Rates by method; a method not named here is in tier 4. */
export const rateOf = {
  'chat.postMessage': { burst: 4, perMinute: 60, per: 'channel', source: rates(1).source },
  'chat.postEphemeral': tier(100),
  'chat.update': tier(50),
  'chat.delete': tier(50),
  'chat.getPermalink': tier(300),
  'auth.test': tier(300),
  'conversations.history': tier(50),
  'conversations.replies': tier(50),
  'conversations.info': tier(50),
  'conversations.open': tier(50),
  'files.getUploadURLExternal': tier(100),
  'files.completeUploadExternal': tier(100),
  // Tier 1, but an app may have ten connections.
  'apps.connections.open': { burst: 10, perMinute: 1, per: 'workspace', source: rates(1).source },
} as const satisfies Record<string, Rate>;

/** The rate of a method that {@link rateOf} does not name. */
export const usualRate: Rate = tier(100);
