import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Document, deserialize, serialize } from 'bson';
import fc from 'fast-check';
import { MongoError } from '../../src/errors.ts';
import { crc32c } from '../../src/wire/crc32c.ts';
import { maxMessageSize, readMessage, WireError, writeReply } from '../../src/wire/message.ts';
import { type Dispatch, listen, type WireServer } from '../../src/wire/server.ts';
import { engineDoc } from '../values.ts';
import { answers, connectTo, flag, message, opMsg, opQuery } from './messages.ts';

let server: WireServer;
/** What each command was asked for, in order. */
const seen: number[] = [];

/** Answers every command with its own number. */
const echo: Dispatch = async ({ command }) => {
  const n = Number(command.get('echo'));
  seen.push(n);
  return new Map([['n', n]]);
};

beforeAll(async () => {
  server = await listen({ host: '127.0.0.1', port: 0 }, echo);
});
afterAll(() => server.close());

const ask = (n: number, o: Parameters<typeof opMsg>[1] = {}): Buffer =>
  opMsg({ echo: n, $db: 'test' }, { id: n, ...o });

/** Sends bytes in pieces, each in a write of its own; the numbers of the answers. */
async function send(bytes: Buffer, cuts: number[], expected: number): Promise<number[]> {
  const socket = await connectTo(server.uri);
  socket.setNoDelay(true);
  const at = [0, ...[...new Set(cuts)].sort((a, b) => a - b), bytes.length];
  const got: number[] = [];
  const reading = (async () => {
    for await (const answer of answers(socket)) {
      got.push((deserialize(answer.subarray(21)) as { n: number }).n);
      if (got.length === expected) return;
    }
  })();
  for (let i = 1; i < at.length; i++) socket.write(bytes.subarray(at[i - 1], at[i]));
  if (expected === 0) socket.end();
  await reading;
  socket.destroy();
  return got;
}

/** Sends bytes and waits until the server hangs up. */
async function hangUp(bytes: Buffer): Promise<void> {
  const socket = await connectTo(server.uri);
  const closed = once(socket, 'close');
  socket.resume();
  socket.end(bytes);
  await closed;
}

describe('a connection', () => {
  test('takes messages however they are cut, and answers them in order', async () => {
    const some = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(some, fc.array(fc.nat(400), { maxLength: 12 }), async (numbers, cuts) => {
        const bytes = Buffer.concat(numbers.map((n) => ask(n)));
        const inside = cuts.filter((c) => c > 0 && c < bytes.length);
        expect(await send(bytes, inside, numbers.length)).toEqual(numbers);
      }),
      { numRuns: 40 },
    );
  });

  test('closes on bytes that are no message, and the server goes on', async () => {
    const garbage = fc.uint8Array({ minLength: 16, maxLength: 200 }).filter((b) => {
      const size = Buffer.from(b).readInt32LE(0);
      return size < 16 || size > maxMessageSize || size <= b.length;
    });
    await fc.assert(
      fc.asyncProperty(garbage, (b) => hangUp(Buffer.from(b))),
      { numRuns: 60 },
    );
    expect(await send(ask(1), [], 1)).toEqual([1]);
  });

  test('does what came before the bytes that are no message', async () => {
    seen.length = 0;
    await hangUp(Buffer.concat([ask(11), ask(12), message(2099, Buffer.alloc(4)), ask(13)]));
    expect(seen).toEqual([11, 12]);
  });

  test('does not answer what has moreToCome', async () => {
    const bytes = Buffer.concat([ask(21, { flags: flag.moreToCome }), ask(22)]);
    expect(await send(bytes, [], 1)).toEqual([22]);
  });

  test('takes a hundred messages at once', async () => {
    const numbers = Array.from({ length: 100 }, (_, i) => i + 1);
    expect(await send(Buffer.concat(numbers.map((n) => ask(n))), [], 100)).toEqual(numbers);
  });
});

/** What reading a message gives: its command, or the class of the error. */
function read(bytes: Buffer): Document | string {
  try {
    const { command, ...rest } = readMessage(bytes);
    return { ...rest, fields: [...command.keys()] };
  } catch (error) {
    return error instanceof WireError || error instanceof MongoError ? error.constructor.name : `unexpected: ${error}`;
  }
}

describe('one message', () => {
  test('OP_MSG gives command, database and what is asked', () => {
    const bytes = opMsg({ insert: 'a', $db: 'test' }, { sequences: { documents: [{ a: 1 }, { a: 2 }] } });
    expect(readMessage(bytes)).toEqual({
      ...{ id: 7, op: 2013, db: 'test', answered: true },
      command: new Map<string, unknown>([
        ['insert', 'a'],
        ['$db', 'test'],
        ['documents', [engineDoc({ a: 1 }), engineDoc({ a: 2 })]],
      ]),
    });
  });

  test('OP_QUERY takes the database from its namespace, and a command that is wrapped', () => {
    expect(read(opQuery('admin.$cmd', { isMaster: 1 }))).toMatchObject({ db: 'admin', op: 2004, fields: ['isMaster'] });
    expect(read(opQuery('admin.$cmd', { $query: { hello: 1 } }))).toMatchObject({ fields: ['hello'] });
  });

  test.each<[string, Buffer]>([
    ['a name in the body and in a sequence', opMsg({ a: 1, $db: 't' }, { sequences: { a: [{}] } })],
    [
      'a checksum of other bytes',
      Buffer.from(opMsg({ a: 1 }, { flags: flag.checksum }).map((b, i) => (i === 30 ? b ^ 1 : b))),
    ],
    ['a flag that must be known and is not', opMsg({ a: 1 }, { flags: 0x8000 })],
    ['OP_COMPRESSED', message(2012, Buffer.alloc(20))],
    ['OP_INSERT', message(2002, Buffer.alloc(20))],
  ])('%s is refused', (_title, bytes) => {
    expect(read(bytes)).toBe('WireError');
  });

  test('a flag that need not be known is passed over', () => {
    expect(read(opMsg({ a: 1, $db: 't' }, { flags: 0x10000 }))).toMatchObject({ db: 't', answered: true });
  });

  test('cut off or changed anywhere it is read or refused, and nothing else happens', () => {
    const whole = opMsg({ find: 'a', filter: { x: [1, 'y'] }, $db: 't' }, { sequences: { d: [{ a: 1 }] }, flags: 0 });
    const change = fc.record({ at: fc.integer({ min: 12, max: whole.length - 1 }), to: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 3 }), fc.integer({ min: 16, max: whole.length }), (changes, length) => {
        const bytes = Buffer.from(whole.subarray(0, length));
        for (const { at, to } of changes) if (at < length) bytes[at] = to;
        expect(String(read(bytes))).not.toContain('unexpected');
      }),
      { numRuns: 1500 },
    );
  });

  test.each<[string, number, number]>([
    ['OP_MSG', 2013, 21],
    ['OP_REPLY to OP_QUERY', 2004, 36],
  ])('%s carries the answer, and to which request', (_title, op, bodyAt) => {
    const reply = writeReply({ id: 99, op }, engineDoc({ ok: 1, text: '漏' }));
    expect(reply.readInt32LE(0)).toBe(reply.length);
    expect(reply.readInt32LE(8)).toBe(99);
    expect(deserialize(reply.subarray(bodyAt))).toEqual({ ok: 1, text: '漏' });
  });
});

describe('CRC-32C', () => {
  // RFC 3720, appendix B.4, and the check value of the algorithm's catalogue entry.
  test.each<[string, Uint8Array, number]>([
    ['nothing', new Uint8Array(0), 0],
    ['the check value', Buffer.from('123456789'), 0xe3069283],
    ['32 zeros', new Uint8Array(32), 0x8a9136aa],
    ['32 ones', new Uint8Array(32).fill(255), 0x62a8ab43],
    ['32 ascending', Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
    ['32 descending', Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
  ])('%s', (_title, bytes, crc) => {
    expect(crc32c(bytes)).toBe(crc);
  });

  test('changes with every bit', () => {
    const bytes = Buffer.from(serialize({ a: 'some text', b: 5 }));
    const sums = new Set([crc32c(bytes)]);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      sums.add(crc32c(changed));
    }
    expect(sums.size).toBe(bytes.length * 8 + 1);
  });
});
