import type { ServerResponse } from 'node:http';
import type { Chat } from '../chats.ts';
import type { Sessions } from '../sessions.ts';
import type { SimulatorState } from '../simulator-state.ts';
import type { Json } from '../types.ts';
import { readGuide } from './guide.ts';
import { presentCalls, presentChat, presentWorld } from './view.ts';

const GATHER_MS = 30;
const KEEP_ALIVE_MS = 20_000;

/** The state of the simulator as the page draws it. */
function createPresenter(sim: SimulatorState, sessions: Sessions) {
  const everyChat = (): Chat[] => [...sim.chats.sessions(), ...sim.chats.members(), ...sim.chats.groups()];
  return {
    common: (): Json => ({
      now: sim.clock.now(),
      guide: readGuide(sim),
      offline: sim.faults.offline,
      calls: presentCalls(sim.calls.records),
    }),
    world: () => presentWorld(sim),
    chats: (chats: Iterable<Chat> = everyChat()) => [...chats].map((chat) => presentChat(sim, { chat, sessions })),
  };
}

/** Collects changes for a moment, then writes what differs from what the page has. */
function createUpdates(present: ReturnType<typeof createPresenter>, write: (event: string, data: Json) => void) {
  const changed = new Set<Chat>();
  let timer: NodeJS.Timeout | null = null;
  let shownWorld = '';

  function flush(): void {
    timer = null;
    const world = present.world();
    const text = JSON.stringify(world);
    const isNew = text !== shownWorld;
    shownWorld = text;
    write('change', { ...present.common(), ...(isNew ? { world } : {}), chats: present.chats(changed) });
    changed.clear();
  }

  return {
    /** After a reset the chats that the page still shows are gone: it gets everything again. */
    everything(): void {
      const world = present.world();
      shownWorld = JSON.stringify(world);
      changed.clear();
      write('state', { ...present.common(), world, chats: present.chats() });
    },
    add(chat: Chat | undefined): void {
      if (chat !== undefined) changed.add(chat);
      timer ??= setTimeout(flush, GATHER_MS);
    },
    stop(): void {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** Sends the page its state, and then what changed, as server-sent events. */
export function createStream(sim: SimulatorState, sessions: Sessions) {
  const present = createPresenter(sim, sessions);
  return function open(response: ServerResponse): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    const updates = createUpdates(present, (event, data) =>
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    );
    updates.everything();
    const stops = [sim.onChange(updates.add), sim.onReset(updates.everything), updates.stop];
    const alive = setInterval(() => response.write(': alive\n\n'), KEEP_ALIVE_MS);
    response.on('close', () => {
      for (const stop of stops) stop();
      clearInterval(alive);
    });
  };
}
