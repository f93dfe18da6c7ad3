/** What the page knows: the people, the chats by key, the time. Views subscribe to what they show. */
export const store = {
  world: null,
  chats: new Map(),
  guide: { done: 0, talking: false, ticket: '' },
  offline: false,
  calls: [],
  /** Server time minus this machine's, in milliseconds. */
  lag: 0,
};

const listeners = new Map();

/** Calls back when `topic` changes: `world`, `guide`, `tools`, or a chat key. */
export function watch(topic, listener) {
  listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
}

function tell(topic) {
  for (const listener of listeners.get(topic) ?? []) listener();
}

/** The simulated time in epoch milliseconds. */
export const now = () => Date.now() + store.lag;

const EMPTY = { messages: [], session: null };

/** The chat under this key, empty when nothing was said yet. */
export const chatOf = (key) => store.chats.get(key) ?? EMPTY;

function take(change, { whole }) {
  const { world, chats, guide, offline, calls } = change;
  store.lag = change.now - Date.now();
  Object.assign(store, { guide, offline, calls });
  if (whole) store.chats.clear();
  for (const chat of chats) store.chats.set(chat.key, chat);
  if (world) {
    store.world = world;
    tell('world');
  }
  for (const chat of chats) tell(chat.key);
  for (const topic of ['chats', 'guide', 'tools']) tell(topic);
}

/** Follows the server; the browser reconnects by itself and then gets everything afresh. */
export function follow(onConnection) {
  const source = new EventSource('/simulator/events');
  source.addEventListener('state', (event) => take(JSON.parse(event.data), { whole: true }));
  source.addEventListener('change', (event) => take(JSON.parse(event.data), { whole: false }));
  source.addEventListener('open', () => onConnection(true));
  source.addEventListener('error', () => onConnection(false));
}

/** Asks the simulator to do something. Answers the refusal in words, or null when it was done. */
export async function act(action) {
  try {
    const response = await fetch('/simulator/do', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(action),
    });
    return response.ok ? null : await response.text();
  } catch {
    return '连接不上服务';
  }
}
