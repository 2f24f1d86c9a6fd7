import { limits } from './limits.ts';
import type { Block } from './schema/blocks.ts';
import { elementsOf, optionsOf } from './schema/check.ts';
import type { Element } from './schema/elements.ts';
import type { State, StateValue } from './world.ts';

/** What a person enters: text, a number, an option's value or text, an id, a date; several for multi inputs, name and text for a file; null clears. */
export type Entry = string | number | boolean | readonly string[] | null;

/** An element on the screen: its block, itself, and the two ids under which its value travels. */
export interface Control {
  readonly block: Block;
  readonly element: Element;
  readonly blockId: string;
  readonly actionId: string;
}

/** Everything a person could act on, in order. */
export function controlsOf(blocks: readonly Block[]): Control[] {
  return blocks.flatMap((block) =>
    elementsOf(block).map((element) => ({
      block,
      element,
      blockId: block.block_id ?? '',
      actionId: element.action_id ?? '',
    })),
  );
}

const names = ({ block, element, blockId, actionId }: Control): string[] => [
  `${blockId}/${actionId}`,
  blockId,
  actionId,
  ...(block.type === 'input' ? [block.label.text] : []),
  ...(element.type === 'button' ? [element.text.text] : []),
];

/**
 * The one control with this `block_id/action_id`, block_id, action_id, label or button text, tried in this order.
 * Throws when there is none or more than one.
 */
export function findControl(blocks: readonly Block[], name: string): Control {
  const all = controlsOf(blocks);
  for (const rank of [0, 1, 2, 3]) {
    const found = all.filter((it) => names(it)[rank] === name);
    const [only] = found;
    if (only && found.length === 1) return only;
    if (only)
      throw new Error(
        `"${name}" is not one control but ${found.length}: ${found.map((it) => names(it)[0]).join(', ')}`,
      );
  }
  throw new Error(
    `there is no "${name}"; there is: ${all.map((it) => names(it).slice(1).join(' | ')).join('; ') || 'nothing'}`,
  );
}

/** Does the value of this element travel in `state.values`? */
export const hasState = (element: Element) => element.type !== 'button' && element.type !== 'overflow';

/** The state before anybody entered anything: initial values, else nulls. `channel` is where the person came from. */
export function initialState(blocks: readonly Block[], channel?: string): State {
  const state: State = {};
  for (const { element, blockId, actionId } of controlsOf(blocks)) {
    if (hasState(element)) state[blockId] = { ...state[blockId], [actionId]: initialValue(element, channel) };
  }
  return state;
}

function initialValue(element: Element, channel: string | undefined): StateValue {
  const { type } = element;
  switch (type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return { type, value: element.initial_value ?? null };
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'conversations_select':
      return {
        type,
        selected_conversation:
          (element.default_to_current_conversation ? channel : undefined) ?? element.initial_conversation ?? null,
      };
    case 'channels_select':
      return { type, selected_channel: element.initial_channel ?? null };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'file_input':
      return { type, files: [] };
    case 'button':
    case 'overflow':
      return { type };
  }
}

/**
 * What Slack's client would hold after this entry. `ids` are the people and conversations that may be chosen.
 * Throws for an option that is not offered and for text no client would let through.
 */
export function entered(element: Element, entry: Entry, ids: readonly string[]): StateValue {
  const { type } = element;
  switch (type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return { type, value: entry === null || entry === '' ? null : String(entry) };
    case 'static_select':
    case 'radio_buttons':
    case 'overflow':
      return { type, selected_option: entry === null ? null : option(element, String(entry)) };
    case 'multi_static_select':
    case 'checkboxes': {
      const wanted = entry === null ? [] : typeof entry === 'object' ? entry : [String(entry)];
      const most =
        type === 'multi_static_select' ? (element.max_selected_items ?? limits.maxSelected.max) : wanted.length;
      if (wanted.length > most) throw new Error(`${element.action_id}: no more than ${most} may be chosen`);
      return { type, selected_options: wanted.map((it) => option(element, it)) };
    }
    case 'users_select':
      return { type, selected_user: known(entry, ids) };
    case 'conversations_select':
      return { type, selected_conversation: known(entry, ids) };
    case 'channels_select':
      return { type, selected_channel: known(entry, ids) };
    case 'datepicker':
      if (entry !== null && !/^\d{4}-\d{2}-\d{2}$/.test(String(entry))) throw new Error(`not a date: ${String(entry)}`);
      return { type, selected_date: entry };
    case 'file_input': {
      const [name, content] = typeof entry === 'object' && entry !== null ? entry : [];
      if (name === undefined || content === undefined) return { type, files: [] };
      return { type, files: [uploadable(element, name, content)] };
    }
    case 'button':
      throw new Error(`${element.action_id} is a button: click it`);
  }
}

/** A file as a person chose it, before the workspace has it. */
function uploadable({ filetypes }: Extract<Element, { type: 'file_input' }>, name: string, content: string) {
  if (filetypes && !filetypes.includes(name.split('.').at(-1) ?? ''))
    throw new Error(`${name}: only ${filetypes.join(', ')}`);
  return { name, content };
}

function option(element: Element, wanted: string) {
  const offered = optionsOf(element);
  const found = offered.find((it) => it.value === wanted) ?? offered.find((it) => it.text.text === wanted);
  if (found) return found;
  throw new Error(
    `${element.action_id} does not offer "${wanted}"; it offers: ${offered.map((it) => it.value).join(', ')}`,
  );
}

function known(entry: Entry, ids: readonly string[]): string | null {
  if (entry === null) return null;
  if (typeof entry === 'string' && ids.includes(entry)) return entry;
  throw new Error(`unknown id: ${String(entry)}; known are ${ids.join(', ')}`);
}

/** What was entered before, if the new element still takes it; undefined if not. */
export function stillValid(element: Element, before: StateValue | undefined): StateValue | undefined {
  if (before === undefined || before.type !== element.type) return undefined;
  const offered = new Set(optionsOf(element).map((it) => it.value));
  const chosen = [before['selected_option'] ?? [], before['selected_options'] ?? []].flat();
  const stays = (it: unknown) =>
    typeof it === 'object' && it !== null && 'value' in it && offered.has(String(it.value));
  return chosen.every(stays) ? before : undefined;
}

/** The text under a key of a state value; empty when there is none. */
export function textIn(value: StateValue | undefined, key: string): string {
  const text = value?.[key];
  return typeof text === 'string' ? text : '';
}

/** Is there nothing in this input? */
const isBlank = (value: StateValue | undefined): boolean =>
  value === undefined ||
  Object.entries(value).every(([key, it]) => key === 'type' || it === null || (Array.isArray(it) && it.length === 0));

/** What Slack's client says, by block_id, instead of submitting; empty when all is well. */
export function complaints(blocks: readonly Block[], state: State): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { block, element, blockId, actionId } of controlsOf(blocks)) {
    if (block.type !== 'input') continue;
    const value = state[blockId]?.[actionId];
    const text = isBlank(value)
      ? block.optional
        ? undefined
        : 'Please complete this required field.'
      : complaint(element, textIn(value, 'value'));
    if (text !== undefined) found[blockId] = text;
  }
  return found;
}

function complaint(element: Element, text: string): string | undefined {
  switch (element.type) {
    case 'plain_text_input': {
      const most = element.max_length ?? limits.inputLength.max;
      if (text.length > most) return `This text is too long. Use at most ${most} characters.`;
      const least = element.min_length ?? 0;
      return text.length < least ? `This text is too short. Use at least ${least} characters.` : undefined;
    }
    case 'number_input': {
      if (!/^-?\d+(\.\d+)?$/.test(text)) return 'Please enter a number.';
      if (!element.is_decimal_allowed && text.includes('.')) return 'Please enter a whole number.';
      if (element.min_value !== undefined && Number(text) < Number(element.min_value)) {
        return `Please enter a number not less than ${element.min_value}.`;
      }
      return element.max_value !== undefined && Number(text) > Number(element.max_value)
        ? `Please enter a number not more than ${element.max_value}.`
        : undefined;
    }
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : 'Please enter an email address.';
    case 'url_text_input':
      return /^https?:\/\/\S+$/.test(text) ? undefined : 'Please enter a link.';
    default:
      return undefined;
  }
}
