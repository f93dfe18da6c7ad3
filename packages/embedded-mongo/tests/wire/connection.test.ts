import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Document, deserialize, serialize } from 'bson';
import { startEngine, type TestEngine } from '../engine.ts';
import { answers, connectTo, flag, message, opMsg, opQuery } from './messages.ts';

let t: TestEngine;

beforeAll(async () => {
  t = await startEngine();
});
afterAll(() => t.dispose());

const connect = (): Promise<Socket> => connectTo(t.engine.uri);

async function ask(...messages: Buffer[]): Promise<Document> {
  const socket = await connect();
  socket.write(Buffer.concat(messages));
  const { value } = await answers(socket).next();
  socket.destroy();
  const answer = value as Buffer;
  expect(answer.readInt32LE(8)).toBe(7);
  return deserialize(answer.subarray(answer.readInt32LE(12) === 2013 ? 21 : 36));
}

/** Whether the server hangs up after these bytes. */
async function hangsUp(bytes: Buffer): Promise<boolean> {
  const socket = await connect();
  socket.write(bytes);
  await once(socket, 'close');
  return true;
}

const ping = { ping: 1, $db: 'admin' };
const alive = async (): Promise<number> => (await ask(opMsg(ping))).ok;

describe('OP_MSG', () => {
  test('a command is answered', async () => {
    expect(await ask(opMsg(ping))).toEqual({ ok: 1 });
  });

  test('with a checksum', async () => {
    expect(await ask(opMsg(ping, { flags: flag.checksum }))).toEqual({ ok: 1 });
  });

  test('a wrong checksum ends the connection', async () => {
    const bytes = opMsg(ping, { flags: flag.checksum });
    bytes.writeUInt32LE(1, bytes.length - 4);
    expect(await hangsUp(bytes)).toBe(true);
  });

  test('documents come in a sequence', async () => {
    const answer = await ask(
      opMsg({ insert: 'sequence', $db: 'test' }, { sequences: { documents: [{ _id: 1 }, { _id: 2 }] } }),
    );
    expect(answer).toMatchObject({ n: 2, ok: 1 });
  });

  test('moreToCome is not answered, and is done before what follows it', async () => {
    const insert = opMsg({ insert: 'silent', documents: [{ _id: 1 }], $db: 'test' }, { flags: flag.moreToCome });
    expect(await ask(insert, opMsg({ count: 'silent', $db: 'test' }))).toMatchObject({ n: 1 });
  });

  test('several messages in one packet and one message in several packets', async () => {
    const socket = await connect();
    const bytes = Buffer.concat([opMsg(ping), opMsg(ping), opMsg(ping)]);
    const reader = answers(socket);
    for (const byte of bytes.subarray(0, 100)) socket.write(Buffer.from([byte]));
    socket.write(bytes.subarray(100));
    for (let i = 0; i < 3; i++) expect((await reader.next()).done).toBe(false);
    socket.destroy();
  });

  test.each([
    ['a required flag it does not know', opMsg(ping, { flags: 4 })],
    ['an opcode there is not', message(2099, Buffer.alloc(8))],
    [
      'a section of an unknown kind',
      message(2013, Buffer.concat([Buffer.alloc(4), Buffer.from([9]), Buffer.from(serialize(ping))])),
    ],
    ['no body', message(2013, Buffer.alloc(4))],
    [
      'a section longer than its message',
      message(2013, Buffer.concat([Buffer.alloc(4), Buffer.from([0]), Buffer.from([255, 0, 0, 0])])),
    ],
    ['a message longer than 48 MB', Buffer.from([0, 0, 0, 127, 0, 0, 0, 0, 0, 0, 0, 0, 221, 7, 0, 0])],
    ['a negative length', Buffer.from([255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 221, 7, 0, 0])],
    ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['noise', Buffer.from(Array.from({ length: 64 }, (_, i) => (i * 37) % 256))],
  ])('%s ends this connection and no other', async (_title, bytes) => {
    expect(await hangsUp(bytes)).toBe(true);
    expect(await alive()).toBe(1);
  });

  test('half a message and a hang-up does no harm', async () => {
    const socket = await connect();
    const bytes = opMsg({ insert: 'half', documents: [{ _id: 1 }], $db: 'test' });
    socket.write(bytes.subarray(0, bytes.length - 3));
    socket.destroy();
    expect(await alive()).toBe(1);
    expect(await t.db.collection('half').countDocuments()).toBe(0);
  });
});

describe('OP_QUERY, for old handshakes', () => {
  test.each(['isMaster', 'ismaster', 'hello'])('%s is answered', async (name) => {
    const answer = await ask(opQuery('admin.$cmd', { [name]: 1, helloOk: true }));
    expect(answer).toMatchObject({ ok: 1, maxBsonObjectSize: 16777216, logicalSessionTimeoutMinutes: 30 });
    expect(answer.maxWireVersion).toBeGreaterThanOrEqual(9);
  });
});

describe('sessions and transactions', () => {
  test('a transaction is refused with 20, as on any standalone server', async () => {
    const command = { find: 'items', txnNumber: 1n, startTransaction: true, autocommit: false, $db: 'test' };
    expect(await ask(opMsg(command))).toMatchObject({ ok: 0, code: 20, codeName: 'IllegalOperation' });
  });

  test('a session may be named, and ended', async () => {
    const session = t.client.startSession();
    await t.items.findOne({}, { session });
    await session.endSession();
    expect(await alive()).toBe(1);
  });

  test('a document of more than 16 MB is refused and nothing is stored', async () => {
    const big = { _id: 'big', text: 'x'.repeat(16 * 1024 * 1024) };
    await expect(t.items.insertOne(big)).rejects.toThrow();
    expect(await t.items.countDocuments({ _id: 'big' })).toBe(0);
  });
});
