import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { SAMPLES } from '../src/driver/samples.ts';
import { setUp, tearDown } from './harness.ts';

afterEach(tearDown);
const DAY = 86_400_000;
const KEY = { key: 'eng' };
const markdown = (content: string) => ({ msgtype: 'markdown', markdown: { content } });
const PNG = { bytes: SAMPLES.image.bytes, type: 'image/png', name: '现场.png' };

describe('webhook/send (wecom-api.md 5.1)', () => {
  test('shows in the group', async () => {
    const { call, simulator } = await setUp();
    expect((await call('webhook/send', markdown('**BX261123-001** <@li.shifu>'), KEY)).errcode).toBe(0);
    expect((await simulator.group('eng').hears(/BX261123-001/)).text).toContain('<@li.shifu>');
  });

  test('20 a minute, then 45009', async () => {
    const { call, simulator, clock } = await setUp();
    const send = async () => (await call('webhook/send', markdown('x'), KEY)).errcode;
    for (let i = 0; i < 20; i += 1) expect(await send()).toBe(0);
    expect(await send()).toBe(45009);
    clock.advance(60_000);
    expect(await send()).toBe(0);
    expect(simulator.group('eng').messages).toHaveLength(21);
  });

  const notice = { card_type: 'text_notice', main_title: { title: 'a' }, card_action: { type: 1, url: 'https://a' } };
  const image = { base64: PNG.bytes.toString('base64'), md5: createHash('md5').update(PNG.bytes).digest('hex') };
  test.each([
    ['4096 bytes', markdown('x'.repeat(4096)), 0],
    ['4097 bytes', markdown('x'.repeat(4097)), 40058],
    ['4097 bytes of v2', { msgtype: 'markdown_v2', markdown_v2: { content: '字'.repeat(1366) } }, 40058],
    ['text of 2049 bytes', { msgtype: 'text', text: { content: 'x'.repeat(2049) } }, 40058],
    ['no words', markdown(''), 44004],
    ['a notice', { msgtype: 'template_card', template_card: notice }, 0],
    ['a button card', { msgtype: 'template_card', template_card: { card_type: 'button_interaction' } }, 42031],
    ['a notice without action', { msgtype: 'template_card', template_card: { ...notice, card_action: {} } }, 42045],
    ['an image', { msgtype: 'image', image }, 0],
    ['an image with a wrong md5', { msgtype: 'image', image: { ...image, md5: '0' } }, 301019],
    ['news', { msgtype: 'news', news: { articles: [{ title: 'a', url: 'https://a' }] } }, 0],
    ['news without url', { msgtype: 'news', news: { articles: [{ title: 'a' }] } }, 40058],
    ['an unknown file', { msgtype: 'file', file: { media_id: 'x' } }, 40007],
    ['an unknown type', { msgtype: 'msgmenu' }, 40008],
  ])('%s', async (_name, body, errcode) => {
    const { call } = await setUp();
    expect((await call('webhook/send', body, KEY)).errcode).toBe(errcode);
  });

  test('an unknown key, a removed and a disabled robot', async () => {
    const { call, simulator } = await setUp();
    const send = async (key: string) => (await call('webhook/send', markdown('x'), { key })).errcode;
    expect(await send('nope')).toBe(93000);
    simulator.group('eng').robot('disabled');
    expect(await send('eng')).toBe(93004);
    simulator.group('eng').robot('removed');
    expect(await send('eng')).toBe(93000);
  });

  test('an uploaded file belongs to its webhook', async () => {
    const { call, upload } = await setUp();
    const file = { bytes: Buffer.from('月报内容'), type: 'text/plain', name: '月报.txt' };
    const { media_id } = await upload('webhook/upload_media', { ...KEY, type: 'file' }, file);
    expect((await call('webhook/send', { msgtype: 'file', file: { media_id } }, KEY)).errcode).toBe(0);
    const app = { agentid: 1000002, touser: 'li.shifu', msgtype: 'file', file: { media_id } };
    expect((await call('message/send', app)).errcode).toBe(40007);
  });
});

describe('media (wecom-api.md 9)', () => {
  test('round trip: owner photo down, staff photo up and to the owner', async () => {
    const { call, base, login, simulator, upload } = await setUp();
    const owner = simulator.owner('张三');
    owner.sends('image');
    const { msg_list } = await call('kf/sync_msg', { open_kfid: 'wkCH' });
    const query = new URLSearchParams({ access_token: await login(), media_id: msg_list[0].image.media_id });
    const got = await fetch(`${base}/cgi-bin/media/get?${query}`);
    expect(got.headers.get('content-type')).toBe('image/png');
    expect(got.headers.get('content-disposition')).toContain('photo.png');
    expect(Buffer.from(await got.arrayBuffer())).toEqual(SAMPLES.image.bytes);
    const up = await upload('media/upload', { type: 'image' }, PNG);
    expect(up).toMatchObject({ errcode: 0, type: 'image', created_at: String(Date.UTC(2026, 10, 23, 1) / 1000) });
    const body = { touser: 'wmZhang', open_kfid: 'wkCH', msgtype: 'image', image: { media_id: up.media_id } };
    expect((await call('kf/send_msg', body)).errcode).toBe(0);
    expect(owner.inbox[0]?.msgtype).toBe('image');
  });

  test('gone after three days, and the error is JSON with status 200', async () => {
    const { fetchApi, upload, clock } = await setUp();
    const { media_id } = await upload('media/upload', { type: 'image' }, PNG);
    clock.advance(3 * DAY);
    expect((await fetchApi('media/get', { media_id })).errcode).toBe(40007);
  });

  test('a range of the bytes', async () => {
    const { base, login, upload } = await setUp();
    const { media_id } = await upload(
      'media/upload',
      { type: 'file' },
      { bytes: Buffer.from('0123456789'), type: 'text/plain', name: 'a' },
    );
    const url = `${base}/cgi-bin/media/get?${new URLSearchParams({ access_token: await login(), media_id })}`;
    const part = await fetch(url, { headers: { range: 'bytes=2-5' } });
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, '2345', 'bytes 2-5/10']);
  });

  test.each([
    ['an unknown type', 'sticker', PNG, 40004],
    ['five bytes', 'file', { ...PNG, bytes: Buffer.alloc(5) }, 40006],
    ['a picture that is none', 'image', { ...PNG, bytes: Buffer.from('GIF89a....') }, 40123],
    ['a voice that is no AMR', 'voice', { ...PNG, bytes: Buffer.from('ID3xxxxxxx') }, 40005],
    ['a voice over 2 MB', 'voice', { ...PNG, bytes: Buffer.alloc(2_097_153) }, 45001],
  ])('%s is refused', async (_name, type, file, errcode) => {
    const { upload } = await setUp();
    expect((await upload('media/upload', { type }, file)).errcode).toBe(errcode);
  });

  test('a form without the field is refused', async () => {
    const { base, login } = await setUp();
    const url = `${base}/cgi-bin/media/upload?type=image&access_token=${await login()}`;
    expect(await (await fetch(url, { method: 'POST', body: new FormData() })).json()).toMatchObject({ errcode: 44001 });
  });
});
