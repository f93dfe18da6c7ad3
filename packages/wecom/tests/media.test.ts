import { afterEach, describe, expect, test } from '@jest/globals';
import { type Answer, type Fake, type Seen, startFake } from './fake-wecom.ts';

let fake: Fake;
afterEach(() => fake.stop());

const TOO_LARGE = { errcode: 830002, errmsg: 'too large' };
const CHUNK = 16 * 1024 * 1024;
const type = { 'content-type': 'video/mp4' };

/** A WeCom that refuses whole files and answers ranges by `part`; the ranges it was asked for. */
async function inRanges(part: (from: number, to: number) => Answer) {
  const start = (call: Seen): Answer | undefined => {
    if (call.path !== '/cgi-bin/media/get') return undefined;
    const range = /^bytes=(\d+)-(\d+)$/.exec(call.headers.range ?? '');
    return range === null ? TOO_LARGE : part(Number(range[1]), Number(range[2]));
  };
  fake = await startFake(start);
  const ranges = () => fake.calls('media/get').flatMap((call) => call.headers.range ?? []);
  return { get: () => fake.api.media.get('m1'), ranges };
}

const partial = (bytes: Buffer, contentRange?: string): Answer => ({
  raw: bytes,
  status: 206,
  headers: { ...type, ...(contentRange === undefined ? {} : { 'content-range': contentRange }) },
});

describe('a file that does not come in one piece (wecom-api.md 9)', () => {
  test('a server that knows no ranges sends it whole', async () => {
    const { get, ranges } = await inRanges(() => ({ raw: Buffer.from('whole'), status: 200, headers: type }));
    expect((await get()).bytes.toString()).toBe('whole');
    expect(ranges()).toHaveLength(1);
  });

  test('a first part that is all of it ends the download', async () => {
    const { get, ranges } = await inRanges(() => partial(Buffer.from('small'), 'bytes 0-4/5'));
    expect((await get()).bytes.toString()).toBe('small');
    expect(ranges()).toEqual(['bytes=0-16777215']);
  });

  test('without its size, a short part is the last', async () => {
    const { get, ranges } = await inRanges((from) => partial(Buffer.alloc(from === 0 ? CHUNK : 5, 1)));
    expect((await get()).bytes).toHaveLength(CHUNK + 5);
    expect(ranges()).toHaveLength(2);
  });

  test('parts that are shorter than asked for are gone on from where they ended', async () => {
    const { get, ranges } = await inRanges((from) =>
      partial(Buffer.from(['ab', 'cd', 'e'][from / 2] ?? ''), `bytes ${from}-/5`),
    );
    expect((await get()).bytes.toString()).toBe('abcde');
    expect(ranges()).toEqual(['bytes=0-16777215', 'bytes=2-4', 'bytes=4-4']);
  });

  test('an empty part ends it, as the rest would never come', async () => {
    const { get, ranges } = await inRanges((from) => partial(Buffer.from(from === 0 ? 'ab' : ''), 'bytes 0-1/9'));
    expect((await get()).bytes.toString()).toBe('ab');
    expect(ranges()).toHaveLength(2);
  });

  test('a refusal in the middle is the error of the download', async () => {
    const { get } = await inRanges((from) =>
      from === 0 ? partial(Buffer.from('ab'), 'bytes 0-1/9') : { errcode: 40007 },
    );
    await expect(get()).rejects.toMatchObject({ errcode: 40007, class: 'expired-handle' });
  });
});

describe('an upload', () => {
  test.each([
    ['webhook/upload_media', 'file'],
    ['media/upload', 'video'],
  ] as const)('%s carries the bytes as they are, under one field with name and type', async (path, kind) => {
    const bodies: string[] = [];
    fake = await startFake((call) => {
      if (call.path !== `/cgi-bin/${path}`) return undefined;
      bodies.push(call.body);
      return { errcode: 0, media_id: 'U' };
    });
    const file = {
      bytes: new TextEncoder().encode('--not a boundary--\r\n漏'),
      filename: '现"场".mp4',
      contentType: 'video/mp4',
    };
    const sent = path === 'media/upload' ? fake.api.media.upload(kind, file) : fake.api.group.upload('KEY', file);
    expect(await sent).toEqual({ mediaId: 'U' });
    const [head = '', body = ''] = (bodies[0] ?? '').split('\r\n\r\n');
    expect(head).toMatch(/name="media"; filename="现%22场%22\.mp4"\r\nContent-Type: video\/mp4$/);
    expect(body.startsWith('--not a boundary--\r\n漏\r\n------')).toBe(true);
  });

  test('is tried again when the server is busy or not reached, since nothing happens twice by it', async () => {
    let tries = 0;
    fake = await startFake((call) => {
      if (call.path !== '/cgi-bin/media/upload') return undefined;
      tries += 1;
      return tries === 1 ? { errcode: -1, errmsg: 'busy' } : tries === 2 ? 'cut' : { errcode: 0, media_id: 'U' };
    });
    const upload = fake.api.media.upload('file', { bytes: new Uint8Array(6), filename: 'a' });
    expect(await upload).toEqual({ mediaId: 'U' });
    expect(tries).toBe(3);
  });

  test('of no media id in the answer gives an empty one', async () => {
    fake = await startFake((call) => (call.path === '/cgi-bin/media/upload' ? { errcode: 0 } : undefined));
    expect(await fake.api.media.upload('file', { bytes: new Uint8Array(6), filename: 'a' })).toEqual({ mediaId: '' });
  });
});
