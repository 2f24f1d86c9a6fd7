/** Properties by name, each as the function that computes it. */
type Later = Readonly<Record<string, () => unknown>>;

const ways = Symbol('ways');

interface Holder {
  readonly [ways]: Later;
}

/**
 * Adds properties to an object, each computed when it is first read and kept. They are its own and enumerable: a copy by `...` or
 * as JSON holds them as any other.
 */
export function addLater<T extends object, L extends Later>(
  target: T,
  later: L,
): asserts target is T & { readonly [K in keyof L]: ReturnType<L[K]> } {
  Object.defineProperty(target, ways, { value: keeping(later) });
  for (const name of Object.keys(later)) Object.defineProperty(target, name, getterOf(name));
}

/** Computes each at most once. */
function keeping(later: Later): Later {
  const known = new Map<string, unknown>();
  return Object.fromEntries(
    Object.entries(later).map(([name, compute]) => [
      name,
      () => {
        if (!known.has(name)) known.set(name, compute());
        return known.get(name);
      },
    ]),
  );
}

// One getter for each name, whatever the object. Written as `get name() {}` in a literal it would be another function for each object,
// to which the engine's description of that object refers: nothing it can reach is freed before the next full collection then.
const getters = new Map<string, PropertyDescriptor>();

function getterOf(name: string): PropertyDescriptor {
  const known = getters.get(name);
  if (known !== undefined) return known;
  const made: PropertyDescriptor & ThisType<Holder> = {
    enumerable: true,
    configurable: true,
    get() {
      return this[ways][name]?.();
    },
  };
  getters.set(name, made);
  return made;
}
