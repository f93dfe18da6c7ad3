import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { connectPhones, type Phones } from './phones.ts';

const world = {
  accounts: [{ openKfId: 'wk1' }],
  owners: [{ externalUserid: 'wm1', nickname: '林女士' }],
};
const chat = (...texts: readonly string[]) => ({
  key: 'owner:wk1:wm1',
  messages: [
    { id: '0', from: 'owner', text: 'asked' },
    ...texts.map((text, id) => ({ id: String(id), from: 'bot', text })),
  ],
});

let stream: ServerResponse;
let phones: Phones;
let actions: unknown[];
let refusal = '';
const server = createServer(async (request, response) => {
  if (request.url === '/simulator/events') {
    stream = response;
    send({ world, chats: [chat('first')] });
    return;
  }
  actions.push(JSON.parse((await request.setEncoding('utf8').toArray()).join('')));
  response.writeHead(refusal === '' ? 204 : 422).end(refusal);
});
/** In two pieces: an event may end in another chunk than it begins in. */
function send(state: unknown): void {
  const text = `event: change\ndata: ${JSON.stringify(state)}\n\n`;
  stream.write(text.slice(0, 20));
  stream.write(text.slice(20));
}

beforeEach(async () => {
  [actions, refusal] = [[], ''];
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  phones = await connectPhones(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(async () => {
  phones.close();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

test('what the service sent is heard as it comes', async () => {
  const { key, owner, account } = phones.ownerChat('林女士');
  expect([key, owner, account]).toEqual(['owner:wk1:wm1', 'wm1', 'wk1']);
  expect(phones.sent(key)).toEqual(['first']);
  const heard = phones.hears(key, { seen: 1, text: /third/ });
  send({ chats: [chat('first', 'second')] });
  send({ chats: [chat('first', 'second', 'third')] });
  expect(await heard).toBe('second\nthird');
});

test('what is not heard in time is an error that says what was', async () => {
  await expect(phones.hears('owner:wk1:wm1', { seen: 0, text: /never/, withinMs: 1 })).rejects.toThrow('first');
});

test('actions are posted, refusals are errors in the simulator’s words', async () => {
  await phones.act({ do: 'owner.says', text: 'x' });
  expect(actions).toEqual([{ do: 'owner.says', text: 'x' }]);
  refusal = 'no such owner';
  await expect(phones.act({ do: 'owner.says' })).rejects.toThrow('no such owner');
  expect(() => phones.ownerChat('谁')).toThrow('no owner');
});
