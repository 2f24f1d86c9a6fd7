import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/** Keys that may hold a secret or what a person wrote; their values never reach the log, wherever they stand. */
const secrets = [
  'token',
  'botToken',
  'appToken',
  'signingSecret',
  'authorization',
  'response_url',
  'trigger_id',
  'client_secret',
  'text',
  'title',
];

/** One JSON line per event on standard error, secrets redacted up to three levels deep. */
export function createLog(level: Config['logLevel']): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: secrets.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
    },
    pino.destination(2),
  );
}
