import { setTimeout as wait } from 'node:timers/promises';
import type { Way } from './agent.ts';
import { type MeasuredDemo, startMeasuredDemo } from './demo.ts';
import { CALLERS, createTalk } from './talk.ts';

/** What an owner's 对 passes from its arrival to the push into the group. */
export interface WayFigures {
  /** Calls from outside into functions of `src/app` before `conversation.step`, in order; null when no `step` was seen. */
  readonly appEntries: readonly string[] | null;
  /** Files of the product and its packages of which a function ran. */
  readonly files: readonly string[];
  /** The rooms and packages of these files. */
  readonly rooms: readonly string[];
}

/** No part of the real service: the demo's WeCom runs in the same process. */
const DEMO = /^packages\/(?:wecom-simulator|embedded-mongo)\/|^src\/app\/demo\.ts/;
const PRODUCT = /\/((?:src|packages)\/.*\.ts)/;

/** The files of the product among the addresses of scripts. */
export function productFiles(scripts: readonly string[]): string[] {
  const files = scripts.filter((url) => !url.includes('/node_modules/')).flatMap((url) => PRODUCT.exec(url)?.[1] ?? []);
  return [...new Set(files)].filter((file) => !DEMO.test(file)).sort();
}

const roomOf = (file: string) => file.split('/')[1] ?? file;

function figuresOf({ appEntries, stepSeen, scripts }: Way): WayFigures {
  const files = productFiles(scripts);
  return {
    appEntries: stepSeen ? appEntries.filter((entry) => !DEMO.test(entry)) : null,
    files,
    rooms: [...new Set(files.map(roomOf))],
  };
}

/** The service's clock starts work at each even second. */
const BEAT_MS = 2_000;
/** Long enough after a beat for its work to be done, long enough before the next for a message to be served. */
const AFTER_BEAT_MS = 700;

const betweenBeats = () => wait((BEAT_MS + AFTER_BEAT_MS - (Date.now() % BEAT_MS)) % BEAT_MS);

async function watchConfirmation(demo: MeasuredDemo, caller: (typeof CALLERS)[number]): Promise<WayFigures> {
  const talk = createTalk(demo.phones, caller);
  await talk.describes();
  const way = await demo.watch();
  await betweenBeats();
  await talk.confirms();
  return figuresOf(await way());
}

const fewest = <T>(lists: readonly (readonly T[])[]): readonly T[] =>
  lists.reduce((best, list) => (list.length < best.length ? list : best));

/**
 * Watches the same message of every caller, one after another, and takes the least of each figure: what the service's
 * clock starts in between is in some of them and is no part of the message.
 */
export async function measureWay(): Promise<WayFigures> {
  const demo = await startMeasuredDemo({ burst: '50ms', watched: true });
  try {
    const ways: WayFigures[] = [];
    for (const caller of CALLERS) ways.push(await watchConfirmation(demo, caller));
    const files = fewest(ways.map((way) => way.files));
    const entries = ways.flatMap(({ appEntries }) => (appEntries === null ? [] : [appEntries]));
    return {
      files,
      rooms: [...new Set(files.map(roomOf))],
      appEntries: entries.length === 0 ? null : fewest(entries),
    };
  } finally {
    await demo.close();
  }
}
