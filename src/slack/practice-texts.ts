import { count } from './cost-texts.ts';

/** The sentences around worked cases, the quiz and the welcome of a channel. */
export const practiceTexts = {
  cases: {
    modal: 'Worked cases',
    close: 'Close',
    button: 'Worked cases',
    intro:
      'Workloads from the sources, with what the rules say. Open one, change an answer, and see if the verdict moves.',
    none: 'There are no worked cases here.',
    known: (facts: string) => `${facts}.`,
    verdict: (labels: string) => `Verdict: ${labels}`,
    open: 'Open',
    openOne: (name: string) => `Open: ${name}`,
    place: (page: number, of: number) => `Page ${page} of ${of}`,
    back: 'Back',
    on: 'More',
    change: {
      modal: 'Worked case',
      next: 'See the verdict',
      intro: 'These are the answers of the case. Change one, or none, and see what the rules say. Nothing is posted.',
    },
    verdictModal: 'The verdict',
    again: 'Change an answer',
    others: 'All worked cases',
    own: 'Now my own case',
    private: 'Only you see this. Nothing is posted.',
  },

  quiz: {
    modal: 'What would you do?',
    check: 'Check',
    close: 'Close',
    button: 'Quiz',
    none: 'There are no worked cases to ask about.',
    missed: 'You missed this one before.',
    facts: 'What is known:',
    choose: 'What would you do?',
    missing: 'Please choose one of them.',
    resultModal: 'What would you do?',
    right: (label: string) => `Right: ${label}.`,
    wrong: (chosen: string, label: string) => `You chose ${chosen}. The rules say ${label}.`,
    rightToo: (chosen: string, label: string) => `Right. The rules say ${label}, and ${chosen} is as good.`,
    back: 'It will come back.',
    why: 'What decides',
    next: 'Next case',
    open: 'Open this case',
    share: 'Share my score',
    progress: (seen: number, all: number, right: number) =>
      seen === 0
        ? `${count(all, 'case')} to find out. Only you see how you do.`
        : `${right} right of ${seen} so far, of ${count(all, 'case')} in all. Only you see how you do.`,
    shareModal: 'Share my score',
    shareSubmit: 'Post it',
    shareIntro: (said: string) => `This is what everybody there will read: “${said}”`,
    shareWhere: 'In which channel?',
    shareMissing: 'Please choose a channel.',
    score: (person: string, right: number, seen: number) =>
      `${person} got ${right} of ${count(seen, 'case')} right in the RAG or fine-tuning quiz. Try it: /rag-or-ft quiz`,
    somebody: 'Somebody',
    shared: 'Posted. Thank you for showing it.',
    unshared: 'Slack did not take it. Please try again from the quiz.',
    sharedModal: 'Shared',
  },

  welcome: {
    heading: 'RAG or fine-tuning? Three ways to find out here:',
    ask: 'Type /rag-or-ft and what you are building. A few questions, then an answer with reasons and costs. Only you see it until you share it.',
    settle: 'In a thread that goes in circles, open the menu of a message and choose “Settle this debate”.',
    learn: 'New to this? Read a lesson, open a worked case, or take the quiz. Everything waits in my Home tab.',
    start: 'Start a decision',
    offer: 'Post the welcome here',
    posted: 'Posted.',
  },

  home: {
    said: 'Open my Home tab: click my name here, then “Home”. Your drafts, decisions and debates are there.',
  },
} as const;
