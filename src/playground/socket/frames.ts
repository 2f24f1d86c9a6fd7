import { createHash } from 'node:crypto';

/** One WebSocket frame as it arrived. */
export interface Frame {
  readonly final: boolean;
  readonly opcode: number;
  readonly payload: Buffer;
}

/** What a frame is for, by its number in RFC 6455. */
export const opcodes = { continuation: 0, text: 1, close: 8, ping: 9, pong: 10 } as const;

/** The answer to a handshake's key. */
export const acceptOf = (key: string): string =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/** A whole, unmasked frame, as servers send them. */
export function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const head = Buffer.alloc(2 + extra);
  head[0] = 0x80 | opcode;
  head[1] = extra === 0 ? length : extra === 2 ? 126 : 127;
  if (extra === 2) head.writeUInt16BE(length, 2);
  if (extra === 8) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

/** Cuts frames out of what arrives, however it was split on the way. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);
  readonly #max: number;
  /** @param max the largest payload taken */
  constructor(max: number) {
    this.#max = max;
  }

  /** The frames that are complete now. @throws when a frame is larger than allowed, or not masked as a client's must be */
  read(data: Buffer): Frame[] {
    this.#rest = Buffer.concat([this.#rest, data]);
    const frames: Frame[] = [];
    for (let next = this.#one(); next; next = this.#one()) frames.push(next);
    return frames;
  }

  #one(): Frame | undefined {
    const data = this.#rest;
    const [first, second] = data;
    if (first === undefined || second === undefined) return undefined;
    if ((second & 0x80) === 0) throw new Error('a client must mask its frames');
    const short = second & 0x7f;
    const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
    const start = 2 + extra + 4;
    if (data.length < start) return undefined;
    const length = extra === 0 ? short : extra === 2 ? data.readUInt16BE(2) : Number(data.readBigUInt64BE(2));
    if (length > this.#max) throw new Error(`a frame of ${length} bytes is too large`);
    if (data.length < start + length) return undefined;
    const mask = data.subarray(start - 4, start);
    const payload = Buffer.from(data.subarray(start, start + length));
    for (let at = 0; at < length; at++) payload[at] = (payload[at] ?? 0) ^ (mask[at % 4] ?? 0);
    this.#rest = data.subarray(start + length);
    return { final: (first & 0x80) !== 0, opcode: first & 0x0f, payload };
  }
}
