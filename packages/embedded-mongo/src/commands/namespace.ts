import { type Doc, doc } from '../bson/values.ts';
import type { CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';

/** Checks a database name (manual, "Naming Restrictions"). Throws 73. */
export function checkDatabase(db: string): void {
  const bad = db === '' || db.length > 63 || /[/\\. "$*<>:|?\0]/.test(db);
  if (bad) fail(73, `Invalid database name: '${db}'`);
}

/** The collection a command names in its first field, checked. Throws 73. */
export function collectionName(cx: CommandContext, field = cx.name): string {
  const name = cx.command.get(field);
  if (typeof name !== 'string') {
    return fail(73, `collection name has invalid type ${typeof name === 'object' ? 'object' : typeof name}`);
  }
  return checkCollection(cx.db, name);
}

/** Checks a collection name. Throws 73. */
export function checkCollection(db: string, name: string): string {
  if (name === '' || name.startsWith('.') || name.includes('\0'))
    fail(73, `Invalid namespace specified '${db}.${name}'`);
  if (name.includes('$') && name !== '$cmd.aggregate') fail(73, `Invalid collection name: ${name}`);
  if (Buffer.byteLength(db) + Buffer.byteLength(name) + 1 > 255) {
    fail(73, `Fully qualified namespace is too long. Namespace: ${db}.${name} Max: 255`);
  }
  return name;
}

/** The collection to write to, made where it is missing. Only inside `store.write`. Throws 166 for a view. */
export function writable(cx: CommandContext, name: string): Collection {
  const { catalog } = cx.engine;
  const c = catalog.find(cx.db, name);
  if (c?.view) fail(166, `Namespace ${cx.db}.${name} is a view, not a collection`);
  if (!c && name.startsWith('system.')) fail(73, `cannot write to '${cx.db}.${name}'`);
  return c ?? catalog.create({ db: cx.db, name, options: new Map<string, never>() as Doc });
}

/** A cursor answer without any document, for what does not exist. */
export function emptyCursor(ns: string): Doc {
  return doc({ cursor: doc({ firstBatch: [], id: 0n, ns }) });
}
