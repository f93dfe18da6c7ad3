import { describe, expect, test } from '@jest/globals';
import { readRegistration } from '../../../src/staff/reading/registration-line.ts';

const HOUSE = { building: '3', unit: '2', room: '1701' };

describe('one line of 登记', () => {
  const whole = { category: null, house: HOUSE, name: '王先生', phone: '13800000000', content: '厨房漏水' };
  test.each([
    ['3-2-1701 王先生 13800000000 厨房漏水', whole],
    ['3栋2单元1701 王先生 13800000000 厨房漏水', whole],
    ['王先生 3-2-1701 13800000000 厨房漏水', whole],
    ['13800000000，王先生，3-2-1701，厨房漏水', whole],
    ['３－２－１７０１ 王先生 13800000000 厨房漏水', whole],
    ['3-2-1701王先生13800000000厨房漏水', whole],
    ['3栋2单元1701王先生13800000000，厨房漏水', whole],
    ['3-2-1701 王先生 +86 13800000000 厨房漏水', { ...whole, phone: null, content: '+86 13800000000 厨房漏水' }],
    ['3-2-1701 王建国 13800000000 厨房漏水', { ...whole, name: '王建国' }],
    ['投诉 3-2-1701 王先生 13800000000 保安态度差', { ...whole, category: '投诉', content: '保安态度差' }],
    ['3-2-1701 厨房漏水', { ...whole, name: null, phone: null }],
    ['厨房漏水', { category: null, house: null, name: null, phone: null, content: '厨房漏水' }],
    ['3栋2单元电梯坏了', { category: null, house: null, name: null, phone: null, content: '3栋2单元电梯坏了' }],
    ['王先生', { category: null, house: null, name: '王先生', phone: null, content: '' }],
    [
      '0571-88880000 厨房漏水',
      { category: null, house: null, name: null, phone: '0571-88880000', content: '厨房漏水' },
    ],
  ])('%s', (text, expected) => {
    expect(readRegistration(text)).toEqual(expected);
  });
});
