/** Sentences of the failure audit. */
export const auditTexts = {
  offer: 'Sort failures first',
  offered: 'Nobody has said what goes wrong. Judge 50 to 100 real answers, and the piles say it.',

  first:
    'Nobody has looked at what goes wrong yet? Sort 50 to 100 real answers first: that answers the first question.',

  modal: 'Failure audit',
  submit: 'What does it say?',
  close: 'Close',
  intro:
    'Judge 50 to 100 real answers. Put each in one pile, the one that would have to be mended first, and enter how many are in each. An empty box is none.',
  toTable: 'Paste or upload a table',
  toCounts: 'Enter counts',
  count: (most: string) => `Please enter a whole number from 0 to ${most}, or leave it empty.`,
  nothing: 'Please enter how many answers are in at least one pile.',

  tableIntro:
    'Lines such as “missing fact, 12”, or one judged answer per line with its kind in a column. Nothing of the text is kept.',
  piles: (names: string) => `Kinds: ${names}.`,
  table: 'Paste the table',
  tablePlaceholder: 'kind, count\nmissing fact, 12\nformat or tone, 3\nright, 35',
  tableTooLong: (most: string) => `At most ${most} characters fit here. Upload a file instead.`,
  file: 'Or upload it',
  fileHint: 'A text file: .csv, .tsv or .txt, at most 200 KB.',
  noFiles: 'I may not read files in this workspace, so please paste the table.',
  noTable: 'Please paste a table.',
  noTableNorFile: 'Please paste a table or upload one.',
  twoTables: 'Please paste or upload, not both.',
  line: (line: number, message: string) => `Line ${line}: ${message}.`,
  unreadable: {
    'too-large': 'That file is larger than 200 KB.',
    'not-text': 'That is not a text file. Save the table as CSV and try again.',
    refused: 'I could not read that file. Please paste the table instead.',
  },

  result: 'What the audit says',
  of: (failures: number) => `Of ${failures === 1 ? 'one failure' : `${failures} failures`}`,
  ofHow: 'In brackets: where the true share lies, at 95 %.',
  empty: (names: string) => `Empty: ${names}.`,
  answers: 'As answers',
  noAnswers: 'It settles no answer yet.',
  use: 'Use these answers',
  more: 'Enter more',
} as const;
