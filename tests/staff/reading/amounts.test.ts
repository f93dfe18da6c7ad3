import { describe, expect, test } from '@jest/globals';
import { readCompletion, readCosts, readQuote, takeAmount } from '../../../src/staff/reading/amounts.ts';
import { normalise } from '../../../src/staff/reading/normalised.ts';

describe('a price', () => {
  test.each([
    ['80元 换阀芯', 80, '换阀芯'],
    ['换阀芯 80', 80, '换阀芯'],
    ['换阀芯 80元整', 80, '换阀芯'],
    ['¥80.5 换阀芯', 80.5, '换阀芯'],
    ['８０块 换阀芯', 80, '换阀芯'],
    ['80 换阀芯', 80, '换阀芯'],
    ['八十元换阀芯', 80, '换阀芯'],
    ['一百二十块 疏通', 120, '疏通'],
    ['两千零五元', 2005, ''],
    ['十五元 换灯泡', 15, '换灯泡'],
    ['换2个灯泡 60元', 60, '换2个灯泡'],
    ['换阀芯', null, '换阀芯'],
    ['', null, ''],
  ])('%s: %s for %j', (text, amount, item) => {
    expect(takeAmount(normalise(text))).toEqual({ amount, text: item });
  });
});

describe('R17: a quote', () => {
  test.each([
    ['007 80元 换阀芯', { amount: 80, item: '换阀芯', why: null }],
    ['007 120元 疏通 原因 堵得深', { amount: 120, item: '疏通', why: '堵得深' }],
    ['007 疏通 120元，因为堵得深', { amount: 120, item: '疏通', why: '堵得深' }],
    ['007', { amount: null, item: '', why: null }],
  ])('%s', (text, expected) => {
    expect(readQuote(normalise(text))).toMatchObject({ ref: { sequence: '007' }, ...expected });
  });
});

describe('costs at the end of the work', () => {
  test.each([
    ['换了阀芯', null, null],
    ['换了阀芯 材料30', '30元', null],
    ['换了阀芯 材料费 阀芯 30元', '阀芯 30元', null],
    ['换了阀芯 材料30 人工50', '30元', 80],
    ['换了阀芯 人工费50元', null, 50],
    ['换了阀芯 收费80', null, 80],
    ['换了阀芯 材料30 人工50 共计90元', '30元', 90],
  ])('%s: material %s, %s in all', (text, materials, amount) => {
    expect(readCosts(normalise(text))).toEqual({ materials, amount });
  });

  test('the words stay as they were typed, without the particle of the command', () => {
    expect(readCompletion(normalise('007 了，换了 Ａ型阀芯 材料30'))).toMatchObject({
      text: '换了 Ａ型阀芯 材料30',
      materials: '30元',
    });
  });
});
