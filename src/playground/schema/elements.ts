import { z } from 'zod';
import { limits } from '../limits.ts';
import {
  chars,
  confirm,
  items,
  linkUrl,
  optionGroup,
  overflowOption,
  plainOption,
  plainText,
  richOption,
} from './objects.ts';

const actionId = chars(limits.actionId.max).optional();
const placeholder = plainText(limits.placeholder.max).optional();
const focus = z.boolean().optional();
const common = { action_id: actionId, confirm: confirm.optional() };
const input = { action_id: actionId, placeholder, focus_on_load: focus };
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date as YYYY-MM-DD');
const dispatch = z
  .strictObject({
    trigger_actions_on: items(z.enum(['on_enter_pressed', 'on_character_entered']), 2),
  })
  .optional();

const button = z.strictObject({
  type: z.literal('button'),
  ...common,
  text: plainText(limits.buttonText.max),
  value: z
    .string()
    .max(limits.buttonValue.max, `must be less than ${limits.buttonValue.max + 1} characters`)
    .optional(),
  url: linkUrl(limits.buttonUrl.max).optional(),
  style: z.enum(['primary', 'danger'], 'must be primary or danger').optional(),
  accessibility_label: chars(limits.accessibilityLabel.max).optional(),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...common,
  options: items(overflowOption, limits.overflowOptions.max),
});

const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...common,
  options: items(richOption, limits.checkboxOptions.max),
  initial_options: items(richOption, limits.checkboxOptions.max).optional(),
  focus_on_load: focus,
});

const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...common,
  options: items(richOption, limits.radioOptions.max),
  initial_option: richOption.optional(),
  focus_on_load: focus,
});

const select = { ...common, placeholder, focus_on_load: focus };
const offered = {
  options: items(plainOption, limits.selectOptions.max).optional(),
  option_groups: items(optionGroup, limits.optionGroups.max).optional(),
};

const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  ...select,
  ...offered,
  initial_option: plainOption.optional(),
});

const multiStaticSelect = z.strictObject({
  type: z.literal('multi_static_select'),
  ...select,
  ...offered,
  initial_options: items(plainOption, limits.selectOptions.max).optional(),
  max_selected_items: z.number().int().min(1).max(limits.maxSelected.max).optional(),
});

const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...select,
  initial_user: chars(255).optional(),
});

const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...select,
  initial_conversation: chars(255).optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter: z
    .strictObject({
      include: items(z.enum(['im', 'mpim', 'private', 'public']), 4).optional(),
      exclude_external_shared_channels: z.boolean().optional(),
      exclude_bot_users: z.boolean().optional(),
    })
    .optional(),
});

const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...select,
  initial_channel: chars(255).optional(),
  response_url_enabled: z.boolean().optional(),
});

const datepicker = z.strictObject({ type: z.literal('datepicker'), ...select, initial_date: day.optional() });

const inputLength = z
  .number()
  .int()
  .max(limits.inputLength.max, `must be less than ${limits.inputLength.max + 1}`);

const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  ...input,
  initial_value: z
    .string()
    .max(limits.inputLength.max, `must be less than ${limits.inputLength.max + 1} characters`)
    .optional(),
  multiline: z.boolean().optional(),
  min_length: z
    .number()
    .int()
    .min(0)
    .max(limits.minInputLength.max, `must be less than ${limits.minInputLength.max + 1}`)
    .optional(),
  max_length: inputLength.min(1).optional(),
  dispatch_action_config: dispatch,
});

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, 'must be a number as a string');

const numberInput = z.strictObject({
  type: z.literal('number_input'),
  ...input,
  is_decimal_allowed: z.boolean(),
  initial_value: decimal.optional(),
  min_value: decimal.optional(),
  max_value: decimal.optional(),
  dispatch_action_config: dispatch,
});

const emailInput = z.strictObject({
  type: z.literal('email_text_input'),
  ...input,
  initial_value: z.string().optional(),
  dispatch_action_config: dispatch,
});

const urlInput = z.strictObject({
  type: z.literal('url_text_input'),
  ...input,
  initial_value: z.string().optional(),
  dispatch_action_config: dispatch,
});

const fileInput = z.strictObject({
  type: z.literal('file_input'),
  action_id: actionId,
  filetypes: z.array(z.string().regex(/^[a-z0-9]+$/, 'must be a file type')).optional(),
  max_files: z.number().int().min(1).max(limits.inputFiles.max).optional(),
});

/** Where a picture comes from: a public address, or a file uploaded to Slack. */
export const pictured = {
  image_url: linkUrl(limits.imageUrl.max).optional(),
  slack_file: z
    .union([z.strictObject({ id: chars(255) }), z.strictObject({ url: chars(limits.imageUrl.max) })], {
      error: 'slack_file must have exactly one of id and url',
    })
    .optional(),
  alt_text: chars(limits.imageAlt.max),
};

/** Is exactly one source of the picture given? */
export const hasOnePicture = (it: { image_url?: unknown; slack_file?: unknown }) =>
  (it.image_url === undefined) !== (it.slack_file === undefined);

/** What Slack says when there is none or both. */
export const onePicture = 'must have exactly one of image_url and slack_file';

export const imageElement = z.strictObject({ type: z.literal('image'), ...pictured }).refine(hasOnePicture, onePicture);

const choosers = [
  checkboxes,
  radioButtons,
  staticSelect,
  multiStaticSelect,
  usersSelect,
  conversationsSelect,
  channelsSelect,
  datepicker,
] as const;

/** What may stand in an actions block. */
export const actionElement = z.discriminatedUnion('type', [button, overflow, ...choosers]);

/** What may stand beside a section. */
export const accessory = z.discriminatedUnion('type', [button, overflow, imageElement, ...choosers]);

/** What may stand in an input block. */
export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  numberInput,
  emailInput,
  urlInput,
  fileInput,
  ...choosers,
]);

type InputElement = z.infer<typeof inputElement>;
type ActionElement = z.infer<typeof actionElement>;
/** Any element a person can act on. */
export type Element = InputElement | ActionElement;
export type ImageElement = z.infer<typeof imageElement>;
