import { describe, expect, test } from '@jest/globals';
import { readJudgement, readVerification } from '../../../src/staff/reading/judgement.ts';
import { normalise } from '../../../src/staff/reading/normalised.ts';

const NOTHING = {
  cause: null,
  grade: null,
  valid: null,
  reason: null,
  responsible: null,
  corrective: null,
  preventive: null,
  verifier: null,
};
const read = (text: string) => readJudgement(normalise(text));

describe('R15: what a person decides about a complaint', () => {
  test.each([
    ['007', {}],
    ['007 有效', { valid: true }],
    ['007 无效', { valid: false }],
    ['007 重大 开发商', { grade: '重大', cause: '开发商' }],
    ['007 有效 轻微 邻里', { valid: true, grade: '轻微', cause: '邻里' }],
    ['007 原因：水管老化', { reason: '水管老化' }],
    ['007 原因分析 水管老化', { reason: '水管老化' }],
    ['007 责任人:李师傅；整改措施：换管', { responsible: '李师傅', corrective: '换管' }],
    ['007 预防 每月巡查 复核人 王工', { preventive: '每月巡查', verifier: '王工' }],
    ['007 有效，原因：内部管理 无效投入', { valid: true, reason: '内部管理 无效投入' }],
  ])('%s', (text, expected) => {
    const { ref, ...judgement } = read(text);
    expect(ref?.sequence).toBe('007');
    expect(judgement).toEqual({ ...NOTHING, ...expected });
  });

  test('the fields may be in any order', () => {
    const fields = ['原因:慢', '责任人:李师傅', '纠正:补修', '预防:培训', '验证:王工'];
    const expected = { reason: '慢', responsible: '李师傅', corrective: '补修', preventive: '培训', verifier: '王工' };
    for (const order of [fields, fields.toReversed()]) expect(read(`007 ${order.join(' ')}`)).toMatchObject(expected);
  });
});

describe('R29: whether a praise is confirmed', () => {
  test.each([
    ['007 属实 吴阿姨', true, '吴阿姨'],
    ['007 确认，吴阿姨', true, '吴阿姨'],
    ['007 不属实 查无此事', false, '查无此事'],
    ['007 没有此事', false, ''],
    ['007 吴阿姨', null, '吴阿姨'],
    ['007', null, ''],
  ])('%s: %s, %j', (text, confirmed, words) => {
    expect(readVerification(normalise(text))).toMatchObject({ confirmed, text: words });
  });
});
