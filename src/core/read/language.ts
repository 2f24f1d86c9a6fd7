import type { ItemSentence, ItemToken, ItsFunction } from 'wink-nlp';
import { Classifier } from './classifier.ts';

/** Where the sentences of a text begin, and which characters stand in the scope of a negation. */
export interface Language {
  /** @param line at most some hundred characters: the tokenizer is not linear in the length of a word */
  sentences(line: string): readonly WinkSentence[];
  /** What sentences say by their wording. */
  readonly classifier: Classifier;
  /** How likely a candidate is to be right by its signs, between 0 and 1. */
  judge(signs: ReadonlySet<string>): number;
}

export interface WinkSentence {
  readonly from: number;
  readonly to: number;
  /** Starts of the tokens that a negation governs. */
  readonly negated: ReadonlySet<number>;
}

let opened: Promise<Language> | undefined;

/** Loads the English model on first use: no start has to wait for it. */
export function openLanguage(): Promise<Language> {
  opened ??= load();
  return opened;
}

async function load(): Promise<Language> {
  const [{ default: winkNlp }, { default: model }, { learned }] = await Promise.all([
    import('wink-nlp'),
    import('wink-eng-lite-web-model'),
    import('./learned.ts'),
  ]);
  const judge = new Classifier(learned.right);
  const nlp = winkNlp(model, ['sbd', 'negation']);
  // Read as plain functions, which they are: the library compares them by identity.
  const spaces: ItsFunction<string> = Reflect.get(nlp.its, 'precedingSpaces');
  const flag: ItsFunction<boolean> = Reflect.get(nlp.its, 'negationFlag');
  return {
    classifier: new Classifier(learned.says),
    judge: (signs) => judge.guess(judge.summary(signs), 'right')?.share ?? 0,
    sentences: (line) => {
      const doc = nlp.readDoc(line);
      const found: WinkSentence[] = [];
      let at = 0;
      doc.sentences().each((sentence: ItemSentence) => {
        const negated = new Set<number>();
        let from: number | undefined;
        sentence.tokens().each((token: ItemToken) => {
          at += token.out(spaces).length;
          from ??= at;
          if (token.out(flag)) negated.add(at);
          at += token.out().length;
        });
        found.push({ from: from ?? at, to: at, negated });
      });
      return found;
    },
  };
}
