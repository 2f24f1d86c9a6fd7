import { createHmac } from 'node:crypto';
import { Pool } from 'undici';
import { signingSecret } from './slack-servers.ts';

/** What one round of requests took. */
export interface Load {
  readonly perSecond: number;
  /** Milliseconds of each, ascending. */
  readonly times: readonly number[];
}

/** Sends signed forms to a server, so many at once. */
export class Sender {
  readonly #pool: Pool;
  readonly #path: string;
  readonly #atOnce: number;

  constructor(url: string, atOnce: number) {
    const { origin, pathname } = new URL(url);
    this.#pool = new Pool(origin, { connections: atOnce, pipelining: 1 });
    this.#path = pathname;
    this.#atOnce = atOnce;
  }

  /** Signs and sends. @returns what the server answered. @throws when it did not answer 200 */
  async send(body: string): Promise<string> {
    const seconds = String(Math.floor(Date.now() / 1000));
    const hmac = createHmac('sha256', signingSecret).update(`v0:${seconds}:${body}`);
    const answer = await this.#pool.request({
      path: this.#path,
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': seconds,
        'x-slack-signature': `v0=${hmac.digest('hex')}`,
      },
      body,
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`the server answered ${answer.statusCode} ${text}`);
    return text;
  }

  /** Sends `count` bodies and looks at each answer with `check`. */
  async load(count: number, body: () => string, check: (answer: string) => void = () => {}): Promise<Load> {
    const times: number[] = [];
    let left = count;
    const work = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const one = body();
        const from = performance.now();
        const answer = await this.send(one);
        times.push(performance.now() - from);
        check(answer);
      }
    };
    const from = performance.now();
    await Promise.all(Array.from({ length: this.#atOnce }, work));
    const perSecond = (count / (performance.now() - from)) * 1000;
    return { perSecond, times: times.sort((a, b) => a - b) };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

let sent = 0;

/** A new `/rag-or-ft`: each has a trigger of its own, as Slack's have. */
export function command(): string {
  sent += 1;
  return new URLSearchParams({
    token: 'legacy',
    team_id: 'T1',
    team_domain: 'acme',
    channel_id: 'C1',
    channel_name: 'llm-guild',
    user_id: `U${sent % 100}`,
    user_name: 'ann',
    command: '/rag-or-ft',
    text: 'a support bot for our help center',
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/never',
    trigger_id: `13345224609.738474920.${sent}`,
  }).toString();
}

interface Input {
  readonly block_id: string;
  readonly element: { readonly type: string; readonly action_id: string; readonly options?: readonly object[] };
}

/** The first page, filled in and submitted by a new person each time. `window` is the page as the app opened it. */
export function submission(window: string): () => string {
  const view = JSON.parse(window) as {
    blocks: readonly (Input | object)[];
    private_metadata: string;
    callback_id: string;
  };
  const inputs = view.blocks.filter((block): block is Input => 'element' in block);
  const values = Object.fromEntries(
    inputs.map(({ block_id, element }) => [
      block_id,
      { [element.action_id]: { type: element.type, ...filled(element) } },
    ]),
  );
  return () => {
    sent += 1;
    const user = { id: `U${sent}`, username: 'ann', team_id: 'T1' };
    const payload = {
      type: 'view_submission',
      team: { id: 'T1', domain: 'acme' },
      user,
      api_app_id: 'A1',
      trigger_id: `1.2.${sent}`,
      view: { ...view, id: `V${sent}`, team_id: 'T1', hash: '1.a', state: { values } },
      response_urls: [],
      is_enterprise_install: false,
    };
    return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  };
}

function filled({ type, options }: Input['element']): object {
  if (type === 'plain_text_input') return { value: '2000' };
  if (type === 'checkboxes') return { selected_options: [] };
  return { selected_option: options?.[0] ?? null };
}
