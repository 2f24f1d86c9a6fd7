import { at, rulebook } from '../core/shipped.ts';
import { mutantLines } from './lines.ts';

for (const line of mutantLines(rulebook, at)) console.log(line);
