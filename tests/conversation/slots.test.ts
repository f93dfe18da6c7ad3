import { describe, expect, test } from '@jest/globals';
import { compileTemplate } from '../../src/conversation/flow/template.ts';
import type { CollectStep } from '../../src/conversation/flow/types.ts';
import { readText } from '../../src/conversation/reading.ts';
import { parseSlot } from '../../src/conversation/slots/parse-slot.ts';
import type { SlotInput, SlotResult } from '../../src/conversation/slots/types.ts';
import type { SlotValue } from '../../src/conversation/state.ts';
import { hearing } from './hearing.ts';
import { shippedCommunity } from './setting.ts';

const community = await shippedCommunity();
const NOW = Date.UTC(2026, 10, 23, 6, 0);

function aStep(slot: CollectStep['slot'], given: Partial<CollectStep> = {}): CollectStep {
  const empty = compileTemplate('');
  return {
    id: 'x',
    line: 1,
    when: null,
    kind: 'collect',
    slot,
    label: 'x',
    ask: empty,
    short: 'x',
    together: null,
    why: empty,
    refuse: empty,
    options: [],
    from: ['words'],
    optional: false,
    alone: false,
    told: false,
    several: false,
    otherwise: null,
    least: 1,
    stuck: 'go-on',
    ...given,
  };
}

function parse(text: string, step: CollectStep, given: Partial<SlotInput> = {}): SlotResult {
  const understanding = hearing({})(text, {
    now: NOW,
    timezone: 'Asia/Shanghai',
    known: { house: null },
    awaiting: null,
    choices: [],
  });
  return parseSlot({
    text,
    reading: readText(understanding),
    step,
    community,
    known: undefined,
    asked: true,
    ...given,
  });
}

const value = (result: SlotResult) => (result === null ? null : result.value);

describe('slots: one parser per kind, what is no answer is null', () => {
  test.each<[string, SlotValue | null, string | null]>([
    ['3栋2单元1701', { building: '3', unit: '2', room: '1701' }, null],
    ['3-2-1701', { building: '3', unit: '2', room: '1701' }, null],
    ['3—2—1701', { building: '3', unit: '2', room: '1701' }, null],
    ['3栋', { building: '3', unit: null, room: null }, 'unit'],
    ['3栋2单元', { building: '3', unit: '2', room: null }, 'room'],
    ['我家', null, null],
    ['13812341234', null, null],
  ])('house: %s', (text, expected, missing) => {
    const result = parse(text, aStep('house'));
    expect(value(result)).toEqual(expected);
    expect(result?.missing ?? null).toBe(missing);
  });

  test('house: the rest of a half answer is put together with what was said', () => {
    const known = { building: '3', unit: '2', room: null };
    expect(value(parse('1701', aStep('house'), { known }))).toEqual({ building: '3', unit: '2', room: '1701' });
    expect(value(parse('2单元1701', aStep('house'), { known: { ...known, unit: null } }))).toEqual({
      building: '3',
      unit: '2',
      room: '1701',
    });
  });

  test('house: bare numbers count only when the house was asked for', () => {
    expect(parse('3-2-1701', aStep('house'), { asked: false })).toBeNull();
  });

  test.each<[string, string | null]>([
    ['13812341234', '13812341234'],
    ['电话是13812341234，谢谢', '13812341234'],
    ['0571-88123456', '0571-88123456'],
    ['057188123456', '0571-88123456'],
    ['88123456', '88123456'],
    ['138123', null],
    ['1381234123412341', null],
    ['没有电话', null],
  ])('phone: %s', (text, expected) => {
    expect(value(parse(text, aStep('phone')))).toBe(expected);
  });

  test('phone: a bare local number counts only when the phone was asked for', () => {
    expect(parse('88123456', aStep('phone'), { asked: false })).toBeNull();
  });

  test.each<[string, string | null]>([
    ['我姓李', '李'],
    ['李先生', '李先生'],
    ['叫我王阿姨', '王阿姨'],
    ['王小明', '王小明'],
    ['不方便', null],
    ['谢谢', null],
    ['匿名', null],
    ['小李', '小李'],
    ['欧阳先生', '欧阳先生'],
    ['哎呀呀', null],
    ['稍等', null],
    ['在家', null],
  ])('person: %s', (text, expected) => {
    expect(value(parse(text, aStep('person')))).toBe(expected);
  });

  const keep = aStep('choice', {
    options: [
      { id: 'mine', text: '在我这里', words: ['我这', '身上'] },
      { id: 'desk', text: '交给门岗了', words: ['门岗', '保安'] },
    ],
  });

  test.each<[string, string | null]>([
    ['1', 'mine'],
    ['2', 'desk'],
    ['在我这里', 'mine'],
    ['给保安了', 'desk'],
    ['我这里也有，门岗也有', null],
    ['3', null],
    ['随便', null],
  ])('choice: %s', (text, expected) => {
    expect(value(parse(text, keep))).toBe(expected);
  });

  test('choice: several where the question allows it', () => {
    expect(value(parse('身上有，门岗也有', { ...keep, several: true }))).toEqual(['mine', 'desk']);
  });

  test.each<[string, number, string | null]>([
    ['卫生间水龙头滴水', 2, '卫生间水龙头滴水'],
    ['  门坏  ', 1, '门坏'],
    ['我要报修', 2, null],
    ['您好，在吗', 2, null],
    ['', 1, null],
  ])('text: %s', (text, least, expected) => {
    expect(value(parse(text, aStep('text', { least })))).toBe(expected);
  });

  test('text: the words are kept as they are (篇1 4.1)', () => {
    expect(value(parse('水  漏得\n很大！！', aStep('text')))).toBe('水  漏得\n很大！！');
  });

  test('item: numbers of cards and papers are never kept (失物招领)', () => {
    expect(value(parse('身份证 330102199001011234 一张', aStep('item')))).not.toMatch(/\d{10}/);
  });

  test.each<[string, string | null]>([
    ['明天下午', '明天下午'],
    ['随时都行', '随时都行'],
    ['大概上周吧', '大概上周吧'],
    ['下回再说', null],
    ['晚上', '晚上'],
    ['不方便说', null],
  ])('time: %s', (text, expected) => {
    const result = value(parse(text, aStep('time')));
    expect(result === null ? null : (result as { text: string }).text).toBe(expected);
  });

  test.each<[string, string | null]>([
    ['是的', 'yes'],
    ['不是', 'no'],
    ['1', 'yes'],
    ['2', 'no'],
    ['也许', null],
  ])('yes or no: %s', (text, expected) => {
    expect(value(parse(text, aStep('yesno')))).toBe(expected);
  });

  test('R17 yes or no: 不同意 is no, although 同意 stands in it', () => {
    const options = [
      { id: 'yes', text: '同意', words: ['同意'] },
      { id: 'no', text: '不同意', words: ['不同意'] },
    ];
    expect(value(parse('不同意', aStep('yesno', { options })))).toBe('no');
    expect(value(parse('我同意', aStep('yesno', { options })))).toBe('yes');
  });

  test.each<[string, number | null]>([
    ['5', 5],
    ['4分', 4],
    ['三星', 3],
    ['五', 5],
    ['非常满意', 5],
    ['不满意', 2],
    ['很差', 1],
    ['一般', 3],
    ['挺好的', 5],
    ['10', null],
    ['再说吧', null],
  ])('score: %s', (text, expected) => {
    expect(value(parse(text, aStep('score')))).toBe(expected);
  });

  test('score: never read out of a message that was not asked for one', () => {
    expect(parse('很好', aStep('score'), { asked: false })).toBeNull();
  });

  test.each<[string, string | null]>([
    ['80元', '80'],
    ['12.5块', '12.5'],
    ['1万', '10000'],
    ['不贵', null],
  ])('money: %s', (text, expected) => {
    expect(value(parse(text, aStep('money')))).toBe(expected);
  });

  test('photos: no words are a photo', () => {
    expect(parse('照片如下', aStep('photos'))).toBeNull();
  });
});
