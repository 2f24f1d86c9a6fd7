import type { Flip } from '../app/shelf.ts';
import { BadInput, inert, openBook, type Options, priceDate, type Streams } from './io.ts';

/**
 * `rag-or-ft check --stored`: which stored decisions come out otherwise by the rules and prices of now. It changes none of them.
 * @returns 1 when there are some
 */
export async function checkStored(options: Options, { out }: Streams): Promise<number> {
  // Nobody else waits for the database's libraries.
  const { databaseOf, storedFlips } = await import('../operate/stored.ts');
  const where = databaseOf(process.env);
  if (!('file' in where) && !('url' in where)) throw new BadInput(where);
  const at = priceDate(options);
  const { all, flips } = await storedFlips(where, await openBook(options), at).catch((cause: unknown) => {
    if (cause instanceof Error && cause.name === 'CannotOpenStore') throw new BadInput([cause.message]);
    throw cause;
  });
  const titles = options.titles === true;
  if (options.json) {
    out(`${JSON.stringify({ at, decisions: all, flips: flips.map((flip) => asJson(flip, titles)) }, null, 2)}\n`);
  } else {
    for (const flip of flips) out(`${asText(flip, titles)}\n`);
    out(`${flips.length} of ${all} stored decisions come out otherwise at ${at}; none of them was changed\n`);
  }
  return flips.length === 0 ? 0 : 1;
}

/** One entry of `check --stored --json`; `to` is missing where the rules of now do not understand the answers. */
function asJson({ decision, revision, from, to, rule, because }: Flip, titles: boolean): object {
  const { installation, id, title, place } = decision;
  return {
    installation,
    decision: id,
    channel: place.channel,
    revision: revision.number,
    ...(titles && { title }),
    from,
    ...(to !== undefined && { to }),
    ...(revision.chosen !== undefined && { chosen: revision.chosen.approach }),
    ...(rule !== undefined && { rule }),
    because,
  };
}

function asText({ decision, revision, from, to, because }: Flip, titles: boolean): string {
  const { installation, id, title, place } = decision;
  const chosen = revision.chosen === undefined ? '' : ` (the team chose ${revision.chosen.approach})`;
  const named = titles ? ` “${inert(title)}”` : '';
  return `${installation}  ${id}  ${place.channel}${named}  ${from} → ${to ?? 'cannot be decided'}${chosen}: ${inert(because)}`;
}
