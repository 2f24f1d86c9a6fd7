import type { Scopes } from '../manifest.ts';
import type { Answered } from './asking.ts';
import type { Finding } from './finding.ts';

/** What is off without some scopes. */
const without: readonly { readonly scopes: readonly string[]; readonly off: string }[] = [
  {
    scopes: ['channels:history', 'groups:history'],
    off: 'threads are pasted instead of read, and after a crash its owner is asked whether a post arrived',
  },
  { scopes: ['app_mentions:read'], off: 'it does not hear its name in a thread' },
  {
    scopes: ['users:read'],
    off: 'administrators are not known, so only its opener closes a debate, and nobody sets defaults for all or has everything forgotten; authors have no names',
  },
  {
    scopes: ['channels:read', 'groups:read'],
    off: 'the Home tab lists no decisions of channels, and a link settles no thread of another channel',
  },
  {
    scopes: ['files:write', 'files:read'],
    off: 'charts and lessons have no pictures, and records are not sent as files',
  },
];

/** What a token may do beside what the manifest asks for. */
export function scopeFindings(answered: Answered | string, wanted: Scopes, whose = ''): readonly Finding[] {
  if (typeof answered === 'string' || answered.error !== undefined || answered.scopes === undefined) return [];
  const granted = new Set(answered.scopes);
  const missing = wanted.required.filter((scope) => !granted.has(scope));
  const more = [...granted].filter((scope) => ![...wanted.required, ...wanted.optional].includes(scope));
  const off = without.flatMap(({ scopes, off: what }): Finding[] => {
    const lacking = scopes.filter((scope) => wanted.optional.includes(scope) && !granted.has(scope));
    if (lacking.length === 0) return [];
    const remedy = 'If you want it, add the scope under “OAuth & Permissions” and install the app again.';
    return [{ check: 'scopes', state: 'off', says: `${whose}without ${lacking.join(' and ')} ${what}`, remedy }];
  });
  return [
    missing.length === 0
      ? { check: 'scopes', state: 'ok', says: `${whose}everything that is needed is granted` }
      : {
          check: 'scopes',
          state: 'fail',
          says: `${whose}${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing`,
          remedy: 'Paste the manifest again under “App Manifest” and install the app again.',
        },
    ...(more.length === 0
      ? []
      : [
          {
            check: 'scopes',
            state: 'warn',
            says: `${whose}the app holds more than it needs: ${more.join(', ')}`,
            remedy: 'Take these away under “OAuth & Permissions” and install the app again.',
          } as const,
        ]),
    ...off,
  ];
}
