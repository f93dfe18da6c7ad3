import { doc } from '../bson/values.ts';
import type { Command } from '../engine.ts';
import { fail } from '../errors.ts';
import { args } from './args.ts';
import { nonNegative } from './find.ts';

/** MongoDB's, in ms, where a client that tails does not say how long it waits. */
const defaultWait = 1000;

/** The `getMore` command. */
export const getMore: Command = (cx) => {
  const a = args('getMore', cx.command, ['getMore', 'collection', 'batchSize', 'term', 'lastKnownCommittedOpTime']);
  const id = cx.command.get('getMore');
  if (typeof id !== 'bigint') return fail(14, "BSON field 'getMore.getMore' is the wrong type, expected type 'long'");
  const batchSize = nonNegative('batchSize', a.integer('batchSize')) || Number.POSITIVE_INFINITY;
  const wait = a.integer('maxTimeMS') ?? defaultWait;
  return cx.engine.cursors.next({ id, ns: `${cx.db}.${a.string('collection')}`, batchSize, wait });
};

/** The `killCursors` command. */
export const killCursors: Command = (cx) => {
  const a = args('killCursors', cx.command, ['killCursors', 'cursors']);
  const ids = a.array('cursors') ?? [];
  const killed: bigint[] = [];
  const unknown: bigint[] = [];
  for (const id of ids) {
    if (typeof id !== 'bigint')
      return fail(14, "BSON field 'killCursors.cursors' is the wrong type, expected type 'long'");
    (cx.engine.cursors.kill(id, `${cx.db}.${a.string('killCursors')}`) ? killed : unknown).push(id);
  }
  return doc({ cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [] });
};
