import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { limits } from '../limits.ts';
import { anyBlock, type Block, type Surface, surfaces } from './blocks.ts';
import type { Element } from './elements.ts';
import { anyView, type SentView } from './view.ts';

/** Something Slack refuses: where in the JSON, and why. */
export interface Problem {
  readonly pointer: string;
  readonly message: string;
}

export type Checked<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/** A view whose blocks have been checked and named. */
export type CheckedView = Omit<SentView, 'blocks'> & SentView & { blocks: Block[] };

/** The problem in the form Slack puts into `response_metadata.messages`. */
export const wording = ({ pointer, message }: Problem) => `[ERROR] ${message} [json-pointer:${pointer}]`;

/** The elements of a block that a person can act on. */
export function elementsOf(block: Block): Element[] {
  if (block.type === 'actions') return block.elements;
  if (block.type === 'input') return [block.element];
  if (block.type === 'section' && block.accessory && block.accessory.type !== 'image') return [block.accessory];
  return [];
}

/**
 * Checks blocks against Slack's schemas and the rules over all of them, and names the blocks and elements that have
 * no id. Nothing is changed in place.
 */
export function checkBlocks(value: unknown, surface: Surface, base = '/blocks'): Checked<Block[]> {
  const most = surface === 'message' ? limits.messageBlocks.max : limits.viewBlocks.max;
  const parsed = z.array(anyBlock).max(most, `no more than ${most} items allowed`).safeParse(value);
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, base)) };
  const problems = [
    ...placed(parsed.data, surface, base),
    ...duplicates(parsed.data, base),
    ...parsed.data.flatMap((block, at) => elementsOf(block).flatMap((it) => elementProblems(it, `${base}/${at}`))),
    ...totals(parsed.data, surface, base),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: named(parsed.data) };
}

/** Checks a whole view of the given kind. */
export function checkView(value: unknown, surface: 'modal' | 'home'): Checked<CheckedView> {
  const parsed = anyView.safeParse(value);
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, '/view')) };
  const view = parsed.data;
  if (view.type !== surface) return refuse('/view/type', `must be ${surface}`);
  const blocks = checkBlocks(view.blocks, surface, '/view/blocks');
  if (!blocks.ok) return blocks;
  const asks = blocks.value.some((block) => block.type === 'input');
  if (view.type === 'modal' && asks && !view.submit) {
    return refuse('/view/submit', 'missing required field: submit (the view has an input block)');
  }
  return { ok: true, value: { ...view, blocks: blocks.value } };
}

const refuse = (pointer: string, message: string) => ({ ok: false as const, problems: [{ pointer, message }] });

function problemsOf(issue: z.core.$ZodIssue, base: string): Problem[] {
  const pointer = [base, ...issue.path.map(String)].join('/');
  switch (issue.code) {
    case 'invalid_union':
      return issue.discriminator ? [{ pointer, message: 'unsupported type' }] : [{ pointer, message: issue.message }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ pointer, message: `invalid additional property: ${key}` }));
    case 'invalid_type':
      return [
        { pointer, message: issue.message.replace(/^Invalid input: /, '').replace('expected', 'must be a valid') },
      ];
    default:
      return [{ pointer, message: issue.message }];
  }
}

function placed(blocks: Block[], surface: Surface, base: string): Problem[] {
  return blocks.flatMap((block, at) =>
    surfaces[block.type].includes(surface)
      ? []
      : [{ pointer: `${base}/${at}/type`, message: `${block.type} is not allowed in a ${surface}` }],
  );
}

function duplicates(blocks: Block[], base: string): Problem[] {
  const problems: Problem[] = [];
  const blockIds = new Set<string>();
  blocks.forEach((block, at) => {
    const id = block.block_id;
    if (id !== undefined && blockIds.has(id)) {
      problems.push({ pointer: `${base}/${at}/block_id`, message: `block_id already exists: ${id}` });
    }
    if (id !== undefined) blockIds.add(id);
    const actionIds = new Set<string>();
    for (const { action_id } of elementsOf(block)) {
      if (action_id === undefined) continue;
      if (actionIds.has(action_id)) {
        problems.push({ pointer: `${base}/${at}`, message: `action_id already exists: ${action_id}` });
      }
      actionIds.add(action_id);
    }
  });
  return problems;
}

function elementProblems(element: Element, pointer: string): Problem[] {
  const wrong = (message: string) => [{ pointer, message: `${element.type}: ${message}` }];
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select': {
      if ((element.options === undefined) === (element.option_groups === undefined)) {
        return wrong('must have exactly one of options and option_groups');
      }
      break;
    }
    case 'plain_text_input':
      if ((element.min_length ?? 0) > (element.max_length ?? limits.inputLength.max)) {
        return wrong('min_length must not be more than max_length');
      }
      return [];
    default:
  }
  if (!('options' in element) && !('option_groups' in element)) return [];
  const options = optionsOf(element);
  const values = options.map((it) => it.value);
  if (new Set(values).size !== values.length) return wrong('option values must be unique');
  const initial = initialOptions(element);
  const strange = initial.find(
    (it) => !options.some((offered) => offered.value === it.value && offered.text.text === it.text.text),
  );
  return strange ? wrong(`initial option is not among the options: ${strange.value}`) : [];
}

/** All options an element offers, whatever their groups. */
export function optionsOf(element: Element) {
  if ('option_groups' in element && element.option_groups) return element.option_groups.flatMap((it) => it.options);
  return 'options' in element && element.options ? element.options : [];
}

function initialOptions(element: Element) {
  if ('initial_options' in element) return element.initial_options ?? [];
  return 'initial_option' in element && element.initial_option ? [element.initial_option] : [];
}

function totals(blocks: Block[], surface: Surface, base: string): Problem[] {
  const problems: Problem[] = [];
  const focused = blocks.flatMap(elementsOf).filter((it) => 'focus_on_load' in it && it.focus_on_load);
  if (focused.length > limits.focusOnLoad.max)
    problems.push({ pointer: base, message: 'only one element may have focus_on_load' });
  if (surface !== 'message') return problems;
  const tables = blocks.filter((block) => block.type === 'table');
  if (tables.length > limits.tablesInMessage.max) problems.push({ pointer: base, message: 'only_one_table_allowed' });
  if (textLength(tables) > limits.tableText.max) {
    problems.push({ pointer: base, message: `table text must be less than ${limits.tableText.max + 1} characters` });
  }
  const dataTables = blocks.filter((block) => block.type === 'data_table');
  if (textLength(dataTables) > limits.dataTableText.max) {
    problems.push({
      pointer: base,
      message: `data table text must be less than ${limits.dataTableText.max + 1} characters`,
    });
  }
  if (blocks.filter((block) => block.type === 'data_visualization').length > limits.chartsInMessage.max) {
    problems.push({ pointer: base, message: `no more than ${limits.chartsInMessage.max} charts allowed` });
  }
  const markdown = blocks.filter((block) => block.type === 'markdown');
  if (textLength(markdown) > limits.markdownText.max) {
    problems.push({
      pointer: base,
      message: `markdown text must be less than ${limits.markdownText.max + 1} characters`,
    });
  }
  return problems;
}

/** The characters in all `text` strings below a value. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, it) => sum + textLength(it), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, it]) => sum + (key === 'text' && typeof it === 'string' ? it.length : textLength(it)),
    0,
  );
}

const newId = () => randomBytes(4).toString('base64url');

/** Slack gives what the app left unnamed a new name each time, so an unnamed input forgets its value on an update. */
function named(blocks: Block[]): Block[] {
  return blocks.map((block) => {
    const block_id = block.block_id ?? newId();
    const name = <T extends { action_id?: string | undefined }>(element: T): T => ({
      ...element,
      action_id: element.action_id ?? newId(),
    });
    if (block.type === 'actions') return { ...block, block_id, elements: block.elements.map(name) };
    if (block.type === 'input') return { ...block, block_id, element: name(block.element) };
    if (block.type === 'section' && block.accessory && block.accessory.type !== 'image') {
      return { ...block, block_id, accessory: name(block.accessory) };
    }
    return { ...block, block_id };
  });
}
