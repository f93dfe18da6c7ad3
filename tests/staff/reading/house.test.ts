import { describe, expect, test } from '@jest/globals';
import { beginsWithHouse, parseHouse } from '../../../src/staff/reading/house.ts';

const house = (building: string, unit: string | null = null, room: string | null = null) => ({ building, unit, room });

describe('a house as members type it', () => {
  test.each([
    ['3栋', house('3')],
    ['三号楼', house('3')],
    ['十二栋', house('12')],
    ['二十栋', house('20')],
    ['A座', house('A')],
    ['3栋2单元', house('3', '2')],
    ['3栋二单元', house('3', '2')],
    ['3栋2单元1701', house('3', '2', '1701')],
    ['3 幢 2 单元 1701 室', house('3', '2', '1701')],
    ['3#1701', house('3', null, '1701')],
    ['3-2-1701', house('3', '2', '1701')],
    ['３－２－１７０１', house('3', '2', '1701')],
    ['3-1701室', house('3', null, '1701')],
    ['12a-301', house('12A', null, '301')],
  ])('%s', (text, expected) => {
    expect(parseHouse(text)).toEqual(expected);
  });

  test.each(['', '3', '漏水', '3栋漏水', '2026-10', '3-2', '保洁部'])('%j is none', (text) => {
    expect(parseHouse(text)).toBeNull();
  });

  test.each([
    ['3栋2单元1701漏水', true],
    ['3-2-1701 漏水', true],
    ['3栋', false],
    ['漏水 3栋', false],
    ['明天再来', false],
  ])('%s begins with one: %s', (text, expected) => {
    expect(beginsWithHouse(text)).toBe(expected);
  });
});
