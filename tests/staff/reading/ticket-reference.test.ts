import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CATEGORIES, CATEGORY_CODES } from '../../../src/shared/category.ts';
import { normalise } from '../../../src/staff/reading/normalised.ts';
import {
  findRef,
  formatRef,
  fullNumber,
  onlyRef,
  refFits,
  type TicketRef,
  takeRef,
} from '../../../src/staff/reading/ticket-reference.ts';

const SHORT: TicketRef = { code: null, category: null, day: null, sequence: '007' };
const FULL: TicketRef = { code: null, category: '报修', day: '261124', sequence: '007' };

/** The reference and the words that are left, as one line. */
function found(text: string): string {
  const { ref, rest } = findRef(normalise(text));
  return `${ref === null ? '-' : formatRef(ref)} | ${rest.raw}`;
}

describe('a reference in a text', () => {
  test.each([
    ['007', '007 | '],
    ['7', '007 | '],
    ['#007 换了阀芯', '007 | 换了阀芯'],
    ['第7号单 换了阀芯', '007 | 换了阀芯'],
    ['工单：007，换了阀芯', '007 | 换了阀芯'],
    ['NO.007 好了', '007 | 好了'],
    ['零零七 换了阀芯', '007 | 换了阀芯'],
    ['二六一一二四杠零零七', '261124-007 | '],
    ['BX007 换了阀芯', 'BX-007 | 换了阀芯'],
    ['bx261124-007换了阀芯', 'BX261124-007 | 换了阀芯'],
    ['BX20261124007', 'BX261124-007 | '],
    ['CH-BX261124-007', 'CH-BX261124-007 | '],
    ['1124-007 好了', '1124-007 | 好了'],
    ['261124007', '261124-007 | '],
    ['换了阀芯 007', '007 | 换了阀芯'],
    ['换了阀芯007', '007 | 换了阀芯'],
    ['换了 BX261124-007 阀芯', 'BX261124-007 | 换了 阀芯'],
    ['12345', '12345 | '],
  ])('%s → %s', (text, expected) => {
    expect(found(text)).toBe(expected);
  });

  test.each([
    '80元 换阀芯',
    '3天后再来',
    '2个灯泡',
    '3栋 保洁部',
    '18点以后',
    '3-2-1701',
    '50%',
    '1.5 米',
    '门禁密码007',
    '一百二十',
    '换了阀芯',
    '',
  ])('%j holds none', (text) => {
    expect(found(text)).toBe(`- | ${text}`);
  });

  test('only the whole text is a reference and nothing else', () => {
    expect(onlyRef(normalise('007'))).toEqual(SHORT);
    expect(onlyRef(normalise('007 好了'))).toBeNull();
    expect(onlyRef(normalise('漏水'))).toBeNull();
  });

  test('a month and day that cannot be are no day', () => {
    expect(takeRef(normalise('1301-007'))).toBeNull();
    expect(takeRef(normalise('261332-007'))).toBeNull();
  });
});

describe('a reference and ticket numbers', () => {
  test.each<[Partial<TicketRef>, string, boolean]>([
    [SHORT, 'BX261124-007', true],
    [SHORT, 'TS261123-007', true],
    [SHORT, 'BX261124-017', false],
    [{ ...SHORT, sequence: '1007' }, 'BX261124-1007', true],
    [{ ...SHORT, category: '投诉' }, 'BX261124-007', false],
    [{ ...SHORT, day: '1124' }, 'BX261124-007', true],
    [{ ...SHORT, day: '1123' }, 'BX261124-007', false],
    [{ ...FULL, code: 'CH' }, 'CH-BX261124-007', true],
    [{ ...FULL, code: 'CH' }, 'BX261124-007', false],
    [SHORT, 'nothing', false],
  ])('%j fits %s: %s', (ref, number, fits) => {
    expect(refFits({ ...SHORT, ...ref }, number)).toBe(fits);
  });

  test('the whole number, when only the letters of the community are missing', () => {
    expect(fullNumber(FULL, undefined)).toBe('BX261124-007');
    expect(fullNumber(FULL, 'CH')).toBe('CH-BX261124-007');
    expect(fullNumber({ ...FULL, code: 'EA' }, 'CH')).toBeNull();
    expect(fullNumber({ ...FULL, day: '1124' }, undefined)).toBeNull();
    expect(fullNumber(SHORT, undefined)).toBeNull();
  });

  test('what is written out is read as the same reference, with words after it or before it', () => {
    const refs = fc.record({
      code: fc.constantFrom(null, 'CH', 'EAST'),
      category: fc.constantFrom(...CATEGORIES),
      day: fc.constantFrom('261124', '270101'),
      sequence: fc.integer({ min: 1, max: 9_999 }).map((number) => String(number).padStart(3, '0')),
    });
    fc.assert(
      fc.property(refs, fc.constantFrom('', ' 换了阀芯', ' 80元 换阀芯'), (ref, words) => {
        const number = `${ref.code === null ? '' : `${ref.code}-`}${CATEGORY_CODES[ref.category]}${ref.day}-${ref.sequence}`;
        expect(formatRef(ref)).toBe(number);
        expect(findRef(normalise(`${number}${words}`))).toMatchObject({ ref, rest: { raw: words.trim() } });
        expect(refFits(ref, number)).toBe(true);
        expect(fullNumber(ref, ref.code ?? undefined)).toBe(number);
      }),
    );
  });
});
