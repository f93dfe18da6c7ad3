import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { Session } from 'node:inspector';
import { register } from 'node:module';
import { createServer } from 'node:net';
import { ENTER } from './instrument.ts';

/**
 * Loaded first in the measured process (`--import`). Watches one message's way: from the next app callback that arrives
 * until the next push into a group. A connection to the socket SHOUWEN_PATH_SOCKET arms it and is sent one line of JSON,
 * a `Way`, with the push.
 */
export interface Way {
  /** Calls from outside `src/app` into functions defined there, before `conversation.step`, in order. */
  readonly appEntries: readonly string[];
  /** False when no function named `step` in `src/conversation` was called. */
  readonly stepSeen: boolean;
  /** Addresses of the scripts of which a function was called. */
  readonly scripts: readonly string[];
}

type Phase = 'idle' | 'armed' | 'before-step' | 'after-step';

const CALLBACK = '/wecom/app';
const GROUP_PUSH = '/cgi-bin/webhook/send';

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
register('./hooks.ts', import.meta.url);

let phase: Phase = 'idle';
let entries: string[] = [];
let stepSeen = false;
let answer: (way: Way) => void = () => {};

/** The scripts with a function called since the last time; the body of a module is no function of it. */
function takeScripts(): string[] {
  const scripts: string[] = [];
  session.post('Profiler.takePreciseCoverage', (error, coverage) => {
    if (error !== null) throw error;
    for (const { url, functions } of coverage.result) {
      const isCalled = functions.some(({ ranges: [range], functionName }) => {
        const isModule = functionName === '' && range?.startOffset === 0;
        return !isModule && (range?.count ?? 0) > 0;
      });
      if (isCalled) scripts.push(url);
    }
  });
  return scripts;
}

/** Whether the function that began was called from outside `src/app`; what the language calls in between is passed over. */
function calledFromOutside(stack: string): boolean {
  const [, , , ...callers] = stack.split('\n');
  const caller = callers.find((line) => !line.endsWith('(<anonymous>)'));
  return caller === undefined || caller.includes('at async ') || !caller.includes('/src/app/');
}

Object.assign(globalThis, {
  [ENTER](file: string, name: string): void {
    if (phase !== 'before-step') return;
    if (file.startsWith('src/conversation/') && name === 'step') {
      phase = 'after-step';
      stepSeen = true;
    } else if (file.startsWith('src/app/') && calledFromOutside(new Error('called').stack ?? '')) {
      entries.push(`${file} ${name}`);
    }
  },
});

subscribe('http.server.request.start', (message) => {
  const { url = '' } = (message as { request: IncomingMessage }).request;
  if (phase === 'armed' && url.startsWith(CALLBACK)) {
    phase = 'before-step';
    takeScripts();
  } else if (phase !== 'idle' && phase !== 'armed' && url.startsWith(GROUP_PUSH)) {
    phase = 'idle';
    answer({ appEntries: entries, stepSeen, scripts: takeScripts() });
  }
});

const { SHOUWEN_PATH_SOCKET } = process.env;
createServer((socket) => {
  [phase, entries, stepSeen] = ['armed', [], false];
  answer = (way) => socket.end(`${JSON.stringify(way)}\n`);
  socket.write('armed\n');
})
  .listen(SHOUWEN_PATH_SOCKET)
  .unref();
