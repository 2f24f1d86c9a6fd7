/** How much the workspace remembers of what went over its wires; a workspace left open for weeks must not grow for ever. */
export const remembered = { calls: 5000, deliveries: 5000, notes: 1000, triggers: 2000, responses: 5000 } as const;

/** Adds an item to a list and lets go of the oldest when there are more than `max`. */
export function remember<T>(list: T[], item: T, max: number): void {
  list.push(item);
  if (list.length > max) list.splice(0, list.length - max);
}

/** The same for a map, whose keys keep the order in which they came. */
export function rememberKey<K, V>(map: Map<K, V>, key: K, value: V, max: number): void {
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= max) return;
    map.delete(oldest);
  }
}
