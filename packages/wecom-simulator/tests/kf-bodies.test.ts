import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SAMPLES } from '../src/index.ts';
import type { Json } from '../src/types.ts';
import { setUp, tearDown } from './harness.ts';

type World = Awaited<ReturnType<typeof setUp>>;
let world: World;
/** Media ids by kind, uploaded once. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  world = await setUp();
  const types = { image: 'image/png', voice: 'audio/amr', video: 'video/mp4', file: 'text/plain' };
  for (const [kind, type] of Object.entries(types)) {
    const { bytes } = SAMPLES[kind as keyof typeof SAMPLES];
    ids[kind] = (await world.upload('media/upload', { type: kind }, { bytes, type, name: kind })).media_id;
  }
});
afterAll(tearDown);
beforeEach(() => {
  world.simulator.owner('张三').says('喂');
});

/** Sends a body to the owner; the errcode, and what the owner then has on the phone. */
async function send(msgtype: string, body: Json): Promise<{ errcode: number; text: string | undefined }> {
  const owner = world.simulator.owner('张三');
  const before = owner.inbox.length;
  const { errcode } = await world.call('kf/send_msg', {
    touser: 'wmZhang',
    open_kfid: 'wkCH',
    msgtype,
    [msgtype]: body,
  });
  expect(owner.inbox.length - before).toBe(errcode === 0 ? 1 : 0);
  return { errcode, text: errcode === 0 ? owner.inbox.at(-1)?.text : undefined };
}

/** Puts the uploaded media id of a kind where a body names the kind. */
const withMedia = (body: Json): Json =>
  Object.fromEntries(
    Object.entries(body).map(([name, v]) => [name, name.endsWith('media_id') ? (ids[String(v)] ?? v) : v]),
  );

describe('bodies of kf/send_msg that are taken (wecom-api.md 3.4)', () => {
  test.each<[string, Json, string]>([
    ['image', { media_id: 'image' }, '[image]'],
    ['voice', { media_id: 'voice' }, '[voice]'],
    ['video', { media_id: 'video' }, '[video]'],
    ['file', { media_id: 'file' }, '[file]'],
    ['link', { title: '公告', desc: '停水', url: 'https://a', thumb_media_id: 'image' }, '公告\n停水'],
    ['miniprogram', { appid: 'wx1', title: '小程序', pagepath: 'a', thumb_media_id: 'image' }, '[miniprogram]'],
    ['location', { latitude: 30.2, longitude: 120.1, name: '翠湖', address: '西湖区' }, '翠湖\n西湖区'],
    ['ca_link', { link_url: 'https://work.weixin.qq.com/ca/x' }, '[ca_link]'],
    ['msgmenu', { head_content: '只有开头' }, '只有开头'],
    ['msgmenu', { list: [{ type: 'view', view: { url: 'https://a', content: '看' } }] }, '看'],
    ['msgmenu', { list: [{ type: 'miniprogram', miniprogram: { appid: 'wx1', pagepath: 'p', content: '办' } }] }, '办'],
    [
      'msgmenu',
      { list: Array.from({ length: 50 }, () => ({ type: 'text', text: { content: 'x' } })) },
      Array(50).fill('x').join('\n'),
    ],
  ])('%s %j', async (msgtype, body, text) => {
    expect(await send(msgtype, withMedia(body))).toEqual({ errcode: 0, text });
  });
});

describe('bodies of kf/send_msg that are refused', () => {
  const view = (part: Json) => ({ list: [{ type: 'view', view: part }] });
  const program = (part: Json) => ({ list: [{ type: 'miniprogram', miniprogram: part }] });

  test.each<[string, string, Json, number]>([
    ['a picture sent as a file', 'file', { media_id: 'image' }, 40007],
    ['a video that is a voice', 'video', { media_id: 'voice' }, 40007],
    [
      'a link of 2049 bytes',
      'link',
      { title: 'a', url: `https://${'a'.repeat(2042)}`, thumb_media_id: 'image' },
      40058,
    ],
    [
      'a link with 513 bytes below its title',
      'link',
      { title: 'a', url: 'https://a', desc: 'a'.repeat(513), thumb_media_id: 'image' },
      40058,
    ],
    ['a link without a title', 'link', { url: 'https://a', thumb_media_id: 'image' }, 40058],
    ['a program without an id', 'miniprogram', { title: 'a', thumb_media_id: 'image' }, 40058],
    [
      'a program with a title of 65 bytes',
      'miniprogram',
      { appid: 'wx1', title: 'a'.repeat(65), thumb_media_id: 'image' },
      40058,
    ],
    ['a program without a picture', 'miniprogram', { appid: 'wx1', title: 'a' }, 40007],
    ['a location in words', 'location', { latitude: '30', longitude: '120' }, 40058],
    ['a location of one number', 'location', { latitude: 30 }, 40058],
    ['an acquisition link without an address', 'ca_link', {}, 40058],
    ['a menu whose link has no address', 'msgmenu', view({ content: '看' }), 40058],
    ['a menu whose link has no words', 'msgmenu', view({ url: 'https://a' }), 40058],
    ['a menu whose program has no page', 'msgmenu', program({ appid: 'wx1', content: '办' }), 40058],
    [
      'a menu whose program has an id of 33 bytes',
      'msgmenu',
      program({ appid: 'w'.repeat(33), pagepath: 'p', content: '办' }),
      40058,
    ],
    [
      'a menu with a text of 257 bytes',
      'msgmenu',
      { list: [{ type: 'text', text: { content: 'x'.repeat(257) } }] },
      40058,
    ],
    ['a menu with 1025 bytes at its end', 'msgmenu', { head_content: 'a', tail_content: 'x'.repeat(1025) }, 40058],
    ['a tap with an empty id', 'msgmenu', { list: [{ type: 'click', click: { id: '', content: '好' } }] }, 40058],
    ['text that is no text', 'text', { content: 5 }, 44004],
  ])('%s', async (_title, msgtype, body, errcode) => {
    expect((await send(msgtype, withMedia(body))).errcode).toBe(errcode);
  });
});
