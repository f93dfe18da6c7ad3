import type { LoadHook } from 'node:module';
import { fileURLToPath } from 'node:url';
import { instrument } from './instrument.ts';

/** What is instrumented: the wiring, and the conversation, whose `step` ends the way that is measured. */
const WANTED = /\/src\/(?:app|conversation)\/.*\.ts$/;

/** Module loader hook of the measured process: reports when functions of `src/app` and `src/conversation` begin. */
export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context);
  if (!WANTED.test(url) || loaded.source === undefined) return loaded;
  const path = fileURLToPath(url);
  const file = path.slice(path.lastIndexOf('/src/') + 1);
  return { ...loaded, source: instrument(file, Buffer.from(loaded.source as Uint8Array).toString()) };
};
