/** Work that can be put down at every `yield`, so that a program with other things to do may do them in between. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does all of it without a rest. */
export function atOnce<T>(work: Steps<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
