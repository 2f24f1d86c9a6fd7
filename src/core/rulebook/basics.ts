import { z } from 'zod';

/** The five approaches a verdict can give, in the order of the ladder: cheapest to try first. */
export const approaches = ['prompt', 'long-context', 'rag', 'fine-tune', 'hybrid'] as const;
/** One of {@link approaches}. */
export type Approach = (typeof approaches)[number];

/** Approaches that train weights. They are never advised while the gap is unknown. */
export const tuning: ReadonlySet<Approach> = new Set(['fine-tune', 'hybrid']);

/** Names an entry: ids are part of what stored cases say. */
export const id = z
  .string()
  .regex(/^(?!constructor$)[a-z][a-z0-9_]*$/, 'an id is lower case letters, digits and _, and not constructor');
/** A sentence or two for people. */
export const text = z.string().min(1).max(800);
/** Who says so: an id of `sources`, and where in it. */
export const citation = z.string().regex(/^[a-z0-9_]+(#[a-z0-9.-]+)?$/, 'a citation is source or source#section');
export const citations = z.array(citation).min(1, 'name at least one source');
export const approach = z.enum(approaches);

/** Conditions on answers: all of them must hold; a list means any of these values. */
export const when = z.record(id, z.union([id, z.array(id).min(1)]));
