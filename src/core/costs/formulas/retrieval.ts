import { million, tokensUsd } from './units.ts';

const bytesPerNumber = 4;
const gigabyte = 1e9;
const gibibyte = 2 ** 30;

/** Passages of `chunkTokens` that share `overlapTokens` with the one before: `ceil((K − o) / (c − o))`. No knowledge, no passages. */
export const chunks = (q: {
  readonly knowledgeTokens: number;
  readonly chunkTokens: number;
  readonly overlapTokens: number;
}): number =>
  q.knowledgeTokens <= 0
    ? 0
    : Math.max(1, Math.ceil((q.knowledgeTokens - q.overlapTokens) / Math.max(1, q.chunkTokens - q.overlapTokens)));

/** Tokens embedded when all passages are read once: `n · c`. */
export const embeddedTokens = (q: { readonly chunks: number; readonly chunkTokens: number }): number =>
  q.chunks * q.chunkTokens;

/** $ to embed tokens once; price in $ per 1M tokens. */
export const ingestUsd = (q: { readonly embeddedTokens: number; readonly usdPerMtok: number }): number =>
  tokensUsd(q.embeddedTokens, q.usdPerMtok);

/**
 * $ once for contextual retrieval, which comes on top of the embedding: `n · (T·p_in + O·p_out)`, one call per passage that reads it with
 * the text around it and writes a few words to go with it. Tokens of one call; prices in $ per 1M tokens, of reading the cache where the
 * text around it is cached. No option is priced with it by default.
 */
export const contextUsd = (q: {
  readonly chunks: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly inputUsdPerMtok: number;
  readonly outputUsdPerMtok: number;
}): number => q.chunks * (tokensUsd(q.inputTokens, q.inputUsdPerMtok) + tokensUsd(q.outputTokens, q.outputUsdPerMtok));

/** $ a month to embed what changed: `ρ · ingest`, ρ the share of the knowledge that changes in a month. */
export const reembedUsd = (q: { readonly changedShare: number; readonly ingestUsd: number }): number =>
  q.changedShare * q.ingestUsd;

/** Bytes of an index of vectors with their text and metadata. */
export const indexBytes = (q: {
  readonly chunks: number;
  readonly dimensions: number;
  readonly metadataBytes: number;
}): number => q.chunks * (bytesPerNumber * q.dimensions + q.metadataBytes);

/** Read units a month where a query reads the whole index: `max(least, GB) · Q`. One unit is one gigabyte. */
export const readUnits = (q: {
  readonly indexBytes: number;
  readonly leastGb: number;
  readonly queriesPerMonth: number;
}): number => Math.max(q.leastGb, q.indexBytes / gigabyte) * q.queriesPerMonth;

/** $ a month for an index billed by use: `max(minimum, GB · p + units · p_read + writes · p_write)`. Reads and writes in $ per 1M. */
export const usageDatabaseUsd = (q: {
  readonly indexBytes: number;
  readonly readUnits: number;
  readonly writes: number;
  readonly minimumUsd: number;
  readonly usdPerGb: number;
  readonly usdPerMillionReads: number;
  readonly usdPerMillionWrites: number;
}): number =>
  Math.max(
    q.minimumUsd,
    (q.indexBytes / gigabyte) * q.usdPerGb +
      (q.readUnits * q.usdPerMillionReads + q.writes * q.usdPerMillionWrites) / million,
  );

/** $ a month for an index billed by stored numbers: `max(minimum, n · dim · p + GiB · p_gib)`; p in $ per 1M numbers. */
export const dimensionsDatabaseUsd = (q: {
  readonly chunks: number;
  readonly dimensions: number;
  readonly indexBytes: number;
  readonly minimumUsd: number;
  readonly usdPerMillionDimensions: number;
  readonly usdPerGib: number;
}): number =>
  Math.max(
    q.minimumUsd,
    ((q.chunks * q.dimensions) / million) * q.usdPerMillionDimensions + (q.indexBytes / gibibyte) * q.usdPerGib,
  );

/** $ a month for servers that hold so many vectors each. */
export const instanceDatabaseUsd = (q: {
  readonly chunks: number;
  readonly vectorsPerInstance: number;
  readonly usdPerInstance: number;
}): number => Math.max(1, Math.ceil(q.chunks / q.vectorsPerInstance)) * q.usdPerInstance;

/**
 * Knowledge in tokens at which a cached long context costs as much per query as retrieval: `[(S + C) + rr / p_in] / r − S`.
 * `rerankUsd` is $ per query, `inputPrice` $ per 1M tokens, `read` a multiple of it.
 */
export const indifferentKnowledgeTokens = (q: {
  readonly systemTokens: number;
  readonly retrievedTokens: number;
  readonly rerankUsd: number;
  readonly inputPrice: number;
  readonly read: number;
}): number => (q.systemTokens + q.retrievedTokens + (q.rerankUsd * million) / q.inputPrice) / q.read - q.systemTokens;
