import { describe, expect, test } from '@jest/globals';
import { createCallLog } from '../src/call-log.ts';
import { createKfLog } from '../src/kf-log.ts';
import { createIds, createRandom } from '../src/random.ts';
import { createRate } from '../src/rate.ts';
import { menuItems, readable } from '../src/readable.ts';
import type { Json } from '../src/types.ts';
import { asList, asObject, asText, asTexts, toXml } from '../src/values.ts';

describe('what a person can read in a message', () => {
  test.each<[string, Json, string]>([
    ['text', { content: '您好' }, '您好'],
    ['markdown', { content: '**您好**' }, '**您好**'],
    ['markdown_v2', { content: '# 您好' }, '# 您好'],
    ['textcard', { title: '日报', description: '3 单', url: 'https://a' }, '日报\n3 单'],
    ['news', { articles: [{ title: 'a', description: 'b' }, { title: 'c' }] }, 'a\nb\nc'],
    ['link', { title: '公告', desc: '停水', url: 'https://a' }, '公告\n停水'],
    ['location', { name: '翠湖', address: '西湖区', latitude: 1 }, '翠湖\n西湖区'],
    ['image', { media_id: 'm' }, '[image]'],
    ['something new', {}, '[something new]'],
    [
      'msgmenu',
      {
        head_content: '请选',
        list: [
          { type: 'click', click: { id: '1', content: '好' } },
          { type: 'view', view: { url: 'u', content: '看' } },
          { type: 'text', text: { content: '或者' } },
        ],
        tail_content: '谢谢',
      },
      '请选\n好\n看\n或者\n谢谢',
    ],
    [
      'template_card',
      {
        source: { desc: '首问' },
        main_title: { title: '工单', desc: '新' },
        emphasis_content: { title: '30', desc: '分钟' },
        quote_area: { title: '原话', quote_text: '漏水' },
        sub_title_text: '说明',
        vertical_content_list: [{ title: '一', desc: '二' }],
        horizontal_content_list: [{ keyname: '房号', value: '3-1' }],
        jump_list: [{ title: '查看' }],
        button_list: [{ text: '接单' }, { text: '转单' }],
      },
      '首问\n工单\n新\n30\n分钟\n原话\n漏水\n说明\n一\n二\n房号：3-1\n查看\n[接单]\n[转单]',
    ],
  ])('%s', (msgtype, body, text) => {
    expect(readable(msgtype, body)).toBe(text);
  });

  test('a body of the wrong shape reads as nothing', () => {
    for (const msgtype of ['text', 'msgmenu', 'template_card', 'news']) {
      expect(readable(msgtype, { content: 1, list: {}, articles: 'x', button_list: null })).toBe('');
    }
  });

  test('only what can be tapped is an item of a menu', () => {
    const list = [{ type: 'click', click: { content: '好' } }, { type: 'view', view: { content: '看' } }, 'x'];
    expect(menuItems({ list })).toEqual([{ id: '', content: '好' }]);
  });
});

describe('values off the wire', () => {
  test.each<[unknown, string, Json, unknown[]]>([
    ['x', 'x', {}, []],
    [{ a: 1 }, '', { a: 1 }, []],
    [[1], '', {}, [1]],
    [null, '', {}, []],
    [undefined, '', {}, []],
    [5, '', {}, []],
  ])('%j as text, object and list', (value, text, object, list) => {
    expect([asText(value), asObject(value), asList(value)]).toEqual([text, object, list]);
  });

  test('of a list only the texts are taken', () => {
    expect(asTexts(['a', 1, null, 'b'])).toEqual(['a', 'b']);
  });

  test('XML as WeCom writes it', () => {
    expect(toXml({ A: 'x', N: 5, No: undefined, List: ['a', 'b'], In: { B: ']]>' } })).toBe(
      '<xml><A><![CDATA[x]]></A><N>5</N><List><![CDATA[a]]></List><List><![CDATA[b]]></List><In><B><![CDATA[]]]]><![CDATA[>]]></B></In></xml>',
    );
  });
});

describe('what the simulator counts and remembers', () => {
  test('a rate counts within a sliding window, per key, and not what it refused', () => {
    const rate = createRate(2, 1000);
    const take = (key: string, now: number) => rate.take(key, now);
    expect([take('a', 0), take('a', 500), take('a', 999), take('b', 999)]).toEqual([true, true, false, true]);
    expect([take('a', 1000), take('a', 1001), take('a', 1500)]).toEqual([true, false, true]);
    rate.clear();
    expect(take('a', 1500)).toBe(true);
  });

  test('the history hands out what came after a place, for three days', () => {
    let now = 1_000_000_000;
    const log = createKfLog(() => now);
    for (const n of [1, 2, 3]) {
      log.append('wk1', { n });
      now += 86_400_000;
    }
    log.append('wk2', { n: 9 });
    const numbers = (from: number) => log.after('wk1', from).map((row) => row.message.n);
    const [first] = log.after('wk1', 0);
    expect([numbers(0), numbers(first?.seq ?? 0), numbers(Number.MAX_SAFE_INTEGER)]).toEqual([[1, 2, 3], [2, 3], []]);
    now += 1;
    expect(numbers(0)).toEqual([2, 3]);
    expect(log.after('wk0', 0)).toEqual([]);
    log.clear();
    expect(numbers(0)).toEqual([]);
  });

  test('row numbers go on rising over a restart, so that a cursor never points into the future', () => {
    const before = createKfLog(() => 1_000_000);
    for (let i = 0; i < 50; i += 1) before.append('wk', {});
    const later = createKfLog(() => 1_001_000);
    later.append('wk', {});
    const last = before.after('wk', 0).at(-1)?.seq ?? 0;
    expect(later.after('wk', last)).toHaveLength(1);
  });

  test('the call log forgets the oldest, and numbers go on', () => {
    const log = createCallLog(3);
    for (let i = 0; i < 5; i += 1) log.open({ at: i, kind: 'api', name: `n${i}`, query: {}, body: null });
    expect(log.records.map((one) => [one.n, one.name, one.outcome, one.attempt])).toEqual([
      [3, 'n2', 'pending', 1],
      [4, 'n3', 'pending', 1],
      [5, 'n4', 'pending', 1],
    ]);
    log.clear();
    expect(log.open({ at: 9, kind: 'callback', name: 'app', query: {}, body: '', attempt: 2 })).toMatchObject({
      n: 6,
      attempt: 2,
    });
  });

  test('a seed makes the same numbers again, spread over 0 to 1', () => {
    const draw = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 1000 }, random);
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    const numbers = draw(1);
    expect(numbers.every((n) => n >= 0 && n < 1)).toBe(true);
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const share = numbers.filter((n) => Math.floor(n * 10) === tenth).length;
      expect(share).toBeGreaterThan(60);
      expect(share).toBeLessThan(140);
    }
  });

  test('ids have a prefix, a length, and do not repeat', () => {
    const newId = createIds(createRandom(3));
    const ids = Array.from({ length: 2000 }, () => newId('wm', 30));
    expect(new Set(ids).size).toBe(2000);
    expect(ids.every((id) => /^wm[A-Za-z0-9]{30}$/.test(id))).toBe(true);
  });
});
