import { existsSync } from 'node:fs';

/** The folder of the package, in which rules, fonts, manifests and the page stand: the same from source and from any file of the build. */
export const packageRoot: URL = rootOf(import.meta.url);

/** Whether this program runs as it was built, rather than from source. */
export const built: boolean = import.meta.url.startsWith(new URL('dist/', packageRoot).href);

function rootOf(file: string): URL {
  const folder = new URL('./', file);
  if (existsSync(new URL('package.json', folder))) return folder;
  if (folder.pathname === '/') throw new Error('the program stands in no package: install it whole');
  return rootOf(folder.href.slice(0, -1));
}
