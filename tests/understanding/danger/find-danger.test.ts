import { describe, expect, test } from '@jest/globals';
import { findDanger } from '../../../src/understanding/danger/find-danger.ts';
import { BUILDING } from '../../../src/understanding/danger/signs/building.ts';
import { CRIME } from '../../../src/understanding/danger/signs/crime.ts';
import { FIRE_AND_GAS } from '../../../src/understanding/danger/signs/fire-and-gas.ts';
import { PEOPLE } from '../../../src/understanding/danger/signs/people.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';
import { readSections } from './examples.ts';

const levelOf = (text: string) => findDanger(normalise(text)).level;

describe.each(readSections('live'))('red list: %s', (_kind, lines) => {
  test.each(lines)('%s', (text) => {
    expect(levelOf(text)).toBe('yes');
  });
});

describe.each(readSections('harmless'))('no danger: %s', (_reason, lines) => {
  test.each(lines)('%s', (text) => {
    expect(levelOf(text)).toBe('no');
  });
});

describe('doubt goes to a human', () => {
  test.each([
    '昨天有人撬我家门',
    '听说3栋着火了是真的吗',
    '着火了，已经扑灭了',
    '前天我被狗咬了',
    '煤气泄漏怎么办',
    '烟感报警器响了',
    '吵得我想跳楼',
    '厨房每天都有煤气味',
    '家里漏电',
    '高空抛物又来了',
    '楼道里有一条蛇',
  ])('%s', (text) => {
    expect(levelOf(text)).toBe('doubtful');
  });
});

describe('the kind named is the one to act on', () => {
  test.each([
    ['隔壁着火了有人晕倒', 'fire'],
    ['电梯里有人晕倒了，门打不开出不来', 'lift-trapped'],
    ['孩子被狗咬了流血了', 'animal-bite'],
    ['有人站在楼顶边上要跳，下面有人受伤', 'suicide'],
    ['宝宝反锁在家里了', 'trapped'],
  ])('%s → %s', (text, kind) => {
    expect(findDanger(normalise(text)).kind).toBe(kind);
  });
});

test('the words that decided are given', () => {
  expect(findDanger(normalise('3栋2单元楼道里冒浓烟')).text).toContain('冒浓烟');
});

test('R10: a burst pipe in one home is urgent, not red; running into the lift it is red', () => {
  expect(levelOf('厨房水管爆了水喷得到处都是')).toBe('no');
  expect(levelOf('水管爆了水流到电梯井里')).toBe('yes');
});

describe('the same message however it was typed', () => {
  test.each([
    ['３棟著火了', '3栋着火了'],
    ['電梯卡住了，裡面有人', '电梯卡住了,里面有人'],
    ['着 火 了', '着火了'],
    ['煤汽泄漏', '煤气泄漏'],
  ])('%s', (one, other) => {
    expect(levelOf(one)).toBe('yes');
    expect(findDanger(normalise(one)).kind).toBe(findDanger(normalise(other)).kind);
  });
});

test('no sign is shut out by the characters it says it needs', () => {
  const shutOut = [...readSections('live'), ...readSections('harmless')].flatMap(([, lines]) =>
    lines
      .map(normalise)
      .flatMap((text) =>
        [...FIRE_AND_GAS, ...PEOPLE, ...CRIME, ...BUILDING]
          .filter(
            ({ words, needs }) =>
              text.search(words) !== -1 && ![...text].some((character) => needs.includes(character)),
          )
          .map(({ kind, needs }) => `${kind} (${needs.slice(0, 6)}…): ${text}`),
      ),
  );
  expect(shutOut).toEqual([]);
});
