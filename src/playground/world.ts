import { EventEmitter } from 'node:events';
import type { Quirks } from './faults.ts';
import { remember, remembered } from './memory.ts';
import type { Block } from './schema/blocks.ts';
import type { PlainText } from './schema/objects.ts';

interface User {
  readonly id: string;
  /** The short name behind the @. */
  readonly name: string;
  readonly realName: string;
  readonly isBot: boolean;
  /** Administers the workspace. */
  readonly isAdmin?: boolean;
}

export interface Channel {
  readonly id: string;
  /** Without #; for a direct message the id of the person. */
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly topic: string;
  readonly members: readonly string[];
}

export interface Metadata {
  event_type: string;
  event_payload: Record<string, unknown>;
}

/** A message as Slack stores it, plus what only the workspace knows: its channel and, if ephemeral, who sees it. */
export interface Message {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly botId?: string | undefined;
  readonly text: string;
  readonly blocks?: Block[] | undefined;
  readonly metadata?: Metadata | undefined;
  readonly threadTs?: string | undefined;
  readonly edited?: string | undefined;
  /** The one person who sees it; absent for a message to all. */
  readonly onlyFor?: string | undefined;
  /** Ids of files shared with it. */
  readonly files?: readonly string[] | undefined;
  /** Also shown in the channel though it is a reply. */
  readonly broadcast?: boolean | undefined;
}

/** What a person has put into one input, in the form of `view.state.values`. */
export type StateValue = { type: string } & Record<string, unknown>;
/** By block_id, then by action_id. */
export type State = Record<string, Record<string, StateValue>>;

/** A view as the workspace keeps it. */
export interface View {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly user: string;
  readonly hash: string;
  readonly blocks: Block[];
  readonly state: State;
  readonly title?: PlainText | undefined;
  readonly submit?: PlainText | undefined;
  readonly close?: PlainText | undefined;
  readonly callbackId: string;
  readonly privateMetadata: string;
  readonly externalId: string;
  readonly clearOnClose: boolean;
  readonly notifyOnClose: boolean;
  readonly rootId: string;
  readonly previousId: string | null;
  /** The app's complaints about inputs, by block_id. */
  readonly errors: Record<string, string>;
  /** What Slack itself tells the person at the foot of the modal. */
  readonly trouble?: string | undefined;
}

interface Trigger {
  readonly user: string;
  readonly at: number;
  /** The view it came from, if any. */
  readonly view: string | undefined;
  /** The conversation it came from, if any. */
  readonly channel: string | undefined;
  used: boolean;
}

interface ResponseUrl {
  readonly channel: string;
  readonly user: string;
  readonly at: number;
  /** The message it belongs to, if it came from one. */
  readonly message: Message | undefined;
  uses: number;
}

/** A file on its way to Slack: announced, then sent, then shared or kept for blocks. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly altText: string;
  readonly length: number;
  readonly at: number;
  readonly bytes: Uint8Array | undefined;
  /** From when on it may be shown and shared, in milliseconds since 1970; undefined before its upload is completed. */
  readonly readyAt: number | undefined;
}

/** What Slack tells one person outside any message, such as a command that failed. */
interface Notice {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly text: string;
}

/** Everything the workspace knows. `changed` must be called after each change. */
export interface World {
  readonly team: { id: string; domain: string; name: string };
  readonly appId: string;
  readonly bot: { id: string; user: string };
  readonly now: () => number;
  readonly users: readonly User[];
  readonly channels: readonly Channel[];
  messages: Message[];
  notices: Notice[];
  /** Modal stack of each person, the top last. */
  readonly modals: Map<string, View[]>;
  readonly homes: Map<string, View>;
  /** What a person has put into inputs of a message, by `user/ts`. */
  readonly messageStates: Map<string, State>;
  readonly triggers: Map<string, Trigger>;
  readonly responses: Map<string, ResponseUrl>;
  readonly files: Map<string, StoredFile>;
  readonly quirks: Quirks;
  /** Where the workspace itself is reached; ends in a slash. Empty until it listens. */
  base: string;
  /** Things that Slack tolerates and a developer should know. */
  readonly notes: readonly string[];
  readonly events: EventEmitter;
  /** Adds to the notes. */
  note(text: string): void;
  changed(): void;
  /** A message timestamp: later than all before it. */
  nextTs(): string;
  /** A short unique word, for ids. */
  nextId(): string;
}

const team = { id: 'T0LOCAL', domain: 'local', name: 'Local workspace' };
const botUser = 'U0BOT';

const users: User[] = [
  { id: 'U0ANN', name: 'ann', realName: 'Ann Rivera', isBot: false },
  { id: 'U0BEN', name: 'ben', realName: 'Ben Okafor', isBot: false },
  { id: 'U0CLEO', name: 'cleo', realName: 'Cleo Nakamura', isBot: false, isAdmin: true },
  { id: botUser, name: 'rag-or-ft', realName: 'rag-or-ft', isBot: true },
];

const people = users.filter((it) => !it.isBot).map((it) => it.id);

const channels: Channel[] = [
  {
    id: 'C0GUILD',
    name: 'llm-guild',
    kind: 'public',
    topic: 'What we build with language models',
    members: [...people, botUser],
  },
  { id: 'C0RANDOM', name: 'random', kind: 'public', topic: 'Anything else', members: people },
  { id: 'C0LEADS', name: 'leads', kind: 'private', topic: 'Budgets and plans', members: people },
  ...people.map((id): Channel => ({ id: `D${id.slice(1)}`, name: id, kind: 'im', topic: '', members: [id, botUser] })),
];

/** An empty workspace with its people and channels. */
export function createWorld(now: () => number, appId: string): World {
  let lastMicros = 0;
  let ids = 0;
  const notes: string[] = [];
  const events = new EventEmitter().setMaxListeners(0);
  return {
    team,
    appId,
    bot: { id: 'B0BOT', user: botUser },
    now,
    users,
    channels,
    messages: [],
    notices: [],
    modals: new Map(),
    homes: new Map(),
    messageStates: new Map(),
    triggers: new Map(),
    responses: new Map(),
    files: new Map(),
    quirks: { unknownBlocks: new Set(), fileMs: 0 },
    base: '',
    notes,
    note: (text) => remember(notes, text, remembered.notes),
    events,
    changed: () => events.emit('change'),
    nextTs() {
      lastMicros = Math.max(lastMicros + 100, now() * 1000);
      return stamp(lastMicros);
    },
    nextId: () => (ids++).toString(36).toUpperCase().padStart(6, '0'),
  };
}

/** Microseconds as Slack's `1700000000.000100`. */
export function stamp(micros: number): string {
  const whole = Math.floor(micros);
  return `${Math.floor(whole / 1_000_000)}.${String(whole % 1_000_000).padStart(6, '0')}`;
}

/** The conversation an id, a `#name` or a person's id (their direct message with the bot) stands for. */
export function findChannel(world: World, name: string): Channel | undefined {
  const bare = name.replace(/^#/, '');
  return world.channels.find((it) => it.id === bare || it.name === bare);
}

/** The replies to a message, oldest first; without the message itself. */
export function repliesTo(world: World, channel: string, ts: string): Message[] {
  return world.messages.filter((it) => it.channel === channel && it.threadTs === ts && it.ts !== ts && !it.onlyFor);
}
