import { describe, expect, test } from '@jest/globals';
import {
  adoptionIn,
  confirmationIn,
  mobileIn,
  saysVerified,
  suspendReason,
  twoWords,
  withoutPreposition,
  withoutTime,
} from '../../../src/staff/reading/ticket-words.ts';

describe('what the words of a member say beside the command', () => {
  test.each([
    ['等配件', 'parts'],
    ['采购阀芯', 'parts'],
    ['雨停再做', 'rain'],
    ['等电梯维保', 'third-party'],
    ['业主不在家', 'owner'],
    ['先放一放', 'other'],
    ['', 'other'],
  ])('挂起 %s: %s', (text, reason) => {
    expect(suspendReason(text)).toBe(reason);
  });

  test.each([
    ['业主 13900001111', '13900001111'],
    ['139000011112', null],
    ['0571-88880000', null],
    ['管道老化', null],
  ])('a mobile number in %s: %s', (text, phone) => {
    expect(mobileIn(text)).toBe(phone);
  });

  test.each([
    ['采纳，下月加装', true],
    ['暂不采纳，场地不够', false],
    ['无法采纳', false],
    ['加装好了', null],
  ])('a suggestion: %s → %s', (text, adopted) => {
    expect(adoptionIn(text)).toBe(adopted);
  });

  test.each([
    ['已核实属实', true],
    ['核实了', true],
    ['经查不属实', false],
    ['无法核实', false],
    ['谢谢业主', null],
  ])('a praise: %s → %s', (text, confirmed) => {
    expect(confirmationIn(text)).toBe(confirmed);
  });

  test.each([
    ['已核验证件', true],
    ['核对了身份证', true],
    ['未核验证件', false],
    ['没核对', false],
    ['本人', false],
  ])('a found thing handed back: %s → %s', (text, verified) => {
    expect(saysVerified(text)).toBe(verified);
  });

  test('the parts of a text', () => {
    expect(withoutTime('明天18点前 配件下午到', '明天18点')).toBe('配件下午到');
    expect(withoutTime('配件下午到，明天18点', '明天18点')).toBe('配件下午到，');
    expect(['给李师傅', '由 李师傅', '李师傅'].map(withoutPreposition)).toEqual(['李师傅', '李师傅', '李师傅']);
    expect(twoWords('李师傅 当面道歉 三次')).toEqual(['李师傅', '当面道歉 三次']);
    expect([twoWords('李师傅'), twoWords('')]).toEqual([
      ['李师傅', ''],
      ['', ''],
    ]);
  });
});
