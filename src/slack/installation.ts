import { z } from 'zod';
import type { Actor } from '../app/use-cases.ts';

/** What Bolt worked out about a payload: the workspace or organisation whose installation it belongs to. */
export const contextSchema = z.object({
  isEnterpriseInstall: z.boolean(),
  teamId: z.string().optional(),
  enterpriseId: z.string().optional(),
});
export type InstallationContext = z.infer<typeof contextSchema>;

/**
 * `E:<enterprise>` for an organisation-wide installation, else `T:<team>`. A team id is there in both cases, so it
 * must not be looked at first.
 */
export function installationOf(context: InstallationContext): string {
  if (context.isEnterpriseInstall && context.enterpriseId !== undefined) return `E:${context.enterpriseId}`;
  if (context.teamId !== undefined) return `T:${context.teamId}`;
  if (context.enterpriseId !== undefined) return `E:${context.enterpriseId}`;
  throw new Error('the payload names neither a workspace nor an organisation');
}

/** The person acting, under their own workspace: in Slack Connect that is not the one the app is installed in. */
export function actorOf(
  context: InstallationContext,
  user: { readonly id: string; readonly team_id?: string | null | undefined },
): Actor {
  const team = user.team_id ?? context.teamId ?? context.enterpriseId;
  if (team === undefined) throw new Error('the payload names neither a workspace nor an organisation');
  return { installation: installationOf(context), person: `${team}:${user.id}` };
}
