import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Callbacks } from './callbacks/callbacks.ts';
import type { CallbackTarget, HostilePost } from './callbacks/sealing.ts';
import { createPeople, type People } from './driver/people.ts';
import { createWaiting, type Waiting } from './driver/waiting.ts';
import type { Faults } from './faults.ts';
import { createApiHandler } from './http.ts';
import { createListener, type Handler, type Listener } from './listener.ts';
import { createPanel } from './panel/server.ts';
import { createServices, type Services } from './services.ts';
import { createSimulatorState, type SimulatorState } from './simulator-state.ts';
import type { CallRecord, SimulatorOptions } from './types.ts';

/** A WeCom of one's own: API, callbacks, people, faults and a page. */
export interface Simulator extends Waiting, People {
  /** Answers `/cgi-bin/…`, also below a prefix such as `/simulator`, and the page at `/simulator`. */
  readonly handler: Handler;
  /** Listens on a port of its own, by default a free one on loopback, and answers the API base for the bot. */
  listen: Listener['listen'];
  close(): Promise<void>;
  /** Where the bot is, when it was not known at the start. */
  connect(botUrl: string): void;
  /** The address at which media and `response_url` are reached, when mounted in another server. */
  baseUrl: string;

  readonly faults: Faults;
  /** Makes every access token invalid before its time (40014). */
  revokeTokens(): void;
  /** False: the app has no callback address, cards that call back are refused (43012). */
  hasCallbackUrl(is: boolean): void;
  /** Every call and every callback attempt so far. */
  readonly calls: readonly CallRecord[];
  /** Calls of one API, or callback attempts at `app` or `bot`. */
  callsOf(name: string): CallRecord[];
  /** The GET that WeCom makes when a callback address is saved (wecom-api.md 1.2). */
  verifyUrl(target?: CallbackTarget): ReturnType<Callbacks['verify']>;
  /** A callback that is wrong in a chosen way; once, without retry. */
  postHostile(hostile: HostilePost, target?: CallbackTarget): ReturnType<Callbacks['post']>;
  /** Resolves when no callback is on its way any more, retries included. */
  settled(): Promise<void>;
  /** Empties the chats, logs and faults; people, tokens and the clock stay. */
  reset(): Promise<void>;
}

function createReset(sim: SimulatorState, { servicers, appMessages }: Services): () => Promise<void> {
  const parts = [sim.chats, sim.kfLog, sim.media, sim.faults, sim.calls, servicers, appMessages];
  return async () => {
    await sim.options.onReset?.();
    for (const part of parts) part.clear();
    sim.wasReset();
    sim.changed();
  };
}

function createHandler(
  api: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>,
  panel: typeof api,
): Handler {
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const isApi = url.pathname.includes('/cgi-bin/');
    if (!isApi && !/^\/simulator(\/|$)/.test(url.pathname)) {
      response.writeHead(404).end();
      return;
    }
    (isApi ? api : panel)(request, response, url).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    });
  };
}

/** Makes a simulated WeCom. It reaches the bot by HTTP only. Throws WecomCryptoError `bad-key` for a malformed AES key. */
export function createSimulator(options: SimulatorOptions): Simulator {
  const sim = createSimulatorState(options);
  const services = createServices(sim);
  const waiting = createWaiting(sim);
  const people = createPeople(sim, services, waiting);
  const reset = createReset(sim, services);
  const { tokens, sessions, apis } = services;
  const driver = { ...people, reset, revokeTokens: tokens.revoke };
  const handler = createHandler(createApiHandler(sim, { apis, tokens }), createPanel({ sim, sessions, driver }));
  const listener = createListener(handler);

  return {
    ...waiting,
    ...driver,
    handler,
    async listen(where) {
      sim.baseUrl = await listener.listen(where);
      return sim.baseUrl;
    },
    close: listener.close,
    connect: sim.callbacks.connect,
    get baseUrl() {
      return sim.baseUrl;
    },
    set baseUrl(url: string) {
      sim.baseUrl = url;
    },
    faults: sim.faults,
    hasCallbackUrl(is) {
      sim.hasCallbackUrl = is;
    },
    calls: sim.calls.records,
    callsOf: (name) => sim.calls.records.filter((call) => call.name === name),
    verifyUrl: (target = 'app') => sim.callbacks.verify(target),
    postHostile: (hostile, target = 'app') => sim.callbacks.post(target, hostile),
    settled: sim.callbacks.settled,
  };
}
