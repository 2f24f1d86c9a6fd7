const minute = 60_000;
/** What one person may do in a minute, unless told otherwise. */
export const actionsPerMinute = 30;

/** ok · over: this was too much, and they have not heard of it yet · silent: they have. */
export type Rated = 'ok' | 'over' | 'silent';

/** Counts what each person does by the minute; 0 counts nothing. Only this minute's people are kept. */
export function createRate(most: number, now: () => number = Date.now): (person: string) => Rated {
  const counts = new Map<string, number>();
  let current = 0;
  return (person) => {
    if (most === 0) return 'ok';
    const at = Math.floor(now() / minute);
    if (at !== current) counts.clear();
    current = at;
    const count = (counts.get(person) ?? 0) + 1;
    counts.set(person, count);
    if (count <= most) return 'ok';
    return count === most + 1 ? 'over' : 'silent';
  };
}
