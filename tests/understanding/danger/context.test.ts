import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findDanger } from '../../../src/understanding/danger/find-danger.ts';
import { maskIdioms } from '../../../src/understanding/danger/harmless-idioms.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';

const read = (text: string) => findDanger(normalise(text));

/** The same sign in other contexts: what is said around it decides. */
const CONTEXTS: Readonly<Record<string, Readonly<Record<'yes' | 'doubtful' | 'no', string>>>> = {
  'negated or not': {
    yes: '着火了|电梯困人了|有人打架|狗咬人了|孩子掉水里了|老人晕倒了|煤气味很大|煤气泄漏|墙要倒了|地下车库被淹了',
    doubtful: '漏电|高空抛物',
    no: '没有着火|并没有着火|没着火|不是着火|不会着火的|电梯没困人|电梯里没人被困|没人打架|没咬到人|孩子没掉水里|老人没有晕倒|没有煤气味了|没有泄漏|墙没倒|没有淹|没有漏电',
  },
  'feared, prevented or supposed': {
    yes: '差点砸到人',
    doubtful: '煤气泄漏怎么办|电梯困人怎么办',
    no: '差点着火|防止着火|以免着火|如果着火了怎么办|万一着火怎么逃|要是漏气了呢|怕着火|担心煤气泄漏|容易着火|会不会着火|狗会咬人|狗没牵绳怕咬人',
  },
  'now, lately or long ago': {
    yes: '现在着火了|正在冒烟|还在着火|着火了快来人|打架了快来',
    doubtful: '昨天着火了|昨天有人打架',
    no: '上周着火了|去年这里着火过|之前着过火|上次电梯困人|上个月被狗咬了|已经灭了|火已经扑灭了谢谢|孩子找到了',
  },
  'seen, heard of or staged': {
    yes: '有人跳楼|他说要跳楼',
    doubtful: '听说着火了|群里说3栋着火了|吵得我想跳楼',
    no: '着火演习|消防演练冒烟|电视剧里着火|别的小区着火了|隔壁小区着火了|跳楼价大甩卖',
  },
  'thanked for, proposed or claimed': {
    yes: '有人晕倒了快叫救护车',
    doubtful: '着火了赔偿怎么算',
    no: '感谢保安救火|谢谢师傅火灭了|建议加装防火门以免着火|我骨折了能帮忙取快递吗',
  },
  'written to an authority': {
    yes: '我们这里着火了，快来',
    doubtful: '',
    no: '投诉去年电梯困人的事|A市煤气泄漏事件何时处理|关于火灾隐患的问题',
  },
};

describe.each(Object.entries(CONTEXTS))('%s', (_context, lines) => {
  const rows = Object.entries(lines).flatMap(([level, texts]) =>
    texts
      .split('|')
      .filter(Boolean)
      .map((text) => [text, level] as const),
  );
  test.each(rows)('%s: %s', (text, level) => {
    expect(read(text).level).toBe(level);
  });
});

describe('idioms', () => {
  test.each(
    '打不着火|打架子鼓|相关人员|信息泄漏|燃气开户费|跳楼价|火锅店油烟|烟花|热得要死|累死了|偷懒|车位被抢|气死我了|想死你了|小火慢炖|晕车|血压高|塌房了|倒垃圾|漏电保护器'.split(
      '|',
    ),
  )('%s is no danger', (text) => {
    expect(read(text)).toEqual({ level: 'no', kind: null, text: null });
  });

  test('masking keeps every position', () => {
    const words = fc.constantFrom('打架子鼓', '着火', '火锅', '电梯', '信息泄漏', '，', '漏', '跳楼价', '人');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 10 }), (pieces) => {
        const text = pieces.join('');
        const masked = maskIdioms(text);
        expect(masked).toHaveLength(text.length);
        for (const [at, character] of [...masked].entries()) if (character !== '·') expect(text[at]).toBe(character);
      }),
      { numRuns: 300 },
    );
  });
});

describe('whatever stands beside it', () => {
  const CERTAIN = ['着火了快来人', '电梯困人了快来', '有人跳楼了快报警', '煤气泄漏了快来'];
  const ORDINARY = ['物业费怎么交', '请问几点上班', '我住3栋2单元1701', '电话13800138000', '楼道灯不亮', '谢谢'];

  test('a certain danger stays one before and after ordinary sentences', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CERTAIN),
        fc.array(fc.constantFrom(...ORDINARY), { maxLength: 3 }),
        fc.boolean(),
        (danger, others, first) => {
          const text = first ? [danger, ...others].join('。') : [...others, danger].join('。');
          expect(read(text).level).toBe('yes');
        },
      ),
      { numRuns: 200 },
    );
  });

  test('ordinary sentences joined are no danger', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ORDINARY), { maxLength: 6 }), (sentences) => {
        expect(read(sentences.join('。')).level).toBe('no');
      }),
      { numRuns: 200 },
    );
  });
});
