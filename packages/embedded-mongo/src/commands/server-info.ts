import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { Binary, ObjectId } from 'bson';
import { isNumber, toDouble } from '../bson/numbers.ts';
import { doc, int, type Value } from '../bson/values.ts';
import type { Command } from '../engine.ts';
import { fail } from '../errors.ts';
import { maxDocumentSize } from '../storage/records.ts';
import { maxMessageSize } from '../wire/message.ts';
import { maxBatch } from './insert.ts';

/** The MongoDB release whose behaviour is followed, and its wire version (`maxWireVersion`). */
export const release = { version: '8.0.0', parts: [8, 0, 0, 0], wire: 25 };

const processId = new ObjectId();

/** `hello` and the old `isMaster`: a standalone server with sessions. */
export const hello: Command = (cx) => {
  const old = cx.name.toLowerCase() === 'ismaster';
  return doc({
    helloOk: cx.command.get('helloOk') === true || !old ? true : undefined,
    [old ? 'ismaster' : 'isWritablePrimary']: true,
    maxBsonObjectSize: int(maxDocumentSize),
    maxMessageSizeBytes: int(maxMessageSize),
    maxWriteBatchSize: int(maxBatch),
    localTime: new Date(cx.engine.now()),
    logicalSessionTimeoutMinutes: int(30),
    connectionId: int(cx.connection.id),
    minWireVersion: int(0),
    maxWireVersion: int(release.wire),
    readOnly: false,
  });
};

/** `buildInfo`. */
export const buildInfo: Command = () =>
  doc({
    version: release.version,
    gitVersion: 'embedded',
    modules: [],
    allocator: 'system',
    javascriptEngine: 'none',
    sysInfo: 'deprecated',
    versionArray: release.parts.map(int),
    bits: int(64),
    debug: false,
    maxBsonObjectSize: int(maxDocumentSize),
    storageEngines: ['lmdb'],
  });

/** `serverStatus`, in its smallest useful form. */
export const serverStatus: Command = (cx) => {
  const uptime = Math.floor((cx.engine.now() - cx.engine.startedAt) / 1000);
  return doc({
    host: hostname(),
    version: release.version,
    process: 'embedded-mongo',
    pid: BigInt(process.pid),
    uptime,
    uptimeMillis: BigInt(cx.engine.now() - cx.engine.startedAt),
    localTime: new Date(cx.engine.now()),
    metrics: doc({ cursor: doc({ open: doc({ total: BigInt(cx.engine.cursors.size()) }) }) }),
    mem: doc({ bits: int(64), resident: int(Math.round(process.memoryUsage.rss() / 1048576)), supported: true }),
    storageEngine: doc({ name: 'lmdb', supportsCommittedReads: true, persistent: true }),
    processId,
  });
};

/** `connectionStatus`: no user is authenticated, as on a server without access control. */
export const connectionStatus: Command = () =>
  doc({ authInfo: doc({ authenticatedUsers: [], authenticatedUserRoles: [] }) });

/** `whatsmyuri`. */
export const whatsmyuri: Command = (cx) => doc({ you: cx.connection.address });

/** `hostInfo`. */
export const hostInfo: Command = (cx) =>
  doc({
    system: doc({ currentTime: new Date(cx.engine.now()), hostname: hostname() }),
    os: doc({ type: process.platform }),
  });

/** `getCmdLineOpts`. */
export const getCmdLineOpts: Command = () => doc({ argv: ['embedded-mongo'], parsed: doc({}) });

/** `getLog`: nothing is kept. */
export const getLog: Command = (cx) =>
  cx.command.get('getLog') === '*'
    ? doc({ names: ['global', 'startupWarnings'] })
    : doc({ totalLinesWritten: int(0), log: [] });

const parameters: Record<string, Value> = {
  featureCompatibilityVersion: doc({ version: release.parts.slice(0, 2).join('.') }),
  enableTestCommands: false,
  requireApiVersion: false,
  authenticationMechanisms: [],
  ttlMonitorEnabled: true,
  logicalSessionRefreshMillis: int(300_000),
};

/** `getParameter`: the few settings clients ask for. Throws 72 for any other. */
export const getParameter: Command = (cx) => {
  if (cx.command.get('getParameter') === '*') return doc(parameters);
  const found = [...cx.command.keys()].filter((name) => Object.hasOwn(parameters, name));
  if (found.length === 0) fail(72, 'no option found to get');
  return doc(Object.fromEntries(found.map((name) => [name, parameters[name]])));
};

/** Commands that only have to be answered: `ping`, sessions that end, `fsync` where every write is synced already. */
export const nothing: Command = () => doc({});

/** `usersInfo`: there are no users, as on a server without access control. */
export const usersInfo: Command = () => doc({ users: [] });

/** `currentOp`: commands are carried out one after another, so this one is the only one in progress. */
export const currentOp: Command = (cx) =>
  doc({
    inprog: [doc({ type: 'op', host: hostname(), connectionId: int(cx.connection.id), active: true, op: 'command' })],
  });

/** `profile`: this server has no profiler. Throws 238 where it should be switched on. */
export const profile: Command = (cx) => {
  const level = cx.command.get('profile');
  if (isNumber(level) && toDouble(level) > 0) fail(238, 'the profiler is not supported by this server');
  return doc({ was: int(0), slowms: int(100), sampleRate: 1 });
};

/** `endSessions`: the sessions named are forgotten. */
export const endSessions: Command = (cx) => {
  const ids = cx.command.get('endSessions');
  for (const id of Array.isArray(ids) ? ids : []) cx.engine.sessions.end(id);
  return doc({});
};

/** `startSession`. */
export const startSession: Command = () => doc({ id: doc({ id: sessionId() }), timeoutMinutes: int(30) });

function sessionId() {
  return new Binary(randomBytes(16), 4);
}
