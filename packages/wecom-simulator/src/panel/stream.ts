import type { ServerResponse } from 'node:http';
import type { Chat } from '../chats.ts';
import type { Core } from '../core.ts';
import type { Sessions } from '../sessions.ts';
import type { Json } from '../types.ts';
import { readGuide } from './guide.ts';
import { presentCalls, presentChat, presentWorld } from './view.ts';

const GATHER_MS = 30;
const KEEP_ALIVE_MS = 20_000;

/** Sends the page its state, and then what changed, as server-sent events. */
export function createStream(core: Core, sessions: Sessions) {
  const common = (): Json => ({
    now: core.clock.now(),
    guide: readGuide(core),
    offline: core.faults.offline,
    calls: presentCalls(core.calls.records),
  });
  const everyChat = (): Chat[] => [...core.chats.sessions(), ...core.chats.members(), ...core.chats.groups()];
  const present = (chats: Iterable<Chat>) => [...chats].map((chat) => presentChat(core, { chat, sessions }));

  return function open(response: ServerResponse): void {
    const write = (event: string, data: Json) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    const changed = new Set<Chat>();
    let gathering: NodeJS.Timeout | null = null;
    let shown = '';

    const flush = () => {
      gathering = null;
      const world = presentWorld(core);
      const text = JSON.stringify(world);
      const isNew = text !== shown;
      shown = text;
      // After a reset the chats the page still shows are gone; it then gets everything afresh.
      write('change', { ...common(), ...(isNew ? { world } : {}), chats: present(changed) });
      changed.clear();
    };
    const whole = () => {
      const world = presentWorld(core);
      shown = JSON.stringify(world);
      changed.clear();
      write('state', { ...common(), world, chats: present(everyChat()) });
    };
    whole();
    const stop = core.onChange((chat) => {
      if (chat !== undefined) changed.add(chat);
      gathering ??= setTimeout(flush, GATHER_MS);
    });
    const stopReset = core.onReset(whole);
    const alive = setInterval(() => response.write(': alive\n\n'), KEEP_ALIVE_MS);
    response.on('close', () => {
      stop();
      stopReset();
      clearInterval(alive);
      if (gathering !== null) clearTimeout(gathering);
    });
  };
}
