import type { SimulatorState } from '../simulator-state.ts';
import type { Message } from '../types.ts';

/** What a message must hold: words, a pattern, or anything a function can say of it. */
export type Match = string | RegExp | ((message: Message) => boolean);

/** How long to wait, in real milliseconds, and what for, in the error's words. */
export interface Patience {
  readonly within?: number;
  readonly what?: string;
}

/** Waits for things to happen, driven by events; nothing is polled. */
export interface Waiting {
  /** Resolves with the first value that is neither false, null nor undefined. Rejects after `within`. */
  until<T>(look: () => T | false | null | undefined, patience?: Patience): Promise<T>;
  /** Resolves when nothing has been called or changed for `ms` real milliseconds and no callback is on its way. */
  quiet(ms?: number): Promise<void>;
}

/** True when the message matches and is still to be read. */
export function matches(message: Message, match: Match | undefined): boolean {
  if (match === undefined) return true;
  if (typeof match === 'string') return message.text.includes(match);
  return match instanceof RegExp ? match.test(message.text) : match(message);
}

const DEFAULT_PATIENCE = 10_000;

/** Waiting on one simulator. */
export function createWaiting(sim: SimulatorState): Waiting {
  function until<T>(look: () => T | false | null | undefined, patience: Patience = {}): Promise<T> {
    const { within = DEFAULT_PATIENCE, what = 'something' } = patience;
    return new Promise<T>((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        stop();
        finish();
      };
      const check = () => {
        try {
          const value = look();
          if (value !== false && value !== null && value !== undefined) settle(() => resolve(value));
        } catch (error) {
          settle(() => reject(error));
        }
      };
      const late = () => reject(new Error(`waited ${within} ms for ${what}\n${recentCalls(sim)}`));
      const timer = setTimeout(() => settle(late), within);
      const stop = sim.onChange(check);
      check();
    });
  }

  async function quiet(ms = 200): Promise<void> {
    await sim.callbacks.settled();
    await new Promise<void>((resolve) => {
      const finish = () => {
        stop();
        resolve();
      };
      let timer = setTimeout(finish, ms);
      const stop = sim.onChange(() => {
        clearTimeout(timer);
        timer = setTimeout(finish, ms);
      });
    });
  }

  return { until, quiet };
}

/** The last calls in a line each, for the message of a failed wait. */
function recentCalls(sim: SimulatorState): string {
  const line = (call: SimulatorState['calls']['records'][number]) =>
    `  ${call.kind} ${call.name} ${call.outcome} ${JSON.stringify(call.body).slice(0, 160)} -> ${JSON.stringify(call.answer).slice(0, 120)}`;
  return `last calls:\n${sim.calls.records.slice(-8).map(line).join('\n')}`;
}

/** Reads a chat from where it was last read. */
export interface Reader {
  /** The next unread message that matches; those before it count as read. */
  hears(match?: Match, patience?: Patience): Promise<Message>;
  /** Unread messages, without reading them. */
  unread(): Message[];
}

/** A reader of the messages that `source` lists, who is called `name` in errors. */
export function createReader(waiting: Waiting, source: () => readonly Message[], name: string): Reader {
  let read = 0;
  return {
    unread: () => source().slice(read),
    async hears(match, patience = {}) {
      const look = () => {
        const messages = source();
        if (messages.length < read) read = 0;
        const at = messages.findIndex((message, index) => index >= read && matches(message, match));
        if (at < 0) return null;
        read = at + 1;
        return messages[at];
      };
      const heard = () =>
        source()
          .slice(read)
          .map((message) => JSON.stringify(message.text))
          .join(', ');
      return waiting
        .until(look, { what: `${name} to hear ${String(match ?? 'anything')}`, ...patience })
        .catch((error: Error) => {
          error.message += `\nunread: ${heard() === '' ? 'nothing' : heard()}`;
          throw error;
        });
    },
  };
}
