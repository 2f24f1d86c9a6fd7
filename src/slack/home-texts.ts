import { count } from './cost-texts.ts';

/** The sentences of the Home tab, the list of decisions and the settings. */
export const homeTexts = {
  welcome: {
    heading: 'Welcome',
    what: 'I help a team decide: a better prompt, the whole text in the prompt, retrieval (RAG), fine-tuning, or both.',
    how: 'I ask a few questions and decide by written rules with their sources. No language model is asked.',
    private: 'Only you see an answer until you share it. I never write to you unasked.',
    step: (at: number) => `Step ${at} of 2`,
    next: 'Next',
    skip: 'Skip',
    begin: 'How would you like to begin?',
    learn: 'New to this? Lesson one takes a minute.',
    practice: 'Rather see one? Open a worked case, change an answer, and see if the verdict moves.',
    start: 'In a hurry? Start with your own case.',
    lesson: 'Read lesson one',
    done: 'Take me to Home',
  },

  heading: 'RAG or fine-tuning?',
  start: 'Start a decision',
  settings: 'Settings',
  help: '/rag-or-ft help shows everything you can type. /rag-or-ft ask answers a question.',
  ladder: 'The ladder, cheapest first',
  lessons: 'Lessons',

  drafts: {
    heading: 'Your drafts',
    none: 'Nothing is half done. What you close before the end waits for you here.',
    changed: (day: string) => ` · changed ${day}`,
    continue: 'Continue',
    continueOne: (title: string) => `Continue: ${title}`,
  },

  waiting: {
    heading: 'Debates waiting for you',
    none: 'No debate in your channels waits for your view. In a thread, “Settle this debate” opens one.',
    state: 'State your view',
    stateOne: (title: string) => `State your view: ${title}`,
  },

  decisions: {
    heading: 'Decisions in your channels, and your own',
    none: 'None yet. What somebody shares in one of your channels shows up here.',
    open: 'Open',
    openOne: (title: string) => `Open: ${title}`,
    all: 'All decisions, and search',
    said: (label: string, day: string) => `${label} · ${day} · `,
    chosen: (chosen: string, label: string) => `${chosen} (the rules say ${label})`,
    more: 'You are in more channels than Slack names at once. Decisions of some of them are missing here.',
    scope:
      'I may not ask Slack which channels you are in, so I show no decisions. An admin can add the scopes channels:read and groups:read.',
    elsewhere:
      'You come from another workspace, so I cannot tell which channels you are in. What was decided stands in each channel: please look there.',
    direct: 'direct message',
    failed: 'Slack did not say which channels you are in. Open this tab again in a minute.',
  },

  history: {
    modal: 'Decisions',
    button: 'All decisions',
    search: 'Search',
    close: 'Close',
    intro: 'Decisions of the channels you are in, and yours in direct messages. Leave a field empty to see all.',
    words: 'Words in the title',
    approach: 'Approach',
    any: 'Any approach',
    since: 'Not older than',
    found: (many: number) => (many === 0 ? 'Nothing was found.' : `${count(many, 'decision')}, newest first`),
    furtherNone: 'Nothing was found so far. There are older ones.',
    older: 'Older',
    unknownApproach: 'Please choose one of them.',
    unknownDay: 'Please choose a day.',
  },

  money: {
    modal: 'Settings',
    submit: 'Save',
    close: 'Cancel',
    intro: 'Every decision you start takes these. You can still change them for each one.',
    rate: 'What does an engineer cost a week?',
    rateHint: 'In dollars, with everything. Empty: as usual, or what your workspace set.',
    everyone: 'For whom?',
    everyoneTick: 'For everybody here, as the default',
    done: 'Saved',
    saidMine: 'Your next decisions start from this.',
    saidAll: 'Your next decisions start from this, and so do those of everybody here.',
    notAdmin:
      'Only admins of this workspace can set it for everybody, or of the whole organization where I am installed for it.',
  },

  trouble: (reference: string) =>
    `I could not show your Home tab just now. Please open it again in a minute. (Reference ${reference})`,

  refused: {
    'not-member': 'You are not in the channel of this any more, so I may not show it.',
  },
} as const;
