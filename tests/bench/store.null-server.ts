import { createServer } from 'node:net';
import { Long, serialize } from 'bson';

/** A MongoDB-wire server that stores nothing and answers at once: the most a client can get out of any server. */
const item = { _id: 'a1', n: 1, house: 'A1-101', text: 'x'.repeat(200) };
const answers: Record<string, Buffer> = Object.fromEntries(
  Object.entries({
    hello: {
      ...{ helloOk: true, isWritablePrimary: true, ismaster: true, maxBsonObjectSize: 16777216 },
      ...{ maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000, minWireVersion: 0, maxWireVersion: 25 },
      ...{ logicalSessionTimeoutMinutes: 30, readOnly: false, ok: 1 },
    },
    insert: { n: 1, ok: 1 },
    findAndModify: { lastErrorObject: { n: 1, updatedExisting: true }, value: item, ok: 1 },
    find: { cursor: { firstBatch: [item], id: Long.ZERO, ns: 'bench.items' }, ok: 1 },
    other: { ok: 1 },
  }).map(([name, body]) => [name, Buffer.from(serialize(body))]),
);

/** The name of the command: the first field of the body behind flags and section kind. */
function commandOf(message: Buffer): string {
  const at = message.readInt32LE(12) === 2004 ? message.indexOf(0, 20) + 9 + 5 : 26;
  return message.toString('latin1', at, message.indexOf(0, at));
}

function reply(message: Buffer): Buffer {
  const name = commandOf(message).replace(/^is[mM]aster$/, 'hello');
  const body = answers[name] ?? (answers.other as Buffer);
  const old = message.readInt32LE(12) === 2004;
  const head = Buffer.alloc(old ? 36 : 21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(message.readInt32LE(4), 8);
  head.writeInt32LE(old ? 1 : 2013, 12);
  if (old) head.writeInt32LE(1, 32);
  return Buffer.concat([head, body]);
}

const server = createServer({ noDelay: true }, (socket) => {
  let held: Buffer = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    held = held.length ? Buffer.concat([held, chunk as Buffer]) : (chunk as Buffer);
    while (held.length >= 16 && held.length >= held.readInt32LE(0)) {
      const size = held.readInt32LE(0);
      socket.write(reply(held.subarray(0, size)));
      held = held.subarray(size);
    }
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`mongodb://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
});
