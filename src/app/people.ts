import type { Installation, PersonId } from './kept.ts';

/** Who acts, and where the app is installed for them. */
export interface Actor {
  readonly installation: Installation;
  readonly person: PersonId;
  /** The person's handle, where Slack says it. */
  readonly name?: string | undefined;
}

/** Who acts where administrators may do more. */
export interface Ranked extends Actor {
  /** Slack says that they administer the workspace. */
  readonly admin?: boolean | undefined;
}

/** The Slack user id in a person's key. */
export function userOf(person: PersonId): string {
  return person.slice(person.indexOf(':') + 1);
}

/** The workspace in a person's key. */
export function teamOf(person: PersonId): string {
  return person.slice(0, person.indexOf(':'));
}

/** A person as others know them: their handle, or their user id where nobody knows it. */
export function handleOf(person: PersonId, name: string | undefined): string {
  return name === undefined ? userOf(person) : `@${name}`;
}
