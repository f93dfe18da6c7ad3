import { describe, expect, test } from '@jest/globals';
import { normalise } from '../../../src/staff/reading/normalised.ts';
import { readPhoneVisit } from '../../../src/staff/reading/phone-visit.ts';

describe('R21, R23: a return visit by phone', () => {
  test.each([
    ['已解决', { solved: true, score: null, reached: true, text: '' }],
    ['已解决 5分 师傅很好', { solved: true, score: 5, reached: true, text: '师傅很好' }],
    ['修好了，4星', { solved: true, score: 4, reached: true, text: '' }],
    ['没修好 还在漏', { solved: false, score: null, reached: true, text: '还在漏' }],
    ['未解决 1分', { solved: false, score: 1, reached: true, text: '' }],
    ['3分 一般', { solved: null, score: 3, reached: true, text: '一般' }],
    ['6分', { solved: null, score: null, reached: true, text: '6分' }],
    ['未接通', { solved: null, score: null, reached: false, text: '' }],
    ['关机，晚上再打', { solved: null, score: null, reached: false, text: '晚上再打' }],
    ['说了谢谢', { solved: null, score: null, reached: true, text: '说了谢谢' }],
  ])('%s', (text, expected) => {
    const { ref, ...visit } = readPhoneVisit(normalise(`007 ${text}`));
    expect(ref?.sequence).toBe('007');
    expect(visit).toEqual(expected);
  });
});
