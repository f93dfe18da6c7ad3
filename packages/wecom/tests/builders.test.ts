import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { appMarkdown, appText, appTextCard } from '../src/api/app.ts';
import { groupCard, groupImage, groupMarkdown, groupText } from '../src/api/group.ts';
import { mediaForm } from '../src/api/media-form.ts';
import { byteLength, cutBytes, splitBytes } from '../src/bytes.ts';
import { buttonCard, noticeCard } from '../src/cards.ts';
import { authorizeUrl, signJsUrl } from '../src/js-signature.ts';
import { checkMsgId, kfImage, kfLink, kfMenu, kfText, menuChoice, menuLine, menuLink } from '../src/kf-outgoing.ts';

const aText = fc.string({ unit: fc.constantFrom('a', '中', '😀', 'é', '\n'), maxLength: 300 });

describe('cutBytes', () => {
  test('a text that fits is not touched; one byte less takes a whole character', () => {
    expect(cutBytes('中文字', 9)).toBe('中文字');
    expect(cutBytes('中文字', 8)).toBe('中…');
    expect(cutBytes('中文字', 8, { mark: '' })).toBe('中文');
    expect(cutBytes('😀😀', 7, { mark: '' })).toBe('😀');
    expect(cutBytes('中', 2)).toBe('');
    expect(() => cutBytes('a', -1)).toThrow(RangeError);
  });

  test('never longer than the limit, never half a character, always a beginning of the text', () => {
    fc.assert(
      fc.property(aText, fc.integer({ min: 0, max: 700 }), (text, limit) => {
        const cut = cutBytes(text, limit, { mark: '' });
        expect(byteLength(cut)).toBeLessThanOrEqual(limit);
        expect(text.startsWith(cut)).toBe(true);
        expect(cut).not.toContain('\ufffd');
        expect(byteLength(cutBytes(text, limit))).toBeLessThanOrEqual(limit);
      }),
    );
  });
});

describe('splitBytes', () => {
  test('pieces fit and make the text again', () => {
    fc.assert(
      fc.property(aText, fc.integer({ min: 4, max: 100 }), (text, limit) => {
        const pieces = splitBytes(text, limit);
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) expect(byteLength(piece)).toBeLessThanOrEqual(limit);
      }),
    );
    expect(() => splitBytes('a', 3)).toThrow(RangeError);
  });

  test('prefers the end of a line', () => {
    expect(splitBytes('aaaa\nbbbb', 7)).toEqual(['aaaa\n', 'bbbb']);
  });
});

describe('messages to owners', () => {
  test('text is cut at 2048 bytes', () => {
    const cut = kfText('中'.repeat(1000)) as { text: { content: string } };
    expect(byteLength(cut.text.content)).toBeLessThanOrEqual(2048);
    expect(byteLength(cut.text.content)).toBeGreaterThan(2040);
    expect(kfText('好')).toEqual({ msgtype: 'text', text: { content: '好' } });
  });

  test('a menu in the form of the wire', () => {
    const items = [menuChoice('t1_yes', '是'), menuLink('https://a', '打开'), menuLine('说明')];
    expect(kfMenu({ head: '请选', items })).toEqual({
      msgtype: 'msgmenu',
      msgmenu: {
        head_content: '请选',
        list: [
          { type: 'click', click: { id: 't1_yes', content: '是' } },
          { type: 'view', view: { url: 'https://a', content: '打开' } },
          { type: 'text', text: { content: '说明' } },
        ],
      },
    });
  });

  test('ten choices, not eleven; fifty entries, not fifty-one; lines do not count as choices', () => {
    const choices = (n: number) => Array.from({ length: n }, (_, i) => menuChoice(`c${i}`, 'x'));
    const lines = (n: number) => Array.from({ length: n }, () => menuLine('x'));
    expect(() => kfMenu({ items: [...choices(10), ...lines(40)] })).not.toThrow();
    expect(() => kfMenu({ items: choices(11) })).toThrow(RangeError);
    expect(() => kfMenu({ items: lines(51) })).toThrow(RangeError);
  });

  test('ids and contents of choices', () => {
    for (const id of ['', 'a#b', 'a-b', '中', 'a'.repeat(65)]) expect(() => menuChoice(id, 'x')).toThrow(RangeError);
    const choice = menuChoice('a'.repeat(64), '中'.repeat(100)) as { click: { content: string } };
    expect(byteLength(choice.click.content)).toBeLessThanOrEqual(128);
  });

  test('link, picture, msgid', () => {
    const link = { title: '中'.repeat(100), description: '中'.repeat(300), url: 'https://a', thumbMediaId: 't' };
    const built = kfLink(link) as { link: { title: string; desc: string } };
    expect(byteLength(built.link.title)).toBeLessThanOrEqual(128);
    expect(byteLength(built.link.desc)).toBeLessThanOrEqual(512);
    expect(kfLink({ ...link, description: undefined })).not.toHaveProperty('link.desc');
    expect(() => kfLink({ ...link, url: `https://${'a'.repeat(2048)}` })).toThrow(RangeError);
    expect(kfImage('m')).toEqual({ msgtype: 'image', image: { media_id: 'm' } });
    for (const id of ['', 'a.b', 'a'.repeat(33)]) expect(() => checkMsgId(id)).toThrow(RangeError);
    expect(checkMsgId('aZ_-9')).toBe('aZ_-9');
  });
});

describe('cards', () => {
  const card = { title: '报修 BX261123-007', taskId: 'BX261123-007@1', buttons: [{ text: '接单', key: 'accept' }] };

  test('a button card has exactly the keys of the wire', () => {
    expect(buttonCard({ ...card, text: '漏水', lines: [{ keyname: '房号', value: '3栋' }], url: 'https://a' })).toEqual(
      {
        card_type: 'button_interaction',
        main_title: { title: '报修 BX261123-007' },
        sub_title_text: '漏水',
        horizontal_content_list: [{ keyname: '房号', value: '3栋' }],
        card_action: { type: 1, url: 'https://a' },
        task_id: 'BX261123-007@1',
        button_list: [{ type: 0, key: 'accept', text: '接单', style: 1 }],
      },
    );
  });

  test('limits', () => {
    const button = (key: string) => ({ text: '按'.repeat(20), key });
    const built = buttonCard({ ...card, title: '题'.repeat(50), buttons: [button('a')] });
    expect([...built.main_title.title]).toHaveLength(36);
    expect(built).toHaveProperty('button_list.0.text', `${'按'.repeat(9)}…`);
    expect(() => buttonCard({ ...card, buttons: [] })).toThrow(RangeError);
    expect(() => buttonCard({ ...card, buttons: 'abcdefg'.split('').map(button) })).toThrow(RangeError);
    expect(() => buttonCard({ ...card, buttons: [button('a'), button('a')] })).toThrow(RangeError);
    expect(() => buttonCard({ ...card, taskId: 'a/b' })).toThrow(RangeError);
    const lines = Array.from({ length: 7 }, () => ({ keyname: 'k', value: 'v' }));
    expect(() => noticeCard({ title: 't', url: 'https://a', lines })).toThrow(RangeError);
  });

  test('a group shows notices only', () => {
    expect(groupCard(noticeCard({ title: 't', url: 'https://a' }))).toMatchObject({ msgtype: 'template_card' });
    expect(() => groupCard(buttonCard(card))).toThrow(RangeError);
  });
});

describe('messages to members and groups', () => {
  test('every text is cut to its own limit', () => {
    const long = '中'.repeat(5000);
    const sizes = [appText(long), appMarkdown(long), groupText(long), groupMarkdown(long)].map((message) =>
      byteLength(
        Object.values(message as unknown as Record<string, { content?: string }>).find((part) => part.content)
          ?.content ?? '',
      ),
    );
    expect(sizes.map((size) => size <= 2048)).toEqual([true, true, true, false]);
    expect(sizes[3]).toBeLessThanOrEqual(4096);
    expect(sizes[3]).toBeGreaterThan(4090);
  });

  test('mentions only where there are some', () => {
    expect(groupText('x', { mention: ['li.shifu'] })).toHaveProperty('text.mentioned_list', ['li.shifu']);
    expect(groupText('x')).not.toHaveProperty('text.mentioned_list');
  });

  test('a picture carries the md5 of its raw bytes', () => {
    expect(groupImage(Buffer.from('abc'))).toEqual({
      msgtype: 'image',
      image: { base64: 'YWJj', md5: '900150983cd24fb0d6963f7d28e17f72' },
    });
    expect(() => groupImage(Buffer.alloc(2 * 1024 * 1024 + 1))).toThrow(RangeError);
  });

  test('text cards and uploads have their limits', () => {
    expect(() => appTextCard({ title: 't', description: 'd', url: 'x'.repeat(2049) })).toThrow(RangeError);
    expect(() => mediaForm({ bytes: new Uint8Array(5), filename: 'a' })).toThrow(RangeError);
    expect(mediaForm({ bytes: new Uint8Array(6), filename: '单.xlsx' }).get('media')).toHaveProperty('name', '单.xlsx');
  });
});

describe('pages', () => {
  const parts = {
    ticket: 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg',
    nonceStr: 'Wm3WZYTPz0wzccnW',
    timestamp: 1414587457,
    url: 'http://mp.weixin.qq.com?params=value',
  };

  test('the published JS-SDK signature, whatever follows #', () => {
    expect(signJsUrl(parts)).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed');
    expect(signJsUrl({ ...parts, url: `${parts.url}#/tickets` })).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed');
    expect(signJsUrl({ ...parts, timestamp: 1 })).not.toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed');
  });

  test('the log-in address keeps its suffix', () => {
    const url = authorizeUrl({ corpId: 'ww1', agentId: '5', redirectUri: 'https://a/b?c=1', state: 's1' });
    expect(url).toContain('redirect_uri=https%3A%2F%2Fa%2Fb%3Fc%3D1');
    expect(url.endsWith('#wechat_redirect')).toBe(true);
    expect(() => authorizeUrl({ corpId: 'w', agentId: '5', redirectUri: 'x', state: 'a&b' })).toThrow(RangeError);
  });
});
