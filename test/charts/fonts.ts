import { readFileSync } from 'node:fs';

/** The advance width of each character in thousandths of the size, read from a TrueType file; undefined without a glyph. */
export function advances(file: URL): (code: number) => number | undefined {
  const bytes = readFileSync(file);
  const u16 = (at: number) => bytes.readUInt16BE(at);
  const tables = new Map(
    Array.from({ length: u16(4) }, (_, index) => 12 + 16 * index).map((at) => [
      bytes.toString('latin1', at, at + 4),
      bytes.readUInt32BE(at + 8),
    ]),
  );
  const table = (name: string) => tables.get(name)!;
  const cmap = Array.from({ length: u16(table('cmap') + 2) }, (_, index) => table('cmap') + 4 + 8 * index)
    .map((at) => table('cmap') + bytes.readUInt32BE(at + 4))
    .find((at) => u16(at) === 4)!;
  const segments = u16(cmap + 6) / 2;
  const glyphOf = (code: number) => {
    for (let at = 0; at < segments; at += 1) {
      if (code > u16(cmap + 14 + 2 * at)) continue;
      const first = u16(cmap + 16 + 2 * segments + 2 * at);
      if (code < first) return 0;
      const delta = u16(cmap + 16 + 4 * segments + 2 * at);
      const place = cmap + 16 + 6 * segments + 2 * at;
      if (u16(place) === 0) return (code + delta) & 0xffff;
      const glyph = u16(place + u16(place) + 2 * (code - first));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
  const last = u16(table('hhea') + 34) - 1;
  const unitsPerEm = u16(table('head') + 18);
  return (code) => {
    const glyph = glyphOf(code);
    return glyph === 0 ? undefined : (u16(table('hmtx') + 4 * Math.min(glyph, last)) * 1000) / unitsPerEm;
  };
}
