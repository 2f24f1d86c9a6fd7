import type { UseCases } from '../../app/use-cases.ts';
import type { WebClient } from '@slack/web-api';
import type { Rulebook } from '../../core/index.ts';
import { buttons, commands, modals, shortcuts } from '../ids.ts';
import type { Routes } from '../router.ts';
import { decisionActions } from './decisions.ts';
import { pageActions, submissions } from './pages.ts';
import { starts } from './starts.ts';

/** What listeners translate between. */
export interface ListenerDeps {
  readonly useCases: UseCases;
  readonly rulebook: Pick<Rulebook, 'questions' | 'approaches'>;
  /** The interactive client. */
  readonly client: WebClient;
}

/** Every handler under the id it was rendered with. */
export function routesOf(deps: ListenerDeps): Routes {
  const start = starts(deps);
  const page = pageActions(deps);
  const submitted = submissions(deps);
  const decision = decisionActions(deps);
  return {
    commands: new Map([[commands.start, start.command]]),
    shortcuts: new Map([
      [shortcuts.start, start.global],
      [shortcuts.settle, start.message],
    ]),
    actions: new Map([
      [buttons.decideNow.id, page.decideNow],
      [buttons.why.id, decision.why],
      [buttons.change.id, decision.change],
      [buttons.record.id, decision.record],
    ]),
    submissions: new Map([
      [modals.start, submitted.start],
      [modals.page, submitted.page],
      [modals.preview, submitted.preview],
    ]),
    // What was entered stays in the draft; there is nothing to do but acknowledge.
    closed: new Map(Object.values(modals).map((id) => [id, ({ ack }) => ack()])),
  };
}
