import { describe, expect, test } from '@jest/globals';
import { normalise } from '../../../src/staff/reading/normalised.ts';
import { readChannel, readRegistration, saysSettled } from '../../../src/staff/reading/registration-line.ts';

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

describe('R40: the channel', () => {
  test.each([
    ['来电 厨房漏水', '来电', '厨房漏水'],
    ['电话：厨房漏水', '来电', '厨房漏水'],
    ['上门，厨房漏水', '来访', '厨房漏水'],
    ['电子信箱 厨房漏水', '电子信箱', '厨房漏水'],
    ['email 厨房漏水', '邮件', '厨房漏水'],
    ['来信 厨房漏水', '信函', '厨房漏水'],
    ['微信 厨房漏水', '代录', '厨房漏水'],
    ['厨房漏水', null, '厨房漏水'],
  ])('%s', (text, channel, rest) => {
    expect(readChannel(normalise(text), null)).toEqual({ channel, text: rest });
  });

  test('that the word of the command names is not looked for again', () => {
    expect(readChannel(normalise('电话打不通'), '来访')).toEqual({ channel: '来访', text: '电话打不通' });
  });
});

test('words that say the request was answered on the spot', () => {
  const texts = ['问水费怎么交，已当场答复', '问停车，已解答。', '厨房漏水', '已答复过还是漏'];
  expect(texts.map(saysSettled)).toEqual([true, true, false, false]);
});
