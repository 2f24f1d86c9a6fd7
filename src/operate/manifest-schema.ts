import { z } from 'zod';

const text = (max: number, min = 1) =>
  z.string().min(min, `has at least ${min} characters`).max(max, `has at most ${max} characters`);
const address = (max: number) => text(max).regex(/^https:\/\/[^/]+\.[^/]+/, 'is an https address that Slack reaches');
const most = <T extends z.ZodType>(one: T, max: number) => z.array(one).max(max, `has at most ${max} entries`);
const names = (max: number) => most(z.string().max(50, 'has at most 50 characters'), max);
const untouched = z.unknown().optional();

/**
 * A manifest as Slack takes it, as far as this app has to do with it; what it has nothing to do with may be there, and what Slack
 * does not know may not. After github:slackapi/manifest-schema v0.5.0, schemas/manifest.schema.2.0.0.json; a test holds both together.
 */
export const manifestSchema = z.strictObject({
  $schema: untouched,
  _metadata: z
    .strictObject({
      schema_version: untouched,
      min_version: untouched,
      major_version: z.int().optional(),
      minor_version: z.int().optional(),
    })
    .optional(),
  display_information: z.strictObject({
    name: text(35),
    description: text(140).optional(),
    long_description: text(4000, 175).optional(),
    background_color: text(7, 4).optional(),
  }),
  features: z.strictObject({
    bot_user: z.strictObject({ display_name: text(80), always_online: z.boolean().optional() }),
    shortcuts: most(
      z.strictObject({
        name: text(24),
        type: z.enum(['message', 'global'], 'is message or global'),
        callback_id: text(255),
        description: text(150),
      }),
      10,
    ).min(1, 'has at least one entry'),
    slash_commands: most(
      z.strictObject({
        command: text(32, 2).startsWith('/', 'starts with /'),
        description: text(2000),
        usage_hint: text(1000).optional(),
        url: address(3000).optional(),
        should_escape: z.boolean().optional(),
      }),
      50,
    ).min(1, 'has at least one entry'),
    app_home: z
      .strictObject({
        home_tab_enabled: z.boolean().optional(),
        messages_tab_enabled: z.boolean().optional(),
        messages_tab_read_only_enabled: z.boolean().optional(),
      })
      .optional(),
    assistant_view: untouched,
    agent_view: untouched,
    unfurl_domains: untouched,
    workflow_steps: untouched,
    functions: untouched,
  }),
  oauth_config: z.strictObject({
    redirect_urls: most(address(2500), 1000).optional(),
    scopes: z.strictObject({
      bot: names(255),
      bot_optional: names(255).optional(),
      user: names(255).optional(),
      user_optional: names(255).optional(),
    }),
    token_management_enabled: untouched,
    pkce_enabled: untouched,
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: address(3500).optional(),
      bot_events: names(100).optional(),
      user_events: names(100).optional(),
      metadata_subscriptions: untouched,
    }),
    interactivity: z.strictObject({
      is_enabled: z.boolean(),
      request_url: address(3500).optional(),
      message_menu_options_url: untouched,
    }),
    socket_mode_enabled: z.boolean().optional(),
    org_deploy_enabled: z.boolean().optional(),
    token_rotation_enabled: z.boolean().optional(),
    allowed_ip_address_ranges: untouched,
    incoming_webhooks: untouched,
    is_hosted: untouched,
    siws_links: untouched,
    hermes_app_type: untouched,
    function_runtime: untouched,
    is_mcp_enabled: untouched,
  }),
  app_directory: untouched,
  functions: untouched,
  workflows: untouched,
  datastores: untouched,
  outgoing_domains: untouched,
  types: untouched,
  external_auth_providers: untouched,
  mcp_servers: untouched,
});

export type AppManifest = z.infer<typeof manifestSchema>;
