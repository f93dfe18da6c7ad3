import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { serialize } from 'bson';
import { between, createMessageReader, readCommand, startWireCounter, total } from './mongo-wire.ts';

const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};
const section = (document: object) => Buffer.concat([Buffer.of(0), serialize(document)]);

function message(sections: readonly Buffer[], opcode = 2013, flags = 0): Buffer {
  const body = Buffer.concat([int32(flags), ...sections]);
  return Buffer.concat([int32(16 + body.length), int32(1), int32(0), int32(opcode), body]);
}

const documents = Buffer.from('documents\0');
const sequence = Buffer.concat([Buffer.of(1), int32(4 + documents.length), documents]);

test.each([
  ['a command on a collection', message([section({ find: 'tickets', filter: {} })]), 'find tickets'],
  ['a name outside ASCII', message([section({ find: '工单' })]), 'find 工单'],
  ['a document sequence before the body', message([sequence, section({ insert: 'outbox' })]), 'insert outbox'],
  ['a checksum at the end', message([section({ update: 'lanes' }), int32(7)], 2013, 1), 'update lanes'],
  ['a command without a collection', message([section({ ping: 1 })]), 'ping'],
  ['what the driver sends for itself', message([section({ hello: 1 })]), null],
  ['another kind of message', message([section({ find: 'tickets' })], 2004), null],
])('%s', (_, bytes, wanted) => {
  expect(readCommand(bytes)).toBe(wanted);
});

test('messages are cut wherever the chunks end', () => {
  const one = message([section({ find: 'tickets' })]);
  const two = message([section({ ping: 1 })]);
  const seen: (string | null)[] = [];
  const read = createMessageReader((bytes) => seen.push(readCommand(bytes)));
  for (const byte of Buffer.concat([one, two])) read(Buffer.of(byte));
  read(Buffer.concat([two, one]));
  expect(seen).toEqual(['find tickets', 'ping', 'ping', 'find tickets']);
});

test('the proxy passes bytes both ways and counts', async () => {
  const echo = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const counter = await startWireCounter(`mongodb://127.0.0.1:${(echo.address() as AddressInfo).port}`);
  const before = counter.counts();
  const sent = message([section({ find: 'tickets' })]);
  const client = createConnection({ host: '127.0.0.1', port: Number(new URL(counter.uri).port) });
  client.write(Buffer.concat([sent, sent]));
  let answered = Buffer.alloc(0);
  for await (const chunk of client) {
    answered = Buffer.concat([answered, chunk as Buffer]);
    if (answered.length >= 2 * sent.length) break;
  }
  expect(answered).toEqual(Buffer.concat([sent, sent]));
  const sentSince = between(before, counter.counts());
  expect([...sentSince]).toEqual([['find tickets', 2]]);
  expect(total(sentSince)).toBe(2);
  await counter.close();
  echo.close();
});
