import { z } from 'zod';
import { type Evidence, isRange, type Message, readThread, type Reading, type Value } from '../core/index.ts';
import { BadInput, inert, openBook, type Options, readData, type Streams } from './io.ts';

const written = '{"author": "U1", "ts": "1782000000.000100", "text": "We get 2000 queries a day."}';
const example = `write {"messages": [${written}]}`;

const time = 'it must be seconds since 1970; write "ts": "1782000000.000100"';
const message = z.object(
  {
    author: z.string('it must be who wrote it; write "author": "U1"').min(1, 'it is empty; write "author": "U1"'),
    ts: z
      .union([z.string(), z.number().transform(String)], time)
      .pipe(z.string().regex(/^\d{1,12}(\.\d{1,9})?$/, time)),
    text: z.string('it must be what was written; write "text": "We get 2000 queries a day."'),
  },
  `it must be an object of author, ts and text; write ${written}`,
);
const thread = z.object(
  {
    messages: z.array(message, `it must be a list of messages; ${example}`).min(1, `it holds no message; ${example}`),
  },
  `a thread must be an object with its messages; ${example}`,
);

/** `rag-or-ft read FILE`: what the messages of one thread or of a list of threads say, for people or as JSON. */
export async function read(options: Options, streams: Streams, [file]: readonly string[]): Promise<number> {
  if (file === undefined) throw new BadInput(['FILE is missing; - reads standard input']);
  const data = readData(file, streams);
  const several = Array.isArray(data);
  const threads = threadsIn(several ? data : [data], several);
  if (threads.length === 0 && !options.json) throw new BadInput([`the list holds no thread; ${example}`]);
  const book = await openBook(options);
  const readings: { readonly messages: readonly Message[]; readonly reading: Reading }[] = [];
  for (const messages of threads) readings.push({ messages, reading: await readThread(book, messages) });
  if (options.json) {
    const results = readings.map(({ reading }) => asJson(reading));
    streams.out(`${JSON.stringify(several ? results : results[0], null, 2)}\n`);
  } else streams.out(`${readings.map(({ reading }) => asText(reading)).join('\n\n')}\n`);
  return 0;
}

/** @throws BadInput with every fault and its place */
function threadsIn(list: readonly unknown[], several: boolean): readonly (readonly Message[])[] {
  const parsed = list.map((one) => thread.safeParse(one));
  const faults = parsed.flatMap((one, index) =>
    one.success
      ? []
      : one.error.issues.map(({ path, message: what }) => {
          const place = [...(several ? [`[${index}]`] : []), ...(path.length > 0 ? [path.join('.')] : [])].join(' ');
          return place === '' ? what : `${place}: ${what}`;
        }),
  );
  if (faults.length > 0) throw new BadInput(faults);
  return parsed.flatMap((one) => (one.success ? [one.data.messages] : []));
}

/** The JSON contract of `read --json`: yes/no as booleans, ranges as low and high. */
function asJson({ evidence, conflicts, foreign }: Reading): object {
  return {
    evidence: evidence.map(plain),
    conflicts: conflicts.map(({ question, positions }) => ({
      question,
      positions: positions.map((one) => ({ author: one.author, message: one.message, ...valueOf(one.value) })),
    })),
    ...(foreign.length === 0 ? {} : { currency: foreign.map((one) => ({ ...plain(one), currency: one.currency })) }),
  };
}

function plain({ question, value, author, message, quote, certainty }: Evidence): object {
  return { question, ...valueOf(value), author, message, quote, certainty };
}

function valueOf(value: Value): object {
  if (isRange(value)) return { low: value.low, high: value.high };
  return { value: value === 'yes' ? true : value === 'no' ? false : value };
}

function asText({ evidence, conflicts, foreign }: Reading): string {
  if (evidence.length + foreign.length === 0) return 'Nothing was said that answers a question.';
  return [
    ...evidence.map((one) => lineOf(one)),
    ...foreign.map((one) => `${lineOf(one)} (in ${one.currency}: say it in dollars)`),
    ...conflicts.map(
      ({ question, positions }) =>
        `They differ on ${question}: ${positions.map(({ author, value }) => `${inert(author)} says ${shown(value)}`).join(', ')}`,
    ),
  ].join('\n');
}

function lineOf({ question, value, author, message, quote, certainty }: Evidence): string {
  return `${question}: ${shown(value)}${certainty === 'hedged' ? ' (not sure)' : ''} – ${inert(author)}, message ${message}: "${inert(quote)}"`;
}

function shown(value: Value): string {
  return isRange(value) ? `${value.low} to ${value.high}` : String(value);
}
