import { fileURLToPath } from 'node:url';
import { type Book, compile, type Rulebook } from '../../src/core/index.ts';
import { loadRulebook } from '../../src/rules/load.ts';

/** Where the rule files that ship stand. */
export const rulesFolder: string = fileURLToPath(new URL('../../rules/', import.meta.url));

const loaded = loadRulebook(rulesFolder);
if (!loaded.ok) throw new Error('the rules that ship cannot be loaded');

/** The rulebook that ships, and compiled. */
export const rulebook: Rulebook = loaded.rulebook;
export const book: Book = compile(rulebook);

/** The day its prices were read. */
export const at: string = rulebook.prices.as_of;
