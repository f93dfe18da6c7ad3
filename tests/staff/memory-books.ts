import type { Relay, RelayBook } from '../../src/records/registers/relay-book.ts';
import type { HandOverRecord, ShiftBook, ShiftEntry } from '../../src/records/registers/shift-book.ts';
import type { MemberMemory, Memory, OwnerBook } from '../../src/staff/index.ts';

/** The shift book in memory: the twin of the stored one. */
export function createMemoryShiftBook(): ShiftBook {
  const entries = new Map<string, ShiftEntry>();
  const records = new Map<string, HandOverRecord>();
  return {
    async addEntry(entry) {
      if (!entries.has(entry.id)) entries.set(entry.id, structuredClone(entry));
    },
    async entries({ community, department, from, to }) {
      return [...entries.values()]
        .filter((one) => one.community === community && one.department === department && one.at >= from && one.at < to)
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    },
    async saveRecord(record) {
      if (!records.has(record.id)) records.set(record.id, structuredClone(record));
    },
    async latest(community, department) {
      const found = [...records.values()].filter((one) => one.community === community && one.department === department);
      return found.sort((a, b) => b.at - a.at)[0] ?? null;
    },
    async records({ community, from, to }) {
      return [...records.values()]
        .filter((one) => one.community === community && one.at >= from && one.at < to)
        .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    },
    async sign({ community, id, by, at }) {
      const found = records.get(id);
      if (found === undefined || found.community !== community || found.signedBy !== null) return false;
      records.set(id, { ...found, signedBy: by, signedAt: at });
      return true;
    },
  };
}

/** Relayed words in memory. */
export function createMemoryRelayBook(): RelayBook {
  const waiting = new Map<string, Relay>();
  const known = new Set<string>();
  return {
    async add(relay) {
      if (!known.has(relay.id)) waiting.set(relay.id, { ...relay, userid: relay.userid.toLowerCase() });
      known.add(relay.id);
    },
    async acknowledge({ community, userid }) {
      const oldest = [...waiting.values()]
        .filter((one) => one.community === community && one.userid === userid.toLowerCase())
        .sort((a, b) => a.at - b.at)[0];
      if (oldest !== undefined) waiting.delete(oldest.id);
      return oldest ?? null;
    },
  };
}

/** Members' memories in memory. */
export function createMemoryMemories(): MemberMemory {
  const memories = new Map<string, Memory>();
  return {
    async get(userid) {
      return structuredClone(memories.get(userid) ?? null);
    },
    async set(userid, memory) {
      memories.set(userid, structuredClone(memory));
    },
  };
}

/** Owners by the phone they told. */
export function createMemoryOwners(): OwnerBook & { know(phone: string, conversationId: string): void } {
  const phones = new Map<string, string>();
  return {
    know: (phone, conversationId) => void phones.set(phone, conversationId),
    conversationOf: async ({ phone }) => phones.get(phone ?? '') ?? null,
  };
}
