/** Makes something for a key and keeps it, for the `most` keys that were asked for last. */
export function recent<T>(most: number, make: (key: string) => T): (key: string) => T {
  const kept = new Map<string, T>();
  return (key) => {
    const known = kept.get(key);
    const found = known ?? make(key);
    // At the end again: the first one is the one nobody asked for longest.
    if (known !== undefined) kept.delete(key);
    kept.set(key, found);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return found;
  };
}
