import type { Token } from './tokens.ts';

/** Words so common that only their neighbors tell something. */
const common: ReadonlySet<string> = new Set(
  'a an the of to in on at for and or is are was were be been it its this that we our i you they he she my your their as with by from so s re ve m d ll have has had do does did will would can just very there here'.split(
    ' ',
  ),
);
const denying: ReadonlySet<string> = new Set(
  'no not never nobody none nothing without dont doesnt didnt isnt arent wasnt wont cant cannot couldnt shouldnt neednt hasnt havent nor neither hardly barely zero noone nope nah'.split(
    ' ',
  ),
);
/**
 * What a run of tokens says, as names: stems, pairs and triples of neighbors, words after a denial with a "!" besides. Each once.
 * Numbers are "#".
 */
export function featuresOf(tokens: readonly Token[]): ReadonlySet<string> {
  const found = new Set<string>();
  let denied = false;
  let before = '^';
  let earlier = '';
  for (const { kind, word, stem } of tokens) {
    if (kind === 'mark' || kind === 'emoji') {
      if (word === '?') found.add('?');
      if (!/^[,;:.?!()]$/.test(word)) continue;
      denied = false;
      [earlier, before] = ['', '|'];
      continue;
    }
    found.add(stem);
    if (denied && !common.has(stem)) found.add(`!${stem}`);
    found.add(`${before} ${stem}`);
    if (earlier !== '') found.add(`${earlier} ${before} ${stem}`);
    [earlier, before] = [before, stem];
    if (denying.has(word)) {
      denied = true;
      found.add('!');
    }
  }
  return found;
}

/** Words beside a number or a rhythm, counted from it, that tell what it is about. */
const widestBeside = 5;

/**
 * What stands around tokens `from` to before `to`: the words of the sentence, those beside with their side and whether near, and
 * whatever `kind` says of the tokens themselves.
 */
export function aroundOf(
  tokens: readonly Token[],
  from: number,
  to: number,
  kind: readonly string[],
): ReadonlySet<string> {
  const found = new Set<string>(kind);
  for (const feature of featuresOf([...tokens.slice(0, from), ...tokens.slice(to)]))
    if (!feature.includes(' ')) found.add(feature);
  const left: string[] = [];
  for (let at = from - 1; at >= 0 && left.length < widestBeside; at -= 1) left.push(tokens[at]?.stem ?? '');
  const right: string[] = [];
  for (let at = to; at < tokens.length && right.length < widestBeside; at += 1) right.push(tokens[at]?.stem ?? '');
  for (const [side, words] of [
    ['<', left],
    ['>', right],
  ] as const) {
    for (const [far, word] of words.entries()) {
      found.add(`${side}${far} ${word}`);
      found.add(`${side} ${word}`);
      const next = words[far + 1];
      if (next !== undefined) found.add(`${side}${far} ${word} ${next}`);
    }
    if (words.length === 0) found.add(`${side}end`);
  }
  found.add(`<> ${left[0] ?? '^'} ${right[0] ?? '$'}`);
  return found;
}
