import { z } from 'zod';
import type { Block } from './schema/blocks.ts';
import type { StateValue, StoredFile, World } from './world.ts';

const imageTypes: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
};

const extension = (name: string) => (/\.(\w+)$/.exec(name)?.[1] ?? '').toLowerCase();

/** The media type by which the workspace serves a file; only pictures have one of their own. */
export const mediaType = (file: StoredFile): string => imageTypes[extension(file.name)] ?? 'application/octet-stream';

/** Can it be shown in an image block? */
export const isImage = (file: StoredFile): boolean => extension(file.name) in imageTypes;

/** Is its upload completed, and has the workspace looked at it? */
const isReady = (world: World, file: StoredFile): boolean => file.readyAt !== undefined && file.readyAt <= world.now();

/** A file in Slack's wire form. */
export function fileJson(world: World, file: StoredFile | undefined) {
  if (!file) return { mode: 'tombstone' };
  const url = fileUrl(world, file.id);
  return {
    id: file.id,
    created: Math.floor(file.at / 1000),
    timestamp: Math.floor(file.at / 1000),
    name: file.name,
    title: file.title,
    alt_txt: file.altText,
    mimetype: isReady(world, file) ? mediaType(file) : '',
    filetype: isReady(world, file) ? extension(file.name) || 'text' : '',
    user: world.bot.user,
    size: file.length,
    mode: 'hosted',
    is_external: false,
    url_private: url,
    url_private_download: url,
    permalink: url,
  };
}

const chosen = z.object({ files: z.array(z.object({ name: z.string(), content: z.string() })) });

/** The value of an input for files once the workspace has taken them; any other value as it is. */
export function withUploads(world: World, value: StateValue): StateValue {
  const files = value.type === 'file_input' ? chosen.safeParse(value).data?.files : undefined;
  if (files === undefined) return value;
  return {
    ...value,
    files: files.map(({ name, content }) => {
      const bytes = new TextEncoder().encode(content);
      const at = world.now();
      const file = {
        id: `F${world.nextId()}`,
        name,
        title: name,
        altText: '',
        length: bytes.length,
        at,
        bytes,
        readyAt: at,
      };
      world.files.set(file.id, file);
      return fileJson(world, file);
    }),
  };
}

/** Where the page and the app find a file. */
const fileUrl = (world: World, id: string): string => `${world.base}files/${id}`;

/** The file a `slack_file` names by id or address, if it is there and ready. */
export function findFile(world: World, wanted: { id: string } | { url: string }): StoredFile | undefined {
  const id = 'id' in wanted ? wanted.id : /\/files\/(\w+)$/.exec(wanted.url)?.[1];
  const file = world.files.get(id ?? '');
  return file && isReady(world, file) ? file : undefined;
}

/** Every `slack_file` in blocks that is no picture the app has uploaded. */
export function missingFiles(world: World, blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    const pictures =
      block.type === 'image'
        ? [block]
        : block.type === 'context'
          ? block.elements.filter((it) => it.type === 'image')
          : block.type === 'section' && block.accessory?.type === 'image'
            ? [block.accessory]
            : [];
    return pictures.flatMap(({ slack_file }) => {
      if (!slack_file) return [];
      const found = findFile(world, slack_file);
      return found && isImage(found) ? [] : [JSON.stringify(slack_file)];
    });
  });
}
