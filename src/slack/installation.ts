import { z } from 'zod';
import type { Actor } from '../app/use-cases.ts';

/** What Bolt worked out about a payload: the workspace or organization whose installation it belongs to. */
export interface InstallationContext {
  readonly isEnterpriseInstall: boolean;
  readonly teamId?: string | undefined;
  readonly enterpriseId?: string | undefined;
}

/** An id of a workspace or organization. Slack leaves out what is not there, or sends null or nothing for it; what is none counts as not there. */
export const slackId = z
  .string()
  .nullish()
  .transform((id) => (id && /^[\w-]{1,40}$/.test(id) ? id : undefined));
export const contextSchema = z.object({
  isEnterpriseInstall: z.boolean(),
  teamId: slackId,
  enterpriseId: slackId,
});
/** With the name of the request, which the way in gives to each. */
export const requestContext = contextSchema.extend({ request: z.string() });

/**
 * `E:<enterprise>` for an organization-wide installation, else `T:<team>`. A team id is there in both cases, so it
 * must not be looked at first. Undefined when the payload names neither.
 */
export function installationOf(context: InstallationContext): string | undefined {
  if (context.isEnterpriseInstall && context.enterpriseId !== undefined) return `E:${context.enterpriseId}`;
  if (context.teamId !== undefined) return `T:${context.teamId}`;
  return context.enterpriseId === undefined ? undefined : `E:${context.enterpriseId}`;
}

const nobody = 'the payload names neither a workspace nor an organization';

/** The person acting, under their own workspace: in Slack Connect that is not the one the app is installed in. */
export function actorOf(
  context: InstallationContext,
  user: {
    readonly id: string;
    readonly team_id?: string | null | undefined;
    readonly name?: string | undefined;
    readonly username?: string | undefined;
  },
): Actor {
  const team = user.team_id ?? context.teamId ?? context.enterpriseId;
  const installation = installationOf(context);
  if (team === undefined || installation === undefined) throw new Error(nobody);
  const name = user.name ?? user.username;
  return { installation, person: `${team}:${user.id}`, ...(name && { name }) };
}
