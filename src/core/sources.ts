import type { SourceRef } from './explanation.ts';
import type { Rulebook } from './rulebook.ts';

/** The sources of citations as people read them, each once. */
export function sourcesOf(rulebook: Pick<Rulebook, 'sources'>, citations: readonly string[]): readonly SourceRef[] {
  const ids = [...new Set(citations.map((citation) => citation.split('#')[0] ?? citation))];
  return ids.flatMap((id) => {
    const source = rulebook.sources[id];
    if (source === undefined) return [];
    return [{ id, label: `${source.by}, ${source.title}`, ...(source.url === undefined ? {} : { url: source.url }) }];
  });
}
