import type { Token } from './tokens.ts';

/** Hours of a day that a sentence names by the clock, and the token where it does. */
export interface ClockHours {
  readonly hours: number;
  readonly from: number;
}

const begins = /^(?:\d|around$|round$|day$|night$|all$)/;

/** "24/7", "round the clock", "7 am to 3 pm", "9 to 17h", "9 hours a day". */
export function clockHours(tokens: readonly Token[]): ClockHours | undefined {
  for (let at = 0; at < tokens.length; at += 1) {
    if (!begins.test(tokens[at]?.word ?? '')) continue;
    const text = tokens.slice(at, at + 9).map(({ word }) => word);
    const line = text.join(' ');
    if (
      /^(24 \/ 7|24 x ?7|around the clock|round the clock|day and night|night and day|all day and all night)\b/.test(
        line,
      )
    )
      return { hours: 24, from: at };
    const said =
      /^(\d{1,2}) ?-? ?(?:hours|hrs|h|hour) (?:a|per|\/|each|every) day\b/.exec(line) ??
      /^(\d{1,2}) (?:hours|hrs) daily\b/.exec(line);
    if (said !== null) return { hours: Number(said[1]), from: at };
    const span = spanAt(line);
    if (span !== undefined) return { hours: span, from: at };
  }
  return undefined;
}

function spanAt(line: string): number | undefined {
  const clock =
    /^(\d{1,2})(?: : (\d\d))? ?(am|pm|h)? (?:-|–|to|till|until|and) (\d{1,2})(?: : (\d\d))? ?(am|pm|h|uhr|o)?(?= |$)/.exec(
      line,
    );
  if (clock === null || (clock[6] === undefined && clock[5] === undefined)) return undefined;
  const [begin, end] = [hourOf(clock[1], clock[2], clock[3]), hourOf(clock[4], clock[5], clock[6])];
  if (begin > 24 || end > 24) return undefined;
  return end > begin ? end - begin : end - begin + 24;
}

function hourOf(hour: string | undefined, minutes: string | undefined, half: string | undefined): number {
  const plain = Number(hour) + Number(minutes ?? 0) / 60;
  if (half === 'pm') return plain < 12 ? plain + 12 : plain;
  return half === 'am' && plain >= 12 ? plain - 12 : plain;
}
