import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyDanger } from '../../../src/understanding/category/apply-danger.ts';
import { findRequests } from '../../../src/understanding/category/find-requests.ts';
import { splitText } from '../../../src/understanding/category/split-text.ts';
import { classify, mostProbable } from '../../../src/understanding/model/classify.ts';
import { loadModel } from '../../../src/understanding/model/load-model.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';

const model = loadModel();
function read(message: string) {
  const text = normalise(message);
  return findRequests(model, text, classify(model, text)).map(({ from, to, category }) => [
    category,
    text.slice(from, to),
  ]);
}

describe('several requests', () => {
  test.each([
    ['厨房漏水，另外表扬一下保安小李', ['报修', '表扬']],
    ['马桶堵了；另外楼道灯不亮；还有建议装个雨棚', ['报修', '报修', '建议']],
    ['1、电梯坏了 2、垃圾没人收 3、建议加监控', ['报修', '投诉', '建议']],
  ])('%s: %j', (message, categories) => {
    expect(read(message).map(([category]) => category)).toEqual(categories);
  });

  test.each(['漏水。漏水。漏水', '谢谢，另外门禁坏了', '厨房漏水', '报修三次了没人来。你们到底管不管', '', '。。。'])(
    '%j is about one thing',
    (message) => {
      expect(read(message)).toEqual([]);
    },
  );

  test('a defect and the blame for it are one request, unless another one is announced', () => {
    expect(read('楼上漏水，天花板湿了。报修三次了一直没人管')).toEqual([]);
  });

  test('at most six', () => {
    const topics = [
      '马桶堵了',
      '表扬一下保安',
      '建议装个雨棚',
      '物业费怎么交',
      '楼上半夜太吵',
      '想约保洁',
      '钥匙丢了',
      '电梯坏了',
    ];
    expect(read(topics.join('，另外')).length).toBeLessThanOrEqual(6);
  });

  test('requests follow each other without overlap, from the beginning', () => {
    const sentences = fc.constantFrom(
      '马桶堵了',
      '表扬一下保安',
      '建议装个雨棚',
      '物业费怎么交',
      '楼上半夜太吵',
      '好的',
      '谢谢',
    );
    const joints = fc.constantFrom('。', '，另外', '，还有', '！', '；');
    fc.assert(
      fc.property(fc.array(fc.tuple(sentences, joints), { maxLength: 6 }), (parts) => {
        const text = normalise(parts.map((pair) => pair.join('')).join(''));
        let end = 0;
        for (const { from, to } of findRequests(model, text, classify(model, text))) {
          expect(from).toBe(end);
          expect(to).toBeGreaterThan(from);
          end = to;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('segments of a text', () => {
  test('put together they are the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'水漏。，；！\n另外还有顺便2、 '), maxLength: 60 }), (text) => {
        const segments = splitText(text);
        expect(segments.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a certain danger (R11)', () => {
  const classified = classify(model, '楼道怎么样');
  const danger = (kind: Parameters<typeof applyDanger>[1]['kind'], level: 'yes' | 'doubtful' | 'no' = 'yes') => ({
    level,
    kind,
    text: null,
  });

  test.each([
    ['fire', '其它', 'emergency'],
    ['suicide', '其它', 'emergency'],
    ['lift-trapped', '报修', 'lift-fault'],
  ] as const)('%s is recorded under %s, %s', (kind, category, topic) => {
    const applied = applyDanger(classified, danger(kind));
    expect(mostProbable(applied.categories)[0]).toBe(category);
    expect(applied.topicOf(category)).toBe(topic);
    expect(applied.noRequest).toBe(0);
    expect(applied.categories.reduce((sum, [, probability]) => sum + probability, 0)).toBeCloseTo(1);
  });

  test('other categories keep their topics', () => {
    expect(applyDanger(classified, danger('fire')).topicOf('投诉')).toBe(classified.topicOf('投诉'));
  });

  test.each([
    ['a doubtful one', danger('fire', 'doubtful')],
    ['a fault like a flood', danger('flood')],
    ['none', danger(null, 'no')],
  ])('%s leaves the model to decide', (_name, given) => {
    expect(applyDanger(classified, given)).toBe(classified);
  });
});
