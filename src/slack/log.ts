import { type Logger, LogLevel } from '@slack/bolt';

/** Where lines for the operator go; a pino logger fits. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * Slack's libraries write to our log. Only sentences pass: what else they log can hold tokens and what people wrote.
 */
export function slackLogger(log: Log): Logger {
  const write =
    (level: keyof Log) =>
    (...parts: unknown[]) => {
      const sentence = parts.find((part) => typeof part === 'string');
      log[level]({ from: 'slack' }, sentence === undefined ? 'a message without words' : sentence.slice(0, 300));
    };
  return {
    debug: () => {},
    info: write('debug'),
    warn: write('warn'),
    error: write('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
