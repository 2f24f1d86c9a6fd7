import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a database that can be cut: what is on it then is lost, and nobody is let in. */
export async function cuttable(database: string) {
  const url = new URL(database);
  const host = decodeURIComponent(url.hostname);
  const target = host.startsWith('/')
    ? { path: `${host}/.s.PGSQL.${url.port || 5432}` }
    : { host, port: Number(url.port || 5432) };
  const sockets = new Set<Socket>();
  let open = true;
  /** Cuts after the next answer of the server that holds this text, before it arrives. */
  let before: string | undefined;
  const server = createServer((near) => {
    if (!open) return void near.destroy();
    const far = connect(target);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => (other.destroy(), sockets.delete(one)));
    }
    near.on('data', (data) => far.write(data));
    far.on('data', (data) => {
      if (before !== undefined && data.includes(before)) {
        before = undefined;
        near.destroy();
      } else near.write(data);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cut: () => {
      open = false;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => void (open = true),
    /** Loses the next answer that holds this text, with its connection. */
    loseAnswer: (text: string) => void (before = text),
  };
}
