import { afterEach, expect, jest, test } from '@jest/globals';
import { numberIn, peopleIn } from './people.ts';
import { closeWorlds, startWorld } from './world.ts';

jest.setTimeout(90_000);
afterEach(closeWorlds);

test('a phone that the owner adds is the phone of the ticket, whatever the directory says', async () => {
  const world = await startWorld();
  const { says, member, group } = peopleIn(world);
  await says('楼上漏水漏到我家天花板了，往下滴水，3-2-1701');
  const number = numberIn(group('demo-engineering'));
  await says('13812345678');
  const found = await member('chen.jingli', `查 ${number}`);
  expect(found).toContain('138****5678');
  await member('li.shifu', `接单 ${number}`);
  expect(await member('li.shifu', `电话 ${number}`)).toContain('13812345678');
});

test('R10: where somebody is in danger reaches every group on its way as soon as he says it', async () => {
  const world = await startWorld();
  const { says, group } = peopleIn(world);
  const advice = await says('电梯卡住了，我和孩子被困在里面');
  expect(advice).toContain('96333');
  const number = numberIn(group('demo-security'));
  await says('3栋2单元，七楼左右');
  for (const department of ['engineering', 'security']) {
    expect(group(`demo-${department}`)).toMatch(new RegExp(`${number}[^]*3栋2单元，七楼左右`));
  }
});
