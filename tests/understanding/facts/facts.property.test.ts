import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findFacts } from '../../../src/understanding/facts/find-facts.ts';
import { findHouses } from '../../../src/understanding/facts/find-houses.ts';
import { findMoney } from '../../../src/understanding/facts/find-money.ts';
import { findPhones } from '../../../src/understanding/facts/find-phones.ts';
import { findTimes } from '../../../src/understanding/facts/find-times.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';
import type { UnderstandContext } from '../../../src/understanding/types.ts';

const DAY = 86_400_000;
const CONTEXT: UnderstandContext = { now: Date.UTC(2026, 10, 24, 5), timezone: 'Asia/Shanghai' };
const SPOKEN = [...'零幺二三四五六七八九'];
const spell = (digits: string) => [...digits].map((digit) => SPOKEN[Number(digit)]).join('');

/** Words that may stand around anything and are none of the facts. */
const filler = fc.constantFrom('', '你好，', '厨房水管漏了，', '麻烦来看看。', '请尽快处理！');
const mobile = fc
  .tuple(fc.constantFrom('13', '14', '15', '16', '17', '18', '19'), fc.stringMatching(/^\d{9}$/))
  .map((parts) => parts.join(''));

describe('phones', () => {
  const notations: readonly ((phone: string) => string)[] = [
    (phone) => phone,
    (phone) => `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`,
    (phone) => `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`,
    (phone) => `+86 ${phone}`,
    (phone) => `0086${phone}`,
    (phone) => phone.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    spell,
  ];

  test('a mobile number is found however it is written', () => {
    fc.assert(
      fc.property(filler, mobile, fc.constantFrom(...notations), filler, (before, phone, write, after) => {
        expect(findPhones(normalise(`${before}电话${write(phone)}，${after}`))).toEqual([phone]);
      }),
      { numRuns: 500 },
    );
  });

  test('it is never cut out of a longer run of digits', () => {
    const digits = fc.stringMatching(/^\d{1,8}$/);
    fc.assert(
      fc.property(mobile, digits, fc.boolean(), (phone, more, before) => {
        expect(
          findPhones(normalise(`单号${before ? more + phone : phone + more}。`)).filter((one) => /^1/.test(one)),
        ).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('several are found once each, in their order', () => {
    fc.assert(
      fc.property(fc.array(mobile, { minLength: 1, maxLength: 5 }), (phones) => {
        expect(findPhones(normalise(phones.join('，')))).toEqual([...new Set(phones)]);
      }),
    );
  });
});

describe('houses', () => {
  const part = (max: number) => fc.integer({ min: 1, max });
  const room = fc.tuple(fc.integer({ min: 1, max: 34 }), part(8)).map(([floor, door]) => `${floor}0${door}`);
  const notations: readonly ((house: { building: number; unit: number; room: string }) => string)[] = [
    ({ building, unit, room }) => `${building}栋${unit}单元${room}`,
    ({ building, unit, room }) => `${building}栋${unit}单元${room}室`,
    ({ building, unit, room }) => `${building}号楼${unit}单元${room}`,
    ({ building, unit, room }) => `${building}幢 ${unit} 单元 ${room}`,
    ({ building, unit, room }) => `${building}-${unit}-${room}`,
    ({ building, unit, room }) => `${building}#-${unit}-${room}`,
    ({ building, unit, room }) => normalise(`${building}棟${unit}單元${room}室`),
  ];

  test('building, unit and room come back from every notation', () => {
    fc.assert(
      fc.property(
        filler,
        part(39),
        part(6),
        room,
        fc.constantFrom(...notations),
        (before, building, unit, door, write) => {
          const text = normalise(`${before}我家在${write({ building, unit, room: door })}，水管漏了`);
          const [house, ...others] = findHouses(text, CONTEXT);
          expect(others).toEqual([]);
          expect(house).toMatchObject({ building: `${building}`, unit: `${unit}`, room: door, role: 'own' });
          expect(text).toContain(house?.text);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('times', () => {
  const days = ['今天', '明天', '后天', '周六', '下周三', '12月3号', '月底', ''];
  const parts = ['上午', '中午', '下午', '晚上', ''];
  const hours = ['三点', '9点半', '10:30', '两点到四点', ''];
  const edges = ['', '以后', '左右'];

  test('a time is ahead, begins before it ends, and quotes the message', () => {
    const time = fc
      .tuple(...[days, parts, hours, edges].map((words) => fc.constantFrom(...words)))
      .map((words) => words.join(''));
    fc.assert(
      fc.property(
        filler,
        time,
        fc.integer({ min: 0, max: 500 }),
        fc.constantFrom('Asia/Shanghai', 'UTC'),
        (before, words, hour, timezone) => {
          const now = CONTEXT.now + hour * 3_600_000;
          const text = normalise(`${before}${words}来`);
          for (const found of findTimes(text, { now, timezone, awaiting: 'time' })) {
            expect(found.from).toBeLessThanOrEqual(found.to);
            expect(found.to).toBeGreaterThanOrEqual(now);
            expect(found.to).toBeLessThan(now + 370 * DAY);
            expect(text).toContain(found.text);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('明天 in the words is tomorrow on the calendar of the zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 8_000 }),
        fc.constantFrom('Asia/Shanghai', 'UTC', 'America/New_York'),
        (hour, timezone) => {
          const now = Date.UTC(2026, 0, 1, hour);
          const date = (at: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(at);
          const [time] = findTimes('明天上午10点来', { now, timezone });
          expect(date(time?.from ?? 0)).toBe(date(Date.parse(`${date(now)}T12:00:00Z`) + DAY));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('money', () => {
  test('an amount in figures is that amount', () => {
    const amount = fc.oneof(
      fc.integer({ min: 1, max: 999_999 }).map(String),
      fc
        .tuple(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1, max: 99 }))
        .map(([yuan, cents]) => `${yuan}.${String(cents).padStart(2, '0')}`),
    );
    const notations: readonly ((value: string) => string)[] = [
      (value) => `${value}元`,
      (value) => `${value}块钱`,
      (value) => `¥${value}`,
    ];
    fc.assert(
      fc.property(amount, fc.constantFrom(...notations), (value, write) => {
        expect(findMoney(normalise(`一共${write(value)}，请退`))).toEqual([Number(value)]);
      }),
      { numRuns: 300 },
    );
  });
});

test('what is found of a message quotes it', () => {
  const pieces = fc.constantFrom(
    '3栋',
    '2单元',
    '1701',
    '我家',
    '保安',
    '态度差',
    '捡到',
    '黑色',
    '钱包',
    '昨天开始',
    '漏水',
    '电梯厅',
    '，',
    '明天下午',
    '八百块',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (words) => {
      const text = normalise(words.join(''));
      const { houses, places, times, accused, since, item } = findFacts(text, CONTEXT);
      const quotes = [...houses, ...times].map((mention) => mention.text);
      for (const quote of [...quotes, ...places, accused, since, item?.name])
        if (quote != null) expect(text).toContain(quote);
    }),
    { numRuns: 500 },
  );
});
