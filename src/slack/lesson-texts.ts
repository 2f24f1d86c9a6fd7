/** The sentences around lessons and answers. What they teach is in rules/lessons.yml. */
export const lessonTexts = {
  lessons: {
    modal: 'Lessons',
    close: 'Close',
    button: 'Lessons',
    intro: 'A minute each. Start at the top, or pick what you need.',
    numbered: (at: number, title: string) => `${at}. ${title}`,
    none: 'There are no lessons here.',
    place: (at: number, of: number) => `Lesson ${at} of ${of}`,
    try: 'Try it on your case',
    next: (title: string) => `Next: ${title}`,
    all: 'All lessons',
    gone: 'This lesson is no longer here.',
    source: 'Who says so:',
  },

  ask: {
    missing: 'What would you like to know? Write it behind the command: /rag-or-ft ask when should I fine-tune?',
    none: 'I have no answer to that. I know about prompts, long context, retrieval and fine-tuning only.',
    noneMore: 'The lessons may help, or ask it in other words.',
    onlyYou: 'Only you see this.',
    more: 'The lesson:',
    others: 'Not what you meant? These come close:',
    gone: 'This answer is no longer here.',
    offer: 'Ask a question',
  },
} as const;
