import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.ts';
import { traceOf } from './slack/errors.ts';

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
  'clientSecret',
  'access_token',
  'refresh_token',
  'refreshToken',
  'sealed',
  'cookie',
  'quote',
  'text',
  'title',
];

/** One JSON line per event, on standard error unless told; secrets redacted up to three levels deep, errors without their messages. */
export function createLog(level: Config['logLevel'], to: DestinationStream = pino.destination(2)): Logger {
  return pino(
    {
      level,
      base: null,
      serializers: { err: traceOf },
      redact: { paths: secrets.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
    },
    to,
  );
}
