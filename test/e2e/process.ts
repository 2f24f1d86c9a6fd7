import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { wrote } from '../leaks.ts';

/** The built program as a process of its own, with nothing of this process's environment but PATH. */
export function startProgram(env: Readonly<Record<string, string>>): Program {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../dist/main.js', import.meta.url))], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const program = new Program(child);
  onTestFinished(() => program.kill());
  return program;
}

export class Program {
  readonly #child: ChildProcess;
  #out = '';
  #err = '';
  readonly ended: Promise<{ code: number | null; out: string; err: string }>;

  constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.on('data', (data: Buffer) => (this.#out += data.toString()));
    // What it logs is scanned as any log is.
    child.stderr?.on('data', (data: Buffer) => {
      wrote(data.toString());
      this.#err += data.toString();
    });
    this.ended = new Promise((resolve) => {
      child.on('close', (code) => resolve({ code, out: this.#out, err: this.#err }));
    });
  }

  /** Resolves with the first match in what the program prints; rejects when it ends without. */
  async prints(pattern: RegExp): Promise<RegExpMatchArray> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const match = this.#out.match(pattern);
        if (match !== null) resolve(match);
      };
      this.#child.stdout?.on('data', look);
      this.#child.on('close', (code) => reject(new Error(`ended with ${code}: ${this.#err}`)));
      look();
    });
  }

  stop(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): void {
    this.#child.kill(signal);
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}
