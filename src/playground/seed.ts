import { type Message, stamp, type World } from './world.ts';

const minute = 60_000_000;

/** The debate a newcomer finds: two people of good sense who want different things. */
const debate: [user: string, text: string][] = [
  [
    'U0BEN',
    'Support assistant: it still quotes last year’s refund policy. I think we should fine-tune it on our help center, then it just knows our stuff.',
  ],
  [
    'U0ANN',
    'The help center changes every week, though. By the time a tuning run is through it would be out of date again. I’d do RAG.',
  ],
  [
    'U0BEN',
    'We tried search once and it pulled in the wrong articles half the time. About 1,200 pages, and many nearly say the same thing.',
  ],
  ['U0ANN', 'Sure, but agents must be able to link the article they quote. A tuned model can’t cite anything.'],
  [
    'U0BEN',
    'Fair. We do have around 4,000 solved tickets with good answers, and the tone is off too. Roughly 2,000 questions a day.',
  ],
  [
    'U0ANN',
    'Nobody has tried a better prompt for the tone yet. And the budget is about $1,500 a month, so let’s not guess.',
  ],
];

const say = (at: number, user: string, text: string, threadTs?: string, channel = 'C0GUILD'): Message => ({
  ts: stamp(at),
  channel,
  user,
  text,
  threadTs,
});

/** Puts the first messages into a new workspace: a thread in #llm-guild and a line around it. */
export function seed(world: World): void {
  const start = world.now() * 1000 - 55 * minute;
  const opening = stamp(start + 5 * minute);
  world.messages.push(
    say(start, 'U0ANN', 'Morning. Notes from yesterday’s model review are in the wiki.'),
    ...debate.map(([user, text], at) => say(start + (5 + at * 3) * minute, user, text, at === 0 ? undefined : opening)),
    say(start + 30 * minute, 'U0BEN', 'Lunch at 12:30?', undefined, 'C0RANDOM'),
  );
}
