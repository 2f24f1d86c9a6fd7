/** Sentences of disagreeing with a reason. */
export const challengeTexts = {
  reasons: 'The reasons',
  disagree: 'I disagree',
  modal: 'I disagree',
  submit: 'See what follows',
  close: 'Close',
  intro: 'Change one thing below to see the verdict under it. Only you see this, and nothing is stored.',
  rule: (id: string, file: string) => `Rule ${id} in ${file}.`,
  noRule: 'This is said whenever it is not known what goes wrong, or nothing goes wrong.',
  threshold: (id: string, value: string, file: string) => `${id} is ${value}, in ${file}`,
  others: (list: string) => ` Others say: ${list}.`,
  otherSays: (by: string, says: string) => `${by}: ${says}`,
  thresholdLabel: (id: string) => `The threshold ${id}`,
  thresholdHint: (unit: string, above: string, below: string) =>
    `In ${unit}: more than ${above} and less than ${below}.`,
  thresholdWrong: (above: string, below: string) => `Please write a number above ${above} and below ${below}.`,
  unchanged: 'Please change this or another of them.',
  oneOnly: 'One at a time: please leave this as it was.',

  result: 'What follows',
  under: (premise: string) => `With ${premise}`,
  would: (label: string, instead: string) => `It would be ${label} instead of ${instead}.`,
  same: (label: string) => `It stays ${label}.`,
  gone: 'The reason you disagree with no longer applies.',
  applies: 'The reason still applies.',
  why: 'Why, then',
  overlay: 'To decide by it from now on, put this into the rules of your team:',
  nothingStored: 'Only you see this, and nothing was stored.',
  state: 'State as my position',
  back: 'Back',
  stated: 'Said',
} as const;

export const thresholdsFile = 'thresholds.yml';
