/** Runs what has the same key one after the other, in the order in which it came. */
export function turns(): <T>(key: string, run: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return (key, run) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(run, run);
    last.set(key, mine);
    const forget = () => void (last.get(key) === mine && last.delete(key));
    mine.then(forget, forget);
    return mine;
  };
}
