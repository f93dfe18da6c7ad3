import { beforeEach, describe, expect, test } from '@jest/globals';
import type { OutgoingMessage } from '../../src/delivery/types.ts';
import { type RelayRequest, relayToMember } from '../../src/staff/index.ts';
import { sampleCommunity } from '../sample-community.ts';
import { createMemoryRelayBook } from './memory-books.ts';
import { START, textOf } from './world.ts';

const community = await sampleCommunity();
const who = { name: '王建国', house: { building: '3', unit: '2', room: '1701' } };
const request: RelayRequest = { id: 'relay', community, to: '李师傅', text: '明天带上发票，13812345678', who };

let sent: OutgoingMessage[];
let relays: ReturnType<typeof createMemoryRelayBook>;
const relay = (changes: Partial<RelayRequest> = {}) =>
  relayToMember(
    { relays, delivery: { enqueue: async (messages) => void sent.push(...messages) }, clock: { now: () => START } },
    { ...request, ...changes },
  );
const waiting = (userid: string) => relays.acknowledge({ community: 'main', userid, at: START });

beforeEach(() => {
  sent = [];
  relays = createMemoryRelayBook();
});

describe('R34: words that an owner leaves for a member', () => {
  test('are booked for the member, who is sent them, masked', async () => {
    await relay();
    expect(await waiting('li.shifu')).toMatchObject({ at: START, from: '王先生/女士（3栋2单元1701）' });
    const [message, ...others] = sent;
    expect(others).toEqual([]);
    expect(message).toMatchObject({ to: 'member', userid: 'li.shifu', purpose: 'task', community: 'main' });
    expect(message && textOf(message)).toMatch(/明天带上发票/);
    expect(JSON.stringify(sent)).not.toMatch(/王建国|13812345678/);
  });

  test.each(['不存在的人', '师傅', ''])(
    'go to the group of the desk when %j means no member or several',
    async (to) => {
      await relay({ to });
      expect(sent).toEqual([expect.objectContaining({ to: 'group', department: 'service', purpose: 'task' })]);
      expect(sent.map(textOf).join()).toContain('明天带上发票');
      for (const { userid } of community.staff) expect(await waiting(userid)).toBeNull();
    },
  );

  test('are sent under the same ids when the effect is handled again', async () => {
    await relay();
    await relay();
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    await waiting('li.shifu');
    expect(await waiting('li.shifu')).toBeNull();
  });

  test('an owner of whom nothing is known has neither name nor house', async () => {
    await relay({ who: { name: null, house: null } });
    expect(sent.map(textOf).join()).not.toMatch(/undefined|null|（）/);
  });
});
