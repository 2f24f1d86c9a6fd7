import type { FetchFunction } from '@slack/web-api';
import type { Meter } from './meter.ts';

/** Where Slack is. No headers: web-api writes the first workspace's token into them and shares them. */
export interface SlackEndpoint {
  readonly slackApiUrl?: string | undefined;
  readonly fetch?: FetchFunction | undefined;
  readonly meter?: Meter | undefined;
}
