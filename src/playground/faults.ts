/** What goes wrong with a call. `after` means that the work was done and only the answer was lost. */
type Fault =
  | { kind: 'rate-limited'; retryAfter: number }
  | { kind: 'status'; status: number; when?: 'before' | 'after' }
  | { kind: 'error'; error: string }
  | { kind: 'reset'; when: 'before' | 'after' }
  | { kind: 'hang'; when: 'before' | 'after' };

/** One Web API call with its answer; `answer` is absent while it runs and when no answer was sent. */
export interface ApiCall {
  readonly method: string;
  readonly args: Record<string, unknown>;
  readonly at: number;
  answer?: Record<string, unknown>;
  /** HTTP status; 0 when the connection was broken or left hanging. */
  status: number;
}

/** How this workspace differs from others: not everything is rolled out everywhere, nor equally fast. */
export interface Quirks {
  /** Types of blocks it does not know: a message with one is refused. */
  readonly unknownBlocks: Set<string>;
  /** Milliseconds until an uploaded file has a media type and may stand in blocks. */
  fileMs: number;
}

type Hook = (call: ApiCall) => void | Promise<void>;

/** Lets a test make Slack misbehave. A method is a name such as `chat.postMessage`, `response_url`, or `*` for all. */
export interface Faults {
  /** The next `times` calls of the method go wrong in this way. */
  next(method: string, fault: Fault, times?: number): void;
  /** Runs `hook` before or after each call of the method is processed, and waits for it. Returns a function that removes it. */
  onCall(method: string, hook: Hook, when?: 'before' | 'after'): () => void;
  /** Are Slack's rate limits enforced? */
  rateLimits: boolean;
  readonly quirks: Quirks;
  clear(): void;
}

/** The side of {@link Faults} that the server uses. */
export interface FaultDesk extends Faults {
  take(method: string): Fault | undefined;
  runHooks(call: ApiCall, when: 'before' | 'after'): Promise<void>;
}

const names = (wanted: string, method: string) => wanted === method || wanted === '*';

export function createFaults(rateLimits: boolean, quirks: Quirks): FaultDesk {
  let pending: { method: string; fault: Fault; left: number }[] = [];
  let hooks: { method: string; hook: Hook; when: 'before' | 'after' }[] = [];
  return {
    rateLimits,
    quirks,
    next(method, fault, times = 1) {
      pending.push({ method, fault, left: times });
    },
    onCall(method, hook, when = 'before') {
      const entry = { method, hook, when };
      hooks.push(entry);
      return () => {
        hooks = hooks.filter((it) => it !== entry);
      };
    },
    clear() {
      pending = [];
      hooks = [];
      quirks.unknownBlocks.clear();
      quirks.fileMs = 0;
    },
    take(method) {
      const found = pending.find((it) => it.left > 0 && names(it.method, method));
      if (found) found.left -= 1;
      return found?.fault;
    },
    async runHooks(call, when) {
      for (const it of hooks) if (it.when === when && names(it.method, call.method)) await it.hook(call);
    },
  };
}
