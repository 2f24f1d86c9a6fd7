import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/postgres/cluster.ts'],
    setupFiles: ['test/setup.ts'],
    // The browser and the crash tests start whole processes.
    testTimeout: 60_000,
    // Much of a run waits for processes, browsers and databases: one worker fewer than cores would leave them idle.
    maxWorkers: '100%',
    hookTimeout: 60_000,
  },
});
