import { doc } from '../bson/values.ts';
import type { Command } from '../engine.ts';
import { aggregate } from './aggregate.ts';
import { bulkWrite } from './bulk-write.ts';
import { collMod } from './coll-mod.ts';
import * as collections from './collections.ts';
import { getMore, killCursors } from './cursor-commands.ts';
import { remove } from './delete.ts';
import { explain } from './explain.ts';
import { find } from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import * as indexes from './indexes.ts';
import { insert } from './insert.ts';
import { listCollections, listDatabases } from './listings.ts';
import { count, distinct } from './read.ts';
import * as info from './server-info.ts';
import { collStats, dbStats, validate } from './sizes.ts';
import { update } from './update.ts';

const listCommands: Command = () =>
  doc({ commands: new Map([...commands.keys()].map((name) => [name, doc({ help: '' })])) });

/** Every command this server carries out, by the name a client sends. */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['hello', info.hello],
  ['isMaster', info.hello],
  ['ismaster', info.hello],
  ['ping', info.nothing],
  ['buildInfo', info.buildInfo],
  ['buildinfo', info.buildInfo],
  ['serverStatus', info.serverStatus],
  ['connectionStatus', info.connectionStatus],
  ['whatsmyuri', info.whatsmyuri],
  ['hostInfo', info.hostInfo],
  ['getCmdLineOpts', info.getCmdLineOpts],
  ['getLog', info.getLog],
  ['getParameter', info.getParameter],
  ['listCommands', listCommands],
  ['dbStats', dbStats],
  ['dbstats', dbStats],
  ['collStats', collStats],
  ['collstats', collStats],
  ['validate', validate],
  ['startSession', info.startSession],
  ['endSessions', info.endSessions],
  ['usersInfo', info.usersInfo],
  ['currentOp', info.currentOp],
  ['fsync', info.nothing],
  ['profile', info.profile],
  ['refreshSessions', info.nothing],
  ['killSessions', info.nothing],
  ['killAllSessions', info.nothing],
  ['insert', insert],
  ['bulkWrite', bulkWrite],
  ['find', find],
  ['getMore', getMore],
  ['killCursors', killCursors],
  ['update', update],
  ['delete', remove],
  ['findAndModify', findAndModify],
  ['findandmodify', findAndModify],
  ['count', count],
  ['distinct', distinct],
  ['aggregate', aggregate],
  ['explain', explain],
  ['create', collections.create],
  ['drop', collections.drop],
  ['dropDatabase', collections.dropDatabase],
  ['renameCollection', collections.renameCollection],
  ['collMod', collMod],
  ['listCollections', listCollections],
  ['listDatabases', listDatabases],
  ['createIndexes', indexes.createIndexes],
  ['dropIndexes', indexes.dropIndexes],
  ['deleteIndexes', indexes.dropIndexes],
  ['listIndexes', indexes.listIndexes],
]);

/** Commands a MongoDB server knows and this one refuses, with the code MongoDB gives on a standalone server. */
export const refused: ReadonlyMap<string, { code: number; message: string }> = new Map([
  [
    'commitTransaction',
    { code: 20, message: 'Transaction numbers are only allowed on a replica set member or mongos' },
  ],
  ['abortTransaction', { code: 20, message: 'Transaction numbers are only allowed on a replica set member or mongos' }],
  ['replSetGetStatus', { code: 76, message: 'not running with --replSet' }],
  ['replSetGetConfig', { code: 76, message: 'not running with --replSet' }],
  ['replSetInitiate', { code: 76, message: 'This node was not started with replication enabled.' }],
  ['mapReduce', { code: 115, message: 'mapReduce is not supported by this server: it runs no JavaScript' }],
  ['mapreduce', { code: 115, message: 'mapReduce is not supported by this server: it runs no JavaScript' }],
  ['convertToCapped', { code: 115, message: 'a collection cannot be made a capped one by this server' }],
  ['geoSearch', { code: 115, message: 'geo queries are not supported by this server' }],
  ['createSearchIndexes', { code: 115, message: 'search indexes are only available on Atlas' }],
  ['listSearchIndexes', { code: 115, message: 'search indexes are only available on Atlas' }],
  ['updateSearchIndex', { code: 115, message: 'search indexes are only available on Atlas' }],
  ['dropSearchIndex', { code: 115, message: 'search indexes are only available on Atlas' }],
  ['createUser', { code: 115, message: 'users are not supported by this server: it listens on this machine only' }],
  ['saslStart', { code: 18, message: 'Authentication failed: this server has no users and needs none' }],
  ['authenticate', { code: 18, message: 'Authentication failed: this server has no users and needs none' }],
]);
