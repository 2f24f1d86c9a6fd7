const count = (n: number, thing: string): string => `${n.toLocaleString('en-US')} ${thing}${n === 1 ? '' : 's'}`;

/** Sentences about debates in threads. */
export const debateTexts = {
  open: 'Settle this debate',
  offer: 'I can settle this debate: I read the thread, you check what I found, and everybody states a position.',

  reading: {
    modal: 'Settle this debate',
    close: 'Cancel',
    begun: 'Reading the thread. This takes a few seconds at most.',
    progress: (n: number) => `${count(n, 'message')} read so far.`,
    stop: 'Stop and use what is read',
    paste: 'Paste the messages instead',
    gone: 'I do not hold this reading any more. Please start again from the thread.',
    problems: {
      scope:
        'I may not read messages here: this app was installed without the permission to. Paste the messages that matter, or go on without them.',
      'not-in-channel':
        'I am not in this channel, so I can neither read nor post here. Invite me with /invite @rag-or-ft and try again, or paste the messages.',
      'no-thread': 'I cannot find that thread any more. Its first message may be deleted.',
      limited: 'Slack lets this app read only a few messages a minute, so this is a part of the thread.',
      time: 'I stopped after ten seconds, so this is a part of the thread.',
      full: 'I read a thousand messages, which is the most I read.',
      stopped: 'You stopped the reading, so this is a part of the thread.',
      failed: 'Slack did not answer while I read, so this is a part of the thread.',
    },
    read: (n: number) => `I read ${count(n, 'message')}.`,
    skipped: (bots: number, empty: number) =>
      [
        ...(bots > 0 ? [`${count(bots, 'message')} of bots left out`] : []),
        ...(empty > 0 ? [`${count(empty, 'message')} deleted or without text`] : []),
      ].join(', '),
    files: (n: number) => `${count(n, 'file')} not opened`,
    edited: (n: number) => `${count(n, 'message')} edited: I read what stands there now`,
    strangers: (n: number) => `${count(n, 'message')} by people of other organizations`,
    foreign: (n: number) => `${count(n, 'amount')} in other currencies than dollars left out: please add them yourself`,
    again: 'Continue reading',
    there: 'This thread has a ballot already. Its buttons are in the thread.',
    onItsWay: 'What this thread still lacks is on its way. If it fails, I tell whoever opened the debate.',
  },

  paste: {
    modal: 'Paste the messages',
    submit: 'Read them',
    close: 'Cancel',
    label: 'Messages, one on each line',
    hint: 'Begin a line with the name and a colon: “Ann: the facts change weekly”. Nothing is kept but what you confirm.',
    missing: 'Please paste at least one line of text.',
  },

  evidence: {
    modal: 'Check evidence',
    submit: 'Keep these',
    close: 'Cancel',
    intro:
      'What people wrote, as I read it. Nothing counts until you keep it. Change what is wrong; drop what does not belong.',
    none: 'I found no answers in these messages. Press “Keep these” to open the ballot all the same: people state their positions there.',
    keepAll: 'Keep all as read',
    title: 'What is the debate about?',
    titleMissing: 'Please say in one line what the debate is about.',
    drop: 'Drop it',
    hedged: 'not sure',
    numberHint: 'Empty it to drop this one.',
    choose: 'Please choose one of the options.',
    link: 'the message',
    more: (n: number) => `${count(n, 'more proposal')} did not fit here and were left out.`,
    done: 'The ballot is open',
    said: 'The ballot is on its way into the thread. Everybody there can state a position.',
    already: 'This thread has a ballot already: state your position there.',
  },

  ballot: {
    heading: (title: string) => `Debate: ${title}`,
    agree: (facts: string) => `Said, and nobody differs: ${facts}.`,
    agreeMore: (n: number) => `and ${n} more`,
    nothing: 'Nothing is agreed yet: state your positions, and what matters becomes clear.',
    differ: (n: number, pivotal: string) => `You differ on ${count(n, 'answer')}. ${pivotal}`,
    only: (names: string, one: boolean) => `Only ${names} ${one ? 'changes' : 'change'} the verdict.`,
    none: 'None of them changes the verdict.',
    open: (names: string) => `Nobody differs yet. Still open, and the verdict depends on it: ${names}.`,
    matters: 'matters',
    alone: 'makes no difference by itself now',
    find: (names: string, assuming: boolean) =>
      `Find out ${names}, and it is settled${assuming ? ', with the rest as usual' : ''}.`,
    greedy: 'With so many open questions a shorter list may exist.',
    unsaid: (names: string) => `Nobody has said yet: ${names}. State it, and I need not assume.`,
    leading: (label: string) => `As things stand it would be ${label}.`,
    left: (labels: string) => `Still possible: ${labels}.`,
    unsure: 'does not know',
    range: 'given as a range',
    nobody: 'nobody has said',
    state: 'State my position',
    change: 'Change mine',
    who: 'Who said what',
    close: 'Close',
    settled: (label: string) => `Settled: ${label}.`,
    closed: (label: string) => `Closed: ${label}.`,
    differently: 'I see it differently',
    cut: 'There is more: press “Who said what”.',
  },

  position: {
    modal: 'Your position',
    submit: 'State it',
    close: 'Cancel',
    intro: 'Only what still matters is asked. “I don’t know” is a real answer. Your position is shown with your name.',
    introMine: 'What you said so far. Change what you see differently now.',
    introLate: 'The debate is settled. What you state is recorded as dissent where it differs.',
    done: 'Stated',
    closeDone: 'Done',
    said: 'Your position counts. The ballot shows it in a moment.',
    settled: 'Your position counts, and it settles the debate. The result comes in a moment.',
    agrees: 'Recorded. Your answers lead to the same approach.',
    dissent: (label: string) =>
      `Recorded as dissent. Your answers would make it ${label}, so whoever opened the debate is offered to re-open it.`,
    nothing: 'Nothing is left to ask: the debate is settled as it stands.',
  },

  close: {
    modal: 'Close the debate',
    submit: 'Close it',
    close: 'Cancel',
    intro:
      'Choose what the team goes with where it differs. Everybody reads the choice and the reason, and dissent stays on record.',
    choose: 'Please choose one.',
    reason: 'Why close it now?',
    reasonMissing: 'Please say why, in at most 500 characters.',
    reasonHint: 'In a sentence or two.',
    by: (people: string, leads: string) => `${people}: ${leads}`,
    nobody: 'nobody yet',
    done: 'Closed',
    said: 'The result comes into the thread in a moment.',
  },

  who: { modal: 'Who said what', close: 'Close', nobody: 'Nobody has said anything yet.', read: 'read in the thread' },

  result: {
    heading: (title: string) => `Settled: ${title}`,
    how: {
      settled: 'One approach is left, whatever the open answers turn out to be.',
      closed: (by: string) => `Closed by ${by}:`,
    },
    revision: (n: number) => `Revision ${n}. What moved since:`,
    unmoved: 'Nothing moved: the approach and its reasons stay as they are.',
    agreed: 'Agreed',
    dissented: 'Dissented',
    nobodyDissented: 'Nobody dissents.',
    would: (label: string) => ` That would be ${label}.`,
    same: ' That changes nothing.',
    change: 'What would change it',
    review: (day: string) => `I ask again on ${day}.`,
    reopened: (title: string) =>
      `Open again: ${title}. What was settled before waits; the ballot shows where it stands.`,
    why: 'Why',
    record: 'Decision record',
    reopen: 'Re-open',
  },

  record: {
    file: 'decision-record.md',
    title: (title: string) => `Decision record: ${title}`,
    comment: 'The decision record of this debate, as Markdown.',
    said: 'The record is in the thread.',
  },

  reminder: {
    text: (day: string, label: string, title: string) => `Still true? On ${day} you settled “${title}” as ${label}.`,
    evidence: 'You saw it differently. What has come out since?',
    yes: 'Still true',
    reopen: 'Re-open with today’s answers',
    next: (day: string) => `Good. I ask again on ${day}.`,
  },

  reopened: {
    open: 'The debate is open again. The ballot shows where it stands.',
    'settled-again': 'With today’s answers one approach is left:',
    unchanged: 'With today’s answers nothing moves: it stays as it is.',
  },

  notice: {
    dissent: (who: string, title: string) => `${who} sees “${title}” differently now, and it would change the verdict.`,
    failed: (title: string, code: string) => `I could not post to the thread of “${title}” (${code}).`,
    invite:
      'Invite me with /invite @rag-or-ft. Then press “Post it now”, or use “Settle this debate” in the thread again.',
    other:
      'Once nothing stands in the way any more, press “Post it now”, or use “Settle this debate” in the thread again.',
    parent: 'The thread’s first message is gone, so nothing can be posted there. This is where the debate stands:',
  },

  settle: {
    usage: 'Write the link to a message of the thread: /rag-or-ft settle https://….slack.com/archives/…',
    looking: 'Looking whether you are in the channel of that thread.',
    outside:
      'I cannot see that you are in the channel of that thread, so I did not read it. Please use /rag-or-ft settle in that channel, or choose “Settle this debate” on the message.',
  },

  refused: {
    'not-opener': 'Only the person who opened this debate, or an administrator of the workspace, can do that.',
    'not-here': 'Positions are stated in the channel of the debate, by the people in it.',
    'debate-moved': 'Somebody stated a position meanwhile, and another answer matters now. Please open “Close” again.',
    'debate-settled': 'This debate is settled already. “I see it differently” records what you see differently.',
    'debate-open': 'This debate is open again. The ballot shows where it stands.',
    debated: 'This was decided in a debate: use the buttons on its result in the thread.',
  },
} as const;
