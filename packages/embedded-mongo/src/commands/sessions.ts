import { type Doc, isDoc, type Maybe } from '../bson/values.ts';
import { keyOf } from '../index/key-string.ts';

/** The logical sessions clients use. A standalone server without transactions keeps nothing of them but their names. */
export interface SessionTable {
  /** Notes that a command named this session. */
  note(lsid: Maybe): void;
  end(lsid: Maybe): void;
  list(): { id: Doc; usedAt: number }[];
}

/** `logicalSessionTimeoutMinutes`, in ms. */
const timeout = 30 * 60_000;
/** Past this many the one unused for longest is forgotten. */
const most = 10_000;

/** Makes the session table. */
export function createSessionTable(now: () => number): SessionTable {
  const sessions = new Map<string, { id: Doc; usedAt: number }>();
  const keyFor = (lsid: Doc): string => keyOf(lsid.get('id')).toString('latin1');
  return {
    note: (lsid) => {
      if (!isDoc(lsid)) return;
      const key = keyFor(lsid);
      // Taken out and put back, so that the order of the map is the order of use.
      sessions.delete(key);
      sessions.set(key, { id: lsid, usedAt: now() });
      if (sessions.size > most) sessions.delete(sessions.keys().next().value as string);
    },
    end: (lsid) => {
      if (isDoc(lsid)) sessions.delete(keyFor(lsid));
    },
    list: () => [...sessions.values()].filter((s) => now() - s.usedAt < timeout),
  };
}
