/** Drives the demo's people over HTTP, as the page at /simulator does: posts what somebody does, listens to what changes. */
export interface Phones {
  /** Does one action of the page. Rejects with the simulator's words. */
  act(action: Readonly<Record<string, unknown>>): Promise<void>;
  /** The texts the service sent into a chat so far. Keys: `owner:ACCOUNT:ID`, `member:USERID`, `group:KEY`. */
  sent(chat: string): readonly string[];
  /** Resolves to what came into `chat` after its first `seen` texts once a text of it matches. Rejects after `withinMs`. */
  hears(chat: string, wanted: { seen: number; text: RegExp; withinMs?: number }): Promise<string>;
  /** The chat of an owner, by nickname, in the first account. */
  ownerChat(nickname: string): { key: string; owner: string; account: string };
  close(): void;
}

interface SeenMessage {
  readonly id: string;
  readonly from: string;
  readonly text: string;
}

interface StreamedState {
  readonly world?: {
    readonly accounts: readonly { readonly openKfId: string }[];
    readonly owners: readonly { readonly externalUserid: string; readonly nickname: string }[];
  };
  readonly chats: readonly { readonly key: string; readonly messages: readonly SeenMessage[] }[];
}

const WITHIN_MS = 20_000;

/** Connects to the event stream of a demo at `url` and waits for its first state. */
export async function connectPhones(url: string): Promise<Phones> {
  const ends = new AbortController();
  const response = await fetch(`${url}/simulator/events`, { signal: ends.signal });
  if (response.body === null) throw new Error(`${url}/simulator/events has no body`);
  const chats = new Map<string, readonly SeenMessage[]>();
  const listeners = new Set<() => void>();
  let world: StreamedState['world'];
  const sent = (chat: string) => (chats.get(chat) ?? []).filter(({ from }) => from === 'bot').map(({ text }) => text);

  async function listen(body: ReadableStream<Uint8Array>): Promise<void> {
    for await (const event of events(body)) {
      const state = JSON.parse(event) as StreamedState;
      world = state.world ?? world;
      for (const { key, messages } of state.chats) chats.set(key, messages);
      for (const listener of listeners) listener();
    }
  }
  function until<T>(
    look: () => T | undefined,
    { what, withinMs }: { what: () => string; withinMs: number },
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        listeners.delete(check);
        clearTimeout(timer);
        settle();
      };
      const check = () => {
        const found = look();
        if (found !== undefined) finish(() => resolve(found));
      };
      const timer = setTimeout(() => finish(() => reject(new Error(what()))), withinMs);
      listeners.add(check);
      check();
    });
  }
  listen(response.body).catch((error: unknown) => {
    if (!ends.signal.aborted) throw error;
  });
  await until(() => world, { what: () => 'the simulator sent no state', withinMs: WITHIN_MS });

  return {
    sent,
    async act(action) {
      const answer = await fetch(`${url}/simulator/do`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(action),
      });
      if (!answer.ok) throw new Error(`${JSON.stringify(action)}: ${answer.status} ${await answer.text()}`);
    },
    hears(chat, { seen, text, withinMs = WITHIN_MS }) {
      const fresh = () => sent(chat).slice(seen).join('\n');
      const what = () => `${chat}: nothing like ${text} within ${withinMs} ms, but: ${JSON.stringify(fresh())}`;
      return until(() => (text.test(fresh()) ? fresh() : undefined), { what, withinMs });
    },
    ownerChat(nickname) {
      const owner = world?.owners.find((one) => one.nickname === nickname)?.externalUserid;
      const account = world?.accounts[0]?.openKfId;
      if (owner === undefined || account === undefined) throw new Error(`no owner ${nickname} in the demo`);
      return { key: `owner:${account}:${owner}`, owner, account };
    },
    close: () => ends.abort(),
  };
}

/** The data of each server-sent event of a body. */
async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const data = /^data: (.*)$/m.exec(rest.slice(0, end))?.[1];
      rest = rest.slice(end + 2);
      if (data !== undefined) yield data;
    }
  }
}
