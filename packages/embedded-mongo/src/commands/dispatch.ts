import { asInteger, isNumber, toDouble } from '../bson/numbers.ts';
import { type Doc, doc, int, isDoc } from '../bson/values.ts';
import type { Command, CommandContext, Engine } from '../engine.ts';
import { codeName, fail, MongoError } from '../errors.ts';
import type { Request } from '../wire/message.ts';
import { checkDatabase } from './namespace.ts';
import { commands, refused } from './table.ts';

/** Makes the function that answers every request: the command's answer with `ok: 1`, or its error with `ok: 0`. */
export function createDispatch(engine: Engine): (r: Request, connection: CommandContext['connection']) => Promise<Doc> {
  return async ({ command, db }, connection) => {
    const name = command.keys().next().value ?? '';
    try {
      const run = commandFor(name);
      checkDatabase(db);
      checkConcerns(command);
      engine.sessions.note(command.get('lsid'));
      const answer = await run({ engine, name, command, db, connection });
      return answer.has('ok') ? answer : answer.set('ok', 1);
    } catch (error) {
      return failure(engine, { name, error });
    }
  };
}

function commandFor(name: string): Command {
  const run = commands.get(name);
  if (run) return run;
  const reason = refused.get(name);
  if (reason) fail(reason.code, reason.message);
  return fail(59, `no such command: '${name}'`);
}

/** What a standalone server does not take: transactions, and waiting for other members. */
function checkConcerns(command: Doc): void {
  if (command.has('txnNumber') || command.get('startTransaction') === true) {
    fail(20, 'Transaction numbers are only allowed on a replica set member or mongos');
  }
  // Ignoring it could write to another collection than the client means.
  if (command.has('collectionUUID')) fail(238, 'collectionUUID is not supported by this server');
  const write = command.get('writeConcern');
  if (isDoc(write)) {
    const w = write.get('w');
    if (isNumber(w) && (toDouble(w) < 0 || toDouble(w) > 50))
      fail(9, 'w has to be a non-negative number and not greater than 50');
    if (isNumber(w) && (asInteger(w) ?? 0n) > 1n) fail(2, "cannot use 'w' > 1 when a host is not replicated");
    if (typeof w === 'string' && w !== 'majority')
      fail(2, `cannot use non-majority 'w' mode ${w} when a host is not a member of a replica set`);
  }
  const read = command.get('readConcern');
  const level = isDoc(read) ? read.get('level') : undefined;
  if (level === 'snapshot' || level === 'linearizable')
    fail(123, `node needs to be a replica set member to use readConcern: { level: "${level}" }`);
  if (level !== undefined && !['local', 'majority', 'available'].includes(level as string)) {
    fail(9, `Enumeration value '${String(level)}' for field 'readConcern.level' is not a valid value.`);
  }
}

function failure(engine: Engine, { name, error }: { name: string; error: unknown }): Doc {
  if (error instanceof MongoError) {
    const fields = doc({ ok: 0, errmsg: error.message, code: int(error.code), codeName: codeName(error.code) });
    for (const [key, v] of error.extra ?? []) fields.set(key, v);
    return fields;
  }
  engine.log('command failed', { command: name, error: error instanceof Error ? error.stack : String(error) });
  return doc({
    ok: 0,
    errmsg: `internal error in ${name}: ${error instanceof Error ? error.message : String(error)}`,
    code: int(1),
    codeName: 'InternalError',
  });
}
