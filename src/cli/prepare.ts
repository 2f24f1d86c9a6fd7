import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { preparedFile, preparedText } from '../rules/prepared.ts';
import { soundRulebook } from '../rules/sound.ts';

// The last step of a build: checks the shipped rules once, so that no start has to.
const folder = fileURLToPath(new URL('../../rules/', import.meta.url));
const read = soundRulebook(folder);
if (read.ok) writeFileSync(preparedFile, preparedText(folder, read));
// A build still has to succeed: whoever starts or tests the program learns each fault with its place.
else process.stderr.write('The rules have faults and were not prepared: npm run check:rules names them.\n');
