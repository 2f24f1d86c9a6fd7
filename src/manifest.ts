import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const text = z.string();

/** What the playground needs of `manifest.yml`, so that it offers exactly what Slack would. */
const manifest = z.object({
  features: z.object({
    slash_commands: z.array(
      z.object({ command: text, description: text, usage_hint: text, should_escape: z.boolean().optional() }),
    ),
    shortcuts: z.array(z.object({ name: text, type: z.enum(['global', 'message']), callback_id: text })),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(text) }) }),
});

export interface Manifest {
  readonly commands: readonly { command: string; description: string; usage_hint: string; should_escape?: boolean }[];
  readonly shortcuts: readonly { name: string; type: 'global' | 'message'; callback_id: string }[];
  readonly scopes: readonly string[];
}

/** Reads the app manifest. @throws when it is not there or not of this form: the package is broken. */
export function readManifest(file: URL): Manifest {
  const { features, oauth_config } = manifest.parse(parse(readFileSync(file, 'utf8')));
  return {
    commands: features.slash_commands.map(({ should_escape, ...command }) => ({
      ...command,
      ...(should_escape !== undefined && { should_escape }),
    })),
    shortcuts: features.shortcuts,
    scopes: oauth_config.scopes.bot,
  };
}
