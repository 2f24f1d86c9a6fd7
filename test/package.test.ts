import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        resolved: z.string().optional(),
        optionalDependencies: z.record(z.string(), z.string()).optional(),
        dev: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'))).packages;

it('locks the native packages of every platform, so that a clean install works on all of them', () => {
  const wanted = Object.values(lock).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}));
  expect(wanted.filter((name) => !(`node_modules/${name}` in lock))).toEqual([]);
});

it('names no registry', () => {
  expect(Object.entries(lock).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

it('installs at run time without any package that has an install script', () => {
  const scripted = Object.entries(lock).filter(([, { dev, hasInstallScript }]) => dev !== true && hasInstallScript);
  expect(scripted.map(([name]) => name).filter((name) => name !== '')).toEqual([]);
});
