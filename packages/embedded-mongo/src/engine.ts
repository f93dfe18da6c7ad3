import type { Doc } from './bson/values.ts';
import type { CursorTable } from './commands/cursors.ts';
import type { SessionTable } from './commands/sessions.ts';
import type { Catalog } from './storage/catalog.ts';
import type { Records } from './storage/records.ts';
import type { Store } from './storage/store.ts';

/** What every command works with. */
export interface Engine {
  store: Store;
  catalog: Catalog;
  records: Records;
  cursors: CursorTable;
  sessions: SessionTable;
  /** The clock, in epoch milliseconds; TTL and `$$NOW` read it. */
  now(): number;
  startedAt: number;
  log(event: string, fields: Record<string, unknown>): void;
}

/** One command being carried out. */
export interface CommandContext {
  engine: Engine;
  name: string;
  command: Doc;
  db: string;
  connection: { id: number; address: string; closed: boolean };
}

/** Carries out one command and answers its document without `ok`, or throws a MongoError. */
export type Command = (cx: CommandContext) => Doc | Promise<Doc>;
