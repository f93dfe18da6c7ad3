import { createAppCallback, createBotCallback } from '@shouwen/wecom';
import { findMember } from '../community/people.ts';
import type { Company, Environment } from '../config/types.ts';
import type { Refusal, WebhookHandler } from '../http/index.ts';
import { createAppDoor } from '../intake/app-door.ts';
import { createBotDoor } from '../intake/bot-door.ts';
import { callbackRefusal } from '../intake/refusals.ts';
import type { Logger } from '../observability/logger.ts';
import type { Core } from './core.ts';

/** The database could not be had yet. WeCom repeats the callback, and what it gives up on is fetched later. */
export class NotReadyError extends Error {
  readonly code = 'NOT_READY';
  override readonly name = 'NotReadyError';
}

/** Refusals of every room behind the doors, as HTTP sees them. */
export function refusals(error: unknown): Refusal | null {
  if (error instanceof NotReadyError) return { status: 503, code: error.code, message: error.message };
  return callbackRefusal(error);
}

/** What the doors need. `core` is null until the database has answered. */
export interface DoorDeps {
  readonly environment: Environment;
  company(): Company;
  core(): Core | null;
  now(): number;
  readonly logger: Logger;
}

/** The two callbacks of WeCom. They verify from the first moment and accept as soon as what comes can be stored. */
export function createDoors(deps: DoorDeps): { app: WebhookHandler; bot: WebhookHandler | null } {
  const { wecom } = deps.environment;
  const ready = (): Core => {
    const core = deps.core();
    if (core === null) throw new NotReadyError('the database does not answer yet; /readyz says why');
    return core;
  };
  const first = () => [...deps.company().communities.values()][0]!;
  const app = createAppDoor({
    decoder: createAppCallback(wecom),
    inbox: { put: (items) => ready().inbox.put(items) },
    now: deps.now,
    ring: (doorbell) => ready().intake.ring(doorbell),
    communityOf: (userid) =>
      [...deps.company().communities.values()].find((community) => findMember(community, userid) !== null) ?? first(),
    poke: (community, key) => ready().queue.poke(community, key),
    onEvent: ({ kind }) => deps.logger.debug({ kind }, 'a callback that nobody has to answer'),
  });
  if (wecom.bot === null) return { app, bot: null };
  const bot = createBotDoor({
    decoder: createBotCallback(wecom.bot),
    now: deps.now,
    ask: (question) => ready().staff.handle(question),
    welcome: () => first().messages.desk.welcome,
  });
  return { app, bot };
}
