import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const fewerRuns = fileURLToPath(new URL('fewer-runs.ts', import.meta.url));

/** Files whose tests try laws on many drawn cases: after all others, since a mutant needs one test that fails. */
const dear = ['laws', 'pivots', 'near', 'debate', 'costs-laws', 'costs-draws', 'read', 'challenge', 'faults'];

class CheapFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((one, other) => rank(one) - rank(other));
  }
}

function rank({ moduleId }: TestSpecification): number {
  return dear.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
}

// The tests that a mutant of core has to pass: those that run in one process and take little time, with laws tried on few cases.
export default defineConfig({
  plugins: [
    {
      name: 'fewer-runs',
      enforce: 'pre',
      resolveId: (source, importer) => (source === 'fast-check' && importer !== fewerRuns ? fewerRuns : undefined),
    },
  ],
  test: {
    include: [
      'test/core/**/*.test.ts',
      'test/rules/{cases,faults,load,overlay,pairs}.test.ts',
      'test/newcomers/lessons.test.ts',
    ],
    exclude: ['test/core/brute-force.test.ts'],
    sequence: { sequencer: CheapFirst },
    setupFiles: ['test/setup.ts'],
    isolate: false,
    // No test may fail because a machine is busy.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    coverage: {
      include: ['src/core/**/*.ts'],
      exclude: ['src/core/read/learned.ts'],
      reporter: ['text', 'json-summary'],
      reportsDirectory: 'reports/coverage',
    },
  },
});
