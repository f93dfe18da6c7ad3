import { describe, expect, test } from '@jest/globals';
import {
  dangerFeatures,
  dangerLogOdds,
  unpackDangerClassifier,
} from '../../../src/understanding/danger/classifier/danger-classifier.ts';
import { loadDangerClassifier } from '../../../src/understanding/danger/classifier/load-danger-classifier.ts';
import {
  readExamples,
  trainDangerClassifier,
} from '../../../src/understanding/danger/classifier/train-danger-classifier.ts';
import { findDanger } from '../../../src/understanding/danger/find-danger.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';

const odds = (text: string) => dangerLogOdds(loadDangerClassifier(), dangerFeatures(normalise(text)));

describe('what danger sounds like', () => {
  test('the same examples give the same bytes', () => {
    const live = ['着火了快来人', '有人晕倒了'];
    const harmless = ['物业费怎么交', '灯泡坏了'];
    expect(trainDangerClassifier(live, harmless)).toEqual(trainDangerClassifier(live, harmless));
  });

  test('what was learnt separates cries from requests', () => {
    const learnt = unpackDangerClassifier(
      trainDangerClassifier(['着火了快来人', '有人晕倒了快来'], ['物业费怎么交', '灯泡坏了修一下']),
    );
    const weigh = (text: string) => dangerLogOdds(learnt, dangerFeatures(text));
    expect(weigh('有人着火了')).toBeGreaterThan(weigh('灯泡怎么交'));
  });

  test.each(['物业费怎么交', '灯泡坏了', '谢谢师傅', '明天下午来修空调', '建议东门加个雨棚'])(
    '%s does not sound like it',
    (text) => {
      expect(odds(text)).toBeLessThan(0);
    },
  );

  test('without a red word it makes doubt, never certainty', () => {
    const danger = findDanger(normalise('快来人啊有个老爷爷在楼下好像不对劲了'));
    expect(danger.level).not.toBe('yes');
  });

  test('another format is refused with the command that helps', () => {
    const file = { format: 2, bias: 0, scale: 1, weights: '' } as unknown as Parameters<
      typeof unpackDangerClassifier
    >[0];
    expect(() => unpackDangerClassifier(file)).toThrow('npm run train');
  });

  test('remarks and sections of an example file are no examples', () => {
    expect(readExamples('# remark\n## fire\n着火了\n\n冒烟了\n')).toEqual(['着火了', '冒烟了']);
  });
});
