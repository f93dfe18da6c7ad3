import type {
  CardHandle,
  CardHandles,
  OwnerAddress,
  OwnerWindow,
  OwnerWindows,
  RateWindows,
} from '../../src/delivery/ports.ts';

type KnownWindow = OwnerWindow & { readonly by: readonly string[] };
const withoutIds = ({ openedAt, used, held }: KnownWindow): OwnerWindow => structuredClone({ openedAt, used, held });

/** Budgets of owners in memory. */
export function createMemoryWindows(): OwnerWindows {
  const windows = new Map<string, KnownWindow>();
  const keyOf = ({ community, openKfId, externalUserid }: OwnerAddress) =>
    [community, openKfId, externalUserid].join('/');
  return {
    async opened(owner, { at, messageId }) {
      const before = windows.get(keyOf(owner)) ?? null;
      if (before === null || before.openedAt < at) {
        windows.set(keyOf(owner), { openedAt: at, by: [messageId], used: [], held: false });
      } else if (before.openedAt === at && !before.by.includes(messageId)) {
        windows.set(keyOf(owner), { openedAt: at, by: [...before.by, messageId], used: [], held: false });
      }
      return before === null ? null : withoutIds(before);
    },
    async markHeld(owner) {
      const known = windows.get(keyOf(owner));
      if (known !== undefined) windows.set(keyOf(owner), { ...known, held: true });
    },
    async take(owner, { id, now, limit, windowMs }) {
      const known = windows.get(keyOf(owner));
      if (known?.used.includes(id)) return 'ok';
      if (known === undefined || now >= known.openedAt + windowMs) return 'window-closed';
      if (known.used.length >= limit) return 'budget-used';
      windows.set(keyOf(owner), { ...known, used: [...known.used, id] });
      return 'ok';
    },
    async giveBack(owner, id) {
      const known = windows.get(keyOf(owner));
      if (known !== undefined) windows.set(keyOf(owner), { ...known, used: known.used.filter((used) => used !== id) });
    },
    async read(owner) {
      const known = windows.get(keyOf(owner));
      return known === undefined ? null : withoutIds(known);
    },
  };
}

/** Rates in memory. */
export function createMemoryRates(): RateWindows {
  const rates = new Map<string, { times: readonly number[]; version: number }>();
  return {
    async read(key) {
      return structuredClone(rates.get(key) ?? { times: [], version: 0 });
    },
    async save(key, times, expected) {
      if ((rates.get(key)?.version ?? 0) !== expected) return false;
      rates.set(key, { times: [...times], version: expected + 1 });
      return true;
    },
  };
}

/** Codes of cards in memory. */
export function createMemoryCards(): CardHandles {
  let handles: CardHandle[] = [];
  return {
    async put(handle) {
      if (!handles.some(({ responseCode }) => responseCode === handle.responseCode)) handles.push({ ...handle });
    },
    async take({ community, userid, cardId, since }) {
      const found = handles
        .filter((handle) => handle.community === community && handle.userid === userid && handle.cardId === cardId)
        .filter(({ at }) => at > since)
        .sort((a, b) => a.at - b.at)[0];
      handles = handles.filter((handle) => handle !== found);
      return found?.responseCode ?? null;
    },
  };
}
