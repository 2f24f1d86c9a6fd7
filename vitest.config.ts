import { defineConfig } from 'vitest/config';

const shared = {
  setupFiles: ['test/setup.ts'],
  // The browser and the crash tests start whole processes.
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

/** Folders whose tests leave nothing behind in their process: they share it, which saves loading the same modules anew for each file. */
const sharing = ['app', 'charts', 'core', 'house', 'mutation', 'newcomers', 'rules', 'slack', 'store'];
/** But these fake timers, watch globals or measure memory. */
const alone = ['edges', 'start', 'hosts', 'before-ack', 'receiver-server'].map((name) => `test/slack/${name}.test.ts`);

export default defineConfig({
  test: {
    globalSetup: ['test/postgres/cluster.ts'],
    // Much of a run waits for processes, browsers and databases: one worker fewer than cores would leave them idle.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          ...shared,
          name: 'sharing',
          include: [`test/{${sharing.join()}}/**/*.test.ts`],
          exclude: alone,
          isolate: false,
        },
      },
      {
        test: {
          ...shared,
          name: 'alone',
          include: ['test/*.test.ts', `test/!(${sharing.join('|')})/**/*.test.ts`, ...alone],
        },
      },
    ],
  },
});
