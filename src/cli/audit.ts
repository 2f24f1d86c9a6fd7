import { audit, auditWords, type Audit, readJudged } from '../core/index.ts';
import { BadInput, nameOf, openBook, type Options, readText, type Streams } from './io.ts';

/** `rag-or-ft audit FILE`: what judged answers say, for people or as JSON. */
export async function auditFile(options: Options, streams: Streams, [file]: readonly string[]): Promise<number> {
  if (file === undefined) throw new BadInput(['audit FILE is missing; - reads standard input']);
  const { rulebook } = await openBook(options);
  const read = readJudged(rulebook, readText(file, streams));
  if (!read.ok) throw new BadInput(read.problems.map(({ line, message }) => `${nameOf(file)}:${line}: ${message}`));
  const found = audit(rulebook, read.counts);
  streams.out(
    options.json ? `${JSON.stringify(auditJson(found), null, 2)}\n` : `${lines(rulebook, found).join('\n')}\n`,
  );
  return 0;
}

/** The JSON contract of `audit --json`. */
function auditJson({ kind, group, ...rest }: Audit): object {
  const lead = kind.sure ? { kind: kind.first?.id } : group.sure ? { group: group.first?.id } : {};
  return {
    judged: rest.judged,
    failures: rest.failures,
    enough: rest.enough,
    leads: Object.keys(lead).length > 0 ? lead : null,
    success: rest.success ?? null,
    kinds: rest.kinds.map(({ id, count, low, high }) => ({ id, count, low, high })),
    groups: rest.groups.map(({ id, count, low, high }) => ({ id, count, low, high })),
    gap: rest.gap,
    answers: rest.answers,
    more: rest.more ?? null,
  };
}

function lines(rulebook: Parameters<typeof auditWords>[0], found: Audit): readonly string[] {
  const { headline, because, means, more, success, piles, answers } = auditWords(rulebook, found);
  return [
    ...[headline, because, means, more, success].filter((one) => one !== ''),
    ...(piles.length > 0 ? ['Of the failures:'] : []),
    ...piles.map(({ name, count, range }) => `  - ${name}: ${count} (${range})`),
    ...(answers.length > 0 ? ['As answers:'] : []),
    ...answers.map((one) => `  - ${one}`),
  ];
}
