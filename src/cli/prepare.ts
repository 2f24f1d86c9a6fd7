import { writeFileSync } from 'node:fs';
import { shippedRules } from '../rules/open.ts';
import { preparedFile, preparedText } from '../rules/prepared.ts';
import { soundRulebook } from '../rules/sound.ts';

// The last step of a build: checks the shipped rules once, so that no start has to.
const read = soundRulebook(shippedRules);
if (read.ok) writeFileSync(preparedFile, preparedText(shippedRules, read));
// A build still has to succeed: whoever starts or tests the program learns each fault with its place.
else process.stderr.write('The rules have faults and were not prepared: npm run check:rules names them.\n');
