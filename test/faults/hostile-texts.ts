import { hostileTexts } from '../playground/hostile.ts';

type Draw = () => number;

const kinds: Readonly<Record<string, readonly string[]>> = {
  mentions: [
    '<!channel>',
    '<!here|here>',
    '<!everyone>',
    '<!subteam^S0PING|@team>',
    '<@U0PINGED>',
    '<@W0PINGED|ben>',
    '<#C0PING|x>',
    '@channel',
    '@here',
    '<!channel|channel>',
    '<! channel>',
    '<@U0PINGED',
  ],
  links: [
    '<https://evil.example|Click>',
    'https://evil.example/a?b=c&d',
    'HTTP://EVIL.EXAMPLE',
    '<mailto:a@evil.example|m>',
    'javascript:alert(1)',
    '<javascript:alert(1)|x>',
    'evil.example',
    'tel:+1',
    '//evil.example',
    'https:\\\\evil.example',
  ],
  dates: ['<!date^1392734382^{date_num}|x>', '<!date^1392734382^{date}^https://evil.example|now>', '{date}', '<!date^'],
  marks: [
    '*b*',
    '_i_',
    '~s~',
    '`c`',
    '```\nblock\n```',
    '> q',
    '>>> q',
    '# h',
    '- [ ] t',
    '1. one',
    '[x](https://evil.example)',
    '![x](https://evil.example/x.png)',
    '***',
    '| a | b |\n|---|---|',
  ],
  emoji: [':tada:', ':+1::skin-tone-6:', ':x', '::::', '👩‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇩🇪🇩', '👍🏿', '\u{1F3FF}', '\uFE0F\u20E3'],
  directions: [
    '\u202Egnp.exe',
    '\u2066a\u2069',
    '\u2067',
    '\u202D1\u202C',
    '\u200Fאבג\u200E',
    'مرحبا',
    '\u061C',
    '\u2069\u2069',
  ],
  invisible: [
    '\u200B',
    '\u200C\u200D',
    '\uFEFF',
    '\u2060',
    '\u00AD',
    '\u3164',
    '\u115F',
    '\u{E0041}',
    '\u180E',
    '\u034F',
  ],
  combining: ['e\u0301', `o${'\u0301'.repeat(60)}`, 'Z\u0351\u036B\u0343', '\u0301', 'क्षि', '각', '\u20DD'],
  broken: ['\uD83D', '\uDE00', '\uD800\uD800', '\uDBFF\uDFFF', '\uFFFE', '\uFFFF', 'a\uDC00'],
  controls: [
    '\u0000',
    '\u0007',
    '\u001B[31m',
    '\u0085',
    '\u2028',
    '\u2029',
    '\r\n',
    '\n\n\n',
    '\t',
    '\u007F',
    '\u009B2J',
  ],
  keys: [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '{"__proto__":{"polluted":true}}',
    'then',
    '__defineGetter__',
  ],
  formats: [
    '%s%n%x',
    '{0}',
    '${7*7}',
    '#{7}',
    '{{7*7}}',
    '<%= 7 %>',
    '$&',
    '$1',
    "$'",
    '%(x)s',
    '\\u003c!channel\\u003e',
    '%00',
    '&#60;!channel&#62;',
    '{__class__}',
  ],
  databases: [
    "'; DROP TABLE posts; --",
    '" OR 1=1',
    'LIKE %_\\',
    "\\'",
    '$$',
    'x); select pg_sleep(9);--',
    "\u0000'",
    '*/',
  ],
  documents: [
    '&a [*a,*a]',
    '!!js/function "x"',
    '---\n- a',
    'key: value: x',
    '{"a":',
    ']]>',
    '"}]}',
    '\\"',
    '<!-- -->',
    '<![CDATA[',
    '=1+1',
    '+1',
    '@SUM(A1)',
    '-1',
    '\t=cmd|x',
    '"a","b"\n"c"',
  ],
  pages: [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg/onload=alert(1)>',
    '</text><script/>',
    '</textarea>',
    "' onmouseover='x",
    '&lt;!channel&gt;',
    '&amp;lt;!channel&amp;gt;',
    '&',
    '<',
    '>',
    '&quot;',
  ],
  numbers: ['0', '-0', '1e309', 'NaN', '٣', '１２', '0x10', '1,2,3', '½', '999999999999999999999'],
  words: ['Nightingale', 'a', ' ', 'null', 'undefined', 'true', 'help', 'ﬃ', 'İ', 'ß', 'ǅ', 'x'.repeat(80)],
};
const families = Object.values(kinds);

/** What is escaped once more may be read once more. */
const wraps: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text,
  (text) => text,
  (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (text) => JSON.stringify(text),
  (text) => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '')),
  (text) => `<${text}>`,
  (text) => `\`${text}\``,
  (text) => text.split('').join('\u200D'),
  (text) => text.toUpperCase(),
];

/** So many texts that have broken apps, drawn and put together; the same in every run. */
export function* hostile(count: number, random: Draw): Generator<string> {
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  for (let at = 0; at < count; at += 1) {
    if (at % 20 === 0 && at / 20 < hostileTexts.length) {
      yield hostileTexts[at / 20]!;
      continue;
    }
    const parts = Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(wraps)(pick(pick(families))));
    const text = parts.join(pick(['', '', ' ', '\n', '|']));
    // A few are as long as Slack lets anybody write.
    const times = random() < 0.01 ? 40_000 / Math.max(1, text.length) : random() < 0.05 ? 40 : 1;
    yield text.repeat(Math.max(1, Math.floor(times)));
  }
}
