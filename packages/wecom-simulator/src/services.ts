import { type Aibot, createAibot } from './api/aibot.ts';
import type { ApiTable } from './api/answer.ts';
import { createIdentity, type Identity } from './api/identity.ts';
import { createKfAccounts, type KfAccounts } from './api/kf-accounts.ts';
import { createKfSend } from './api/kf-send.ts';
import { createKfSession } from './api/kf-session.ts';
import { createKfSync } from './api/kf-sync.ts';
import { createMediaApi } from './api/media.ts';
import { type AppMessages, createAppMessages } from './api/messages.ts';
import { createTokens, type Tokens } from './api/tokens.ts';
import { createWebhook } from './api/webhook.ts';
import { createServicers, type Servicers } from './servicers.ts';
import { createSessions, type Sessions } from './sessions.ts';
import type { SimulatorState } from './simulator-state.ts';

/** The sides of the simulated WeCom, and every API by its name without `/cgi-bin/`. */
export interface Services {
  readonly sessions: Sessions;
  readonly servicers: Servicers;
  readonly tokens: Tokens;
  readonly accounts: KfAccounts;
  readonly appMessages: AppMessages;
  readonly identity: Identity;
  readonly aibot: Aibot;
  readonly apis: ApiTable;
}

/** Builds every side of the API on one state. */
export function createServices(sim: SimulatorState): Services {
  const kfSync = createKfSync(sim);
  const sessions = createSessions(sim, kfSync.requestSync);
  const servicers = createServicers(sim);
  const tokens = createTokens(sim);
  const accounts = createKfAccounts(sim, { sessions, servicers });
  const appMessages = createAppMessages(sim);
  const identity = createIdentity(sim);
  const aibot = createAibot(sim);
  const apis: ApiTable = {
    ...tokens.apis,
    ...kfSync.apis,
    ...createKfSend(sim, sessions),
    ...createKfSession(sim, { sessions, servicers }),
    ...accounts.apis,
    ...appMessages.apis,
    ...createWebhook(sim),
    ...createMediaApi(sim),
    ...identity.apis,
    ...aibot.apis,
  };
  return { sessions, servicers, tokens, accounts, appMessages, identity, aibot, apis };
}
