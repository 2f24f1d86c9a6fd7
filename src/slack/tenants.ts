import type { UseCases } from '../app/use-cases.ts';
import type { Rulebook } from '../core/index.ts';
import type { Accounts } from './accounts.ts';
import { accountClient } from './clients.ts';
import type { Room } from './debate/room.ts';
import { createDownload } from './download.ts';
import type { SlackEndpoint } from './endpoint.ts';
import { createLessonPictures } from './lesson-pictures.ts';
import { routesOf } from './listeners/routes.ts';
import type { Log } from './log.ts';
import { recent } from './recent.ts';
import type { Replies } from './replies.ts';
import { createRooms } from './rooms.ts';
import type { Tenant } from './router.ts';
import { createWhisper } from './whisper.ts';

/** Installations whose listeners are kept ready. */
const tenantsKept = 500;

/** Listeners by installation: those of one know no other one's account. */
export function createTenants({
  useCases,
  book,
  accounts,
  endpoint,
  replies,
  room,
  log,
}: {
  readonly useCases: UseCases;
  readonly book: { readonly rulebook: Rulebook };
  readonly accounts: Accounts;
  readonly endpoint: SlackEndpoint | undefined;
  readonly replies: Replies;
  readonly room: Room;
  readonly log: Log;
}): (installation: string) => Tenant {
  return recent(tenantsKept, (installation) => {
    const account = { token: async () => (await accounts.of(installation)).token() };
    const client = accountClient('interactive', account, endpoint, log);
    const whisper = createWhisper({ client, endpoint, log });
    const download = createDownload({ account, endpoint, log });
    const roomsOf = createRooms({ client, log });
    const rulebook = book.rulebook;
    const uploading = accountClient('background', account, endpoint, log);
    const pictures = createLessonPictures({ installation, store: useCases.newcomers.pictures, client: uploading, log });
    const routes = routesOf({ useCases, rulebook, client, whisper, replies, download, room, roomsOf, pictures, log });
    return { routes, client, whisper };
  });
}
