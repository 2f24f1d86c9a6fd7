import { costTexts, count } from './cost-texts.ts';
import { debateTexts } from './debate-texts.ts';
import { homeTexts } from './home-texts.ts';
import { forgetTexts } from './forget-texts.ts';
import { planTexts } from './plan-texts.ts';

const command = '/rag-or-ft';

/** Every sentence people read outside the rulebook. */
export const texts = {
  command,
  invite: '/invite @rag-or-ft',

  form: {
    yes: 'Yes',
    no: 'No',
    dontKnow: "I don't know",
    dontKnowTyped: "don't know",
    choose: "Please choose one of the options, or “I don't know”.",
    check: 'Please check this answer.',
    hint: (help: string, example: string) => `${help} For example: ${example}`,
    numberPlaceholder: "2000, 2k, 500-2000, about 300, or don't know",
    sharePlaceholder: "60%, 0.6, 50-70%, about 60%, or don't know",
    percent: 'percent',
    numberHint: (unit: string, others: readonly string[]) =>
      others.length === 0
        ? `In ${unit}, or write “don't know”.`
        : `In ${unit}, or say the unit (“300 ${others[0] ?? ''}”), or write “don't know”.`,
    numberExamples: '2000, 2k or 500-2000',
    shareExamples: '80% or 70-90%',
    number: (why: string | undefined, examples: string, least: string, most: string) =>
      `${why ?? 'I could not read that as a number.'} Please write a number from ${least} to ${most}, such as ${examples}, or “don't know”.`,
    backwards: 'The range starts above its end.',
    atLeast: (least: string) => `It must be at least ${least}.`,
    outside: 'That is outside of what this question allows.',
    whole: 'This needs a whole number.',
    limits: 'Tick what applies',
    limitsHint: 'What you leave unticked stays open, unless you tick “None of these”.',
    none: 'None of these',
    restUnknown: "I don't know about those I left",
    tickOne: "Please tick what holds, or say that none does or that you don't know.",
    noneMore: 'With others ticked: none of the rest',
  },

  start: {
    untitled: 'Untitled workload',
    modal: 'RAG or fine-tuning?',
    next: 'Next',
    close: 'Cancel',
    title: 'What are you building?',
    titleHint: 'One line. It becomes the title of the decision.',
    titlePlaceholder: 'A support bot that answers from our help center',
    titleMissing: 'Please say in one line what you are building.',
    intro: 'A few questions, then an answer with its reasons and costs. Only you see it until you share it.',
    unfinished: (title: string) => `You have not finished “${title}”. Continue there, or start anew below.`,
    again: 'Open the questions',
  },

  kept: {
    said: (title: string) => `“${title}” is kept as you left it. Only you see this.`,
    continue: 'Continue',
  },

  page: {
    modal: 'RAG or fine-tuning?',
    next: 'Next',
    close: 'Close',
    decideNow: 'Decide now',
    progress: (answered: number, asked: number) =>
      `${count(answered, 'answer')} so far. ${asked === 1 ? 'This question matters' : `These ${asked} questions matter`} most now; stop whenever you like.`,
  },

  change: {
    modal: 'Change an answer',
    next: 'See what moves',
    intro: 'Change what you like. Nothing is posted until you have seen what moves and shared it.',
  },

  position: {
    modal: 'Your view',
    submit: 'Say so in the thread',
    intro:
      'Answer as you see it. A reply in the thread says what you see differently and whether it would change the answer. The decision stays as it is.',
    done: 'Said',
    close: 'Done',
    thanks: (change: string) => `The thread says so in a moment. ${change}`,
    somebody: 'Somebody',
    differs: (n: number) => ` sees ${count(n, 'answer')} differently:`,
    agrees: ' sees every answer the same way.',
    would: (label: string) => `That would make it ${label}.`,
    same: (label: string) => `That changes nothing: it stays ${label}.`,
  },

  otherwise: {
    modal: 'We chose otherwise',
    submit: 'Record it',
    close: 'Cancel',
    intro: 'What the team does, and why. It is shown on the decision, in its record and in the thread.',
    approach: 'What did you choose?',
    approachMissing: 'Please choose one of them.',
    follow: (label: string) => `${label} (as recommended)`,
    reason: 'Why?',
    reasonHint: 'In a sentence or two. Everybody who sees the decision can read it.',
    reasonMissing: 'Please say why, in at most 500 characters.',
    instead: (label: string, recommended: string) => `The team chose ${label} instead of ${recommended}:`,
    follows: (label: string) => `The team goes with ${label}, as recommended:`,
    done: 'Recorded',
    closeDone: 'Done',
    said: 'The decision says so in a moment.',
  },

  preview: {
    modal: 'Your answer',
    share: 'Share in channel',
    shareChange: 'Share the change',
    close: 'Not now',
    onlyYou: 'Only you see this until you share it.',
    leftOut: (labels: string) => `I could not read these answers and left them out: ${labels}`,
    goesTo: 'It will be posted in ',
    goesToThread: 'It will be posted in the thread in ',
    goesHere:
      'It will be posted in this conversation if I am part of it. Where I may not post, only you get it, with a way to share it.',
    reasons: 'Why',
    costs: 'What it costs',
    pricesLater: 'The prices come in a moment.',
    pricesNow: 'Show the prices',
    flips: 'What would change it',
    nothingFlips: 'No single answer would change it.',
    assumptions: 'Assumed, because nobody said',
    assumed: 'assumed',
    moved: 'What moved',
    movedNothing: 'Nothing moved: the approach and its reasons stay as they are.',
    place: 'Share in which channel?',
    placeHint: 'I need to be a member of it.',
    placeMissing: 'Please choose a channel.',
    monthly: 'a month',
    setup: 'to set up',
    recommended: 'recommended',
  },

  shared: {
    modal: 'Shared',
    close: 'Done',
    said: 'On its way. If I may not post there, you get the answer from me in private, with a way to share it.',
  },

  message: {
    use: (headline: string) => `Use ${headline}`,
    why: 'Why',
    change: 'Change an answer',
    record: 'Decision record',
    otherwise: 'We chose otherwise',
    assumed: (list: string) => `Assumed: ${list}`,
    flips: 'What would flip it',
    revised: (number: number) => `Revision ${number}`,
    more: 'The full argument and the costs are in the thread.',
    cutShort: 'This is not everything: “Why” and “Decision record” have the rest.',
  },

  argument: {
    heading: 'The argument',
    plan: 'The plan',
    warnings: 'Look out',
    measure: 'Measure',
    goOn: 'Go on',
    metric: (metric: string) => `How you will know it works: ${metric.replace(/\.$/, '')}.`,
  },

  ...costTexts,

  ...planTexts,

  moved: {
    heading: (number: number) => `Revision ${number}: what moved`,
    nothing: 'The approach and its reasons stay as they are.',
  },

  notPosted: {
    heading: 'I could not post your decision. Here it is, for you alone.',
    headingPart: 'I could not post a part of your decision.',
    headingPosition: 'I could not post your view of the decision.',
    invite: 'I am not in that channel. Invite me there with this line, then press “Post it now”:',
    conversation:
      'I cannot post in a conversation that I am not part of. Press “Post in a channel”, or copy what you need from here.',
    archived: 'That channel is archived. Press “Post in a channel” to choose another one.',
    unclear: 'I do not know whether it arrived. If it is not there, press “Post it now”.',
    other: (code: string) => `Slack refused it (${code}). Try again, or choose another channel.`,
    which: (title: string) => `Decision: ${title}`,
    postNow: 'Post it now',
    postElsewhere: 'Post in a channel',
    onItsWay: 'On its way. If it fails again, I will tell you.',
    posted: 'It is posted already.',
  },

  elsewhere: {
    modal: 'Post in a channel',
    submit: 'Post it',
    close: 'Cancel',
  },

  why: {
    modal: 'Why',
    close: 'Close',
    beaten: (by: string) => `Beaten by: ${by}`,
    missing: (claims: string) => `It does not come to that, since: ${claims}`,
    assumed: (names: string) => `Leans on assumed answers: ${names}`,
    unspoken: (claims: string) => `It does not come to that, as no rule says otherwise: ${claims}`,
    sameGround: 'It does not come to that, for the same reason as above.',
    quiet: (claims: string) => `Not argued about, as no rule applies: ${claims}`,
    asAbove: 'For the same reasons.',
    alsoAbove: 'Also for reasons told above.',
    others: 'Look at the others:',
    not: (label: string) => `Why not ${label}?`,
    back: (label: string) => `Why ${label}`,
    page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  },

  whyNot: {
    modal: 'Why not',
    leads: (label: string) => `${label} is what the answers lead to.`,
    heading: (label: string) => `Why not ${label.replace(/^A (?=[a-z])/, 'a ')}?`,
    claims: (n: number) => `${count(n, 'claim')} would have to come out the other way.`,
    gapOpen: 'Only that nobody has looked at the failures yet: nothing is tuned before that.',
    needed: (is: string, needed: string) => `Now: ${is}. Needed: ${needed}.`,
    against: 'Against it: ',
    beaten: 'For it, but beaten: ',
    missing: (claims: string) => `It needs first: ${claims}.`,
    nothing: 'No rule argues for it on these answers.',
    flips: 'A single answer that would change it',
    noFlip: 'No single answer would change it.',
    costs: 'What it costs',
    cost: (label: string, setup: string, monthly: string, total: string, months: number) =>
      `${label}: ${setup} to set up, ${monthly} a month, ${total} over ${months} months`,
    unpriced: (label: string, why: string) => `${label}: ${why}`,
  },

  record: {
    modal: 'Decision record',
    close: 'Close',
    how: 'Markdown, ready to copy into your repository.',
    cut: 'The rest does not fit into this window.',
  },

  help: {
    heading: 'RAG or fine-tuning? Ask before you build.',
    ladder: 'The ladder, cheapest first:',
    thread:
      'In a thread, open the menu of a message (⋮), choose “Settle this debate”, and the answer is posted in that thread.',
    invite: 'To post in a channel I have to be in it:',
    private: 'Only you see the answer until you share it.',
    rules: 'I decide by written rules with their sources, not by a language model.',
    commands: 'What you can type:',
    command: (typed: string, does: string) => `${command} ${typed}: ${does}`,
    does: {
      'what you are building': 'starts the questions',
      'settle <link>': 'settles the debate in that thread',
      'ask <question>': 'answers what newcomers ask',
      lessons: 'teaches each idea in a minute',
      cases: 'opens worked cases, to change an answer and see what moves',
      quiz: 'asks what you would do',
      welcome: 'tells this channel how to use me, in one message',
      home: 'says where your drafts and decisions are',
      compare: 'puts the approaches side by side',
      audit: 'finds out what goes wrong today',
      forget: 'deletes what is yours, or for an admin everything here',
    },
  },

  didYouMean: {
    said: (text: string) => `Did you mean ${command} ${text}?`,
    yes: 'Show the help',
    title: (text: string) => `Use “${text}” as the title`,
  },

  refused: {
    modal: 'Sorry',
    close: 'Close',
    'not-yours':
      'Only the person who shared this decision can do that. To say what you see differently, press “Change an answer” under it.',
    owned: 'This decision is yours: press “Change an answer” under it instead.',
    done: 'This is shared already: there is nothing left to continue.',
    expired: `I cannot find this any more. Please start again with ${command}.`,
    'no-place': 'Please choose a channel to share in.',
    ...debateTexts.refused,
    ...forgetTexts.refused,
    ...homeTexts.refused,
    'changed-meanwhile':
      'Somebody changed this decision while you were looking at it. Please open “Change an answer” again.',
  },

  /** Pages in the browser of whoever installs the app. */
  install: {
    done: `Installed. Back in Slack, type ${command} in any channel; “${command} help” says more.`,
    failed:
      'It was not installed: the link was used already, took too long, or was canceled. Please begin again with “Add to Slack”.',
    tooMany: 'Many people are installing this at once. Please try again in a minute.',
    gone: 'I am no longer installed in this workspace. Please reinstall me, or ask an admin to, and try again.',
  },

  trouble: {
    modal: 'Sorry',
    close: 'Close',
    said: (reference: string) =>
      `Something went wrong on my side. Nothing you shared is lost. Please try again; if it happens again, tell whoever runs this app the reference ${reference}.`,
    tooLate: (reference: string) =>
      `Slack did not let me open the window in time. Please try again. (Reference ${reference})`,
    again: 'Try again',
    stale: 'That window had changed meanwhile, so I left it as it is. Everything you sent is kept.',
  },

  notify: {
    decision: (title: string) => `Decision: ${title}`,
    moreSources: (n: number) => `and ${n} more`,
  },
} as const;
