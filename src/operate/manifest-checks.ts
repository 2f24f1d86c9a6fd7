import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Slack } from '../config.ts';
import { commands, events as taken, shortcuts } from '../slack/ids.ts';
import { installPaths } from '../slack/oauth/install.ts';
import type { Finding } from './finding.ts';
import { type AppManifest, manifestSchema } from './manifest-schema.ts';

type Mode = Slack['mode'];

/**
 * Whether Slack takes the manifest, and whether it declares what the app listens for. Of somebody's own manifest also whether its
 * addresses were filled in.
 */
export function manifestFindings(file: string, mode: Mode | undefined, own: boolean): readonly Finding[] {
  const problems = problemsIn(file, mode, own);
  if (problems.length === 0) {
    return [{ check: 'manifest', state: 'ok', says: 'Slack takes it, and it declares everything the app listens for' }];
  }
  return problems.map(([says, remedy]) => ({ check: 'manifest', state: 'fail', says, remedy }));
}

type Problem = readonly [says: string, remedy: string];

function problemsIn(file: string, mode: Mode | undefined, own: boolean): readonly Problem[] {
  let data: unknown;
  try {
    data = parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 });
  } catch {
    return [[`${file} cannot be read as YAML`, 'Name a file that holds the manifest of the app.']];
  }
  const read = manifestSchema.safeParse(data);
  if (!read.success) {
    return read.error.issues.map(({ path, message }) => [
      `${path.map(String).join('.') || 'the manifest'}: ${message}`,
      'Change it to what Slack takes: manifest.yml of the package shows it.',
    ]);
  }
  return [...undeclared(read.data), ...connecting(read.data, mode, own)];
}

/** What the app listens for and Slack would not send. */
function undeclared({ features, settings, oauth_config }: AppManifest): readonly Problem[] {
  const problems: Problem[] = [];
  for (const command of Object.values(commands)) {
    const declared = features.slash_commands.find((one) => one.command === command);
    if (declared === undefined)
      problems.push([`the command ${command} is missing`, `Add it under features.slash_commands.`]);
    else if (declared.should_escape !== true)
      problems.push([`${command} does not escape people and channels`, 'Set should_escape: true.']);
  }
  for (const [name, type] of [
    ['start', 'global'],
    ['settle', 'message'],
  ] as const) {
    const id = shortcuts[name];
    if (!features.shortcuts.some((one) => one.callback_id === id && one.type === type))
      problems.push([`the ${type} shortcut ${id} is missing`, 'Add it under features.shortcuts.']);
  }
  const events = settings.event_subscriptions.bot_events ?? [];
  for (const event of taken.removal.filter((one) => !events.includes(one)))
    problems.push([`${event} is missing: nothing would be deleted then`, 'Add it under settings.event_subscriptions.']);
  if (!events.includes(taken.home))
    problems.push([`${taken.home} is missing: the Home tab stays empty`, 'Add it under settings.event_subscriptions.']);
  const { bot, bot_optional: optional = [] } = oauth_config.scopes;
  for (const scope of ['commands', 'chat:write'].filter((one) => !bot.includes(one)))
    problems.push([`the scope ${scope} is missing`, 'Add it under oauth_config.scopes.bot.']);
  for (const scope of optional.filter((one) => !bot.includes(one)))
    problems.push([
      `the optional scope ${scope} is not among those of the bot`,
      'Add it under oauth_config.scopes.bot too.',
    ]);
  if (events.includes(taken.mention) && !bot.includes('app_mentions:read'))
    problems.push([`${taken.mention} needs the scope app_mentions:read`, 'Add the scope, or take the event away.']);
  if (!settings.interactivity.is_enabled)
    problems.push(['buttons and windows are off', 'Set settings.interactivity.is_enabled: true.']);
  return problems;
}

/** Whether Slack reaches the app the way it listens. */
function connecting(
  { features, settings, oauth_config }: AppManifest,
  mode: Mode | undefined,
  own: boolean,
): readonly Problem[] {
  const socket = settings.socket_mode_enabled === true;
  if (mode === 'socket' && !socket)
    return [['Socket Mode is off, and SLACK_APP_TOKEN is set', 'Set settings.socket_mode_enabled: true.']];
  if (mode !== 'http' && mode !== 'oauth') return [];
  if (socket)
    return [
      ['Socket Mode is on, and the app takes requests over HTTP', 'Use manifest.http.yml or manifest.oauth.yml.'],
    ];
  const places = [
    ...features.slash_commands.map(({ command, url }) => [command, url] as const),
    ['interactivity', settings.interactivity.request_url] as const,
    ['events', settings.event_subscriptions.request_url] as const,
    ...(mode === 'oauth' ? [['redirect_urls', oauth_config.redirect_urls?.[0]] as const] : []),
  ];
  return places.flatMap(([what, address]): Problem[] => {
    if (address === undefined) return [[`${what} has no address`, 'Write the https address of this app there.']];
    const wanted = what === 'redirect_urls' ? installPaths.redirect : '/slack/events';
    if (!URL.canParse(address) || new URL(address).pathname !== wanted)
      return [[`the address of ${what} does not end in ${wanted}`, 'Write the host of this app and this path there.']];
    if (own && new URL(address).hostname === 'your.host')
      return [[`the address of ${what} is that of the example`, 'Put the host of this app in place of your.host.']];
    return [];
  });
}
