import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAibot } from './api/aibot.ts';
import type { Api } from './api/answer.ts';
import { createIdentity } from './api/identity.ts';
import { createKfAccounts } from './api/kf-accounts.ts';
import { createKfSend } from './api/kf-send.ts';
import { createKfSession } from './api/kf-session.ts';
import { createKfSync } from './api/kf-sync.ts';
import { createMediaApi } from './api/media.ts';
import { createAppMessages } from './api/messages.ts';
import { createTokens } from './api/tokens.ts';
import { createWebhook } from './api/webhook.ts';
import type { Callbacks, Door, HostilePost } from './callbacks.ts';
import { createCore } from './core.ts';
import { createGroupDriver, type GroupDriver } from './driver/group.ts';
import { createMemberDriver, type MemberDriver } from './driver/member.ts';
import { createOwnerDriver, type OwnerDriver } from './driver/owner.ts';
import { createWaiting, type Waiting } from './driver/waiting.ts';
import type { Faults } from './faults.ts';
import { createApiHandler } from './http.ts';
import { createPanel } from './panel/server.ts';
import { createServicers } from './servicers.ts';
import { createSessions } from './sessions.ts';
import type { CallRecord, SimulatorOptions } from './types.ts';

/** A WeCom of one's own: API, callbacks, people, faults and a page. */
export interface Simulator extends Waiting {
  /** Answers `/cgi-bin/…`, also below a prefix such as `/simulator`, and the page at `/simulator`. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** Listens on a port of its own and answers the base address for `WECOM_API_BASE`. */
  listen(options?: { port?: number; host?: string }): Promise<string>;
  close(): Promise<void>;
  /** Where the bot is, when it was not known at the start. */
  connect(botUrl: string): void;
  /** The address at which media and `response_url` are reached, when mounted in another server. */
  baseUrl: string;

  /** An owner by external_userid or nickname; a new name makes a new owner. */
  owner(who: string, options?: { openKfId?: string }): OwnerDriver;
  member(userid: string): MemberDriver;
  group(key: string): GroupDriver;

  readonly faults: Faults;
  /** Makes every access token invalid before its time (40014). */
  revokeTokens(): void;
  /** False: the app has no callback address, cards that call back are refused (43012). */
  hasCallbackUrl(is: boolean): void;
  /** Every call and every callback attempt so far. */
  readonly calls: readonly CallRecord[];
  /** Calls of one API, or callback attempts at `app` or `bot`. */
  callsOf(name: string): CallRecord[];
  /** The GET that WeCom makes when a callback address is saved (1.2). */
  verifyUrl(door?: Door): ReturnType<Callbacks['verify']>;
  /** A callback that is wrong in a chosen way; once, without retry. */
  postHostile(hostile: HostilePost, door?: Door): ReturnType<Callbacks['post']>;
  /** Resolves when no callback is on its way any more, retries included. */
  settled(): Promise<void>;
  /** Empties the chats, logs and faults; people, tokens and the clock stay. */
  reset(): Promise<void>;
}

/** Makes a simulated WeCom. It reaches the bot by HTTP only, at `${botUrl}/wecom/app` and `/wecom/bot`. */
export function createSimulator(options: SimulatorOptions): Simulator {
  const core = createCore(options);
  const waiting = createWaiting(core);
  const kfSync = createKfSync(core);
  const sessions = createSessions(core, kfSync.ring);
  const servicers = createServicers(core);
  const tokens = createTokens(core);
  const accounts = createKfAccounts(core, { sessions, servicers });
  const appMessages = createAppMessages(core);
  const identity = createIdentity(core);
  const aibot = createAibot(core);
  const apis: Readonly<Record<string, Api>> = {
    ...tokens.apis,
    ...kfSync.apis,
    ...createKfSend(core, sessions),
    ...createKfSession(core, { sessions, servicers }),
    ...accounts.apis,
    ...appMessages.apis,
    ...createWebhook(core),
    ...createMediaApi(core),
    ...identity.apis,
    ...aibot.apis,
  };
  const api = createApiHandler(core, { apis, tokens });
  const memberDeps = { core, sessions, servicers, appMessages, identity, aibot, waiting };
  const owners = new Map<string, OwnerDriver>();
  const members = new Map<string, MemberDriver>();
  const groups = new Map<string, GroupDriver>();
  let server: Server | null = null;

  function owner(who: string, { openKfId }: { openKfId?: string } = {}): OwnerDriver {
    let known = core.chats.owner(who) ?? core.chats.owners().find((one) => one.nickname === who);
    if (known === undefined) {
      known = { externalUserid: /^w[mo]/.test(who) ? who : core.newId('wm', 30), nickname: who };
      core.chats.addOwner(known);
    }
    const account = openKfId ?? known.openKfId ?? options.world.accounts[0]?.openKfId;
    if (account === undefined) throw new Error('the world has no account');
    return remembered(owners, `${known.externalUserid} ${account}`, () =>
      createOwnerDriver(
        { core, sessions, accounts, waiting },
        { externalUserid: known.externalUserid, openKfId: account },
      ),
    );
  }

  const member = (userid: string) =>
    remembered(members, userid.toLowerCase(), () => createMemberDriver(memberDeps, userid));

  async function reset(): Promise<void> {
    await options.onReset?.();
    core.chats.clear();
    core.kfLog.clear();
    core.media.clear();
    core.faults.clear();
    core.calls.clear();
    servicers.clear();
    appMessages.clear();
    core.wasReset();
    core.changed();
  }

  const driver = { owner, member, reset, revokeTokens: tokens.revoke };
  const panel = createPanel({ core, sessions, driver });

  function handler(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const isApi = url.pathname.includes('/cgi-bin/');
    if (!isApi && !/^\/simulator(\/|$)/.test(url.pathname)) {
      response.writeHead(404).end();
      return;
    }
    (isApi ? api : panel)(request, response, url).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    });
  }

  return {
    ...waiting,
    handler,
    async listen({ port = 0, host = '127.0.0.1' } = {}) {
      const listening = createServer(handler);
      server = listening;
      await new Promise<void>((resolve, reject) => {
        listening.once('error', reject);
        listening.listen(port, host, resolve);
      });
      core.baseUrl = `http://${host}:${(listening.address() as AddressInfo).port}`;
      return core.baseUrl;
    },
    async close() {
      const closing = server;
      server = null;
      closing?.closeAllConnections();
      await new Promise<void>((resolve) => (closing === null ? resolve() : closing.close(() => resolve())));
    },
    connect: core.callbacks.connect,
    get baseUrl() {
      return core.baseUrl;
    },
    set baseUrl(url: string) {
      core.baseUrl = url;
    },
    owner,
    member,
    group: (key) => remembered(groups, key, () => createGroupDriver({ core, waiting }, key)),
    faults: core.faults,
    revokeTokens: tokens.revoke,
    hasCallbackUrl(is) {
      core.hasCallbackUrl = is;
    },
    calls: core.calls.records,
    callsOf: (name) => core.calls.records.filter((call) => call.name === name),
    verifyUrl: (door = 'app') => core.callbacks.verify(door),
    postHostile: (hostile, door = 'app') => core.callbacks.post(door, hostile),
    settled: core.callbacks.settled,
    reset,
  };
}

/** The driver made before under this key, so that it remembers what was read. */
function remembered<T>(made: Map<string, T>, key: string, make: () => T): T {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}
