import { fileURLToPath } from 'node:url';
import { packageRoot } from '../package-root.ts';

const fonts = ['Inter-Regular.ttf', 'Inter-SemiBold.ttf'].map((name) =>
  fileURLToPath(new URL(`assets/fonts/${name}`, packageRoot)),
);
/** Pixels for each unit: sharp on dense screens. */
const zoom = 2;

/**
 * An SVG as PNG. Drawn beside the event loop, so that acknowledgements do not wait for it; the renderer is loaded with the first
 * picture, which most processes never need.
 */
export async function pngOf(svg: string): Promise<Buffer> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const drawn = await renderAsync(svg, {
    // Without its own fonts it would draw no text, and say nothing.
    font: { fontFiles: fonts, loadSystemFonts: false, defaultFontFamily: 'Inter' },
    fitTo: { mode: 'zoom', value: zoom },
  });
  return drawn.asPng();
}
