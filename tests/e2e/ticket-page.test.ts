import { afterEach, expect, test } from '@jest/globals';
import { signJsUrl } from '@shouwen/wecom';
import { SAMPLES } from '@shouwen/wecom-simulator';
import { numberIn, peopleIn } from './people.ts';
import { freePort } from './process.ts';
import { closeWorlds, type ServiceWorld, startWorld, WECOM } from './world.ts';

afterEach(closeWorlds);

const cookieOf = (response: Response) => response.headers.getSetCookie()[0]!.split(';')[0]!;

/** Opens an address as a member's WeCom would: through the silent log-in (wecom-api.md 7.1). */
async function openAs(world: ServiceWorld, userid: string, url: string) {
  const first = await fetch(url, { redirect: 'manual' });
  const authorize = new URL(first.headers.get('location')!);
  expect(authorize.host).toBe('open.weixin.qq.com');
  const back = new URL(authorize.searchParams.get('redirect_uri')!);
  back.searchParams.set('code', world.sim.member(userid).authorizes());
  back.searchParams.set('state', authorize.searchParams.get('state')!);
  const second = await fetch(back, { redirect: 'manual', headers: { cookie: cookieOf(first) } });
  expect(second.status).toBe(302);
  const cookie = cookieOf(second);
  const target = new URL(second.headers.get('location')!, url);
  return {
    cookie,
    page: await fetch(target, { headers: { cookie } }),
    again: () => fetch(target, { headers: { cookie } }),
  };
}

async function mediaId(world: ServiceWorld): Promise<string> {
  const base = `${world.sim.baseUrl}/cgi-bin`;
  const login = `${base}/gettoken?corpid=${WECOM.WECOM_CORP_ID}&corpsecret=${WECOM.WECOM_AGENT_SECRET}`;
  const { access_token } = (await (await fetch(login)).json()) as { access_token: string };
  const form = new FormData();
  form.append('media', new Blob([new Uint8Array(SAMPLES.image.bytes)], { type: 'image/jpeg' }), 'a.jpg');
  const upload = await fetch(`${base}/media/upload?access_token=${access_token}&type=image`, {
    method: 'POST',
    body: form,
  });
  return ((await upload.json()) as { media_id: string }).media_id;
}

test('the link in the group opens the ticket for whoever may see it, and takes photos from the camera (R1, R4)', async () => {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const world = await startWorld({ env: { PORT: String(port), PUBLIC_URL: publicUrl } });
  const { says, group } = peopleIn(world);
  await says('客厅的灯不亮了，3栋2单元1701，我姓林，电话13812345678，明天下午三点在家');
  const number = numberIn(await says('对'));
  const url = /http:\/\/127\.0\.0\.1:\d+\/h5\/ticket\/\w+\/\w+/.exec(group('demo-engineering'))![0];

  const worker = await openAs(world, 'li.shifu', url);
  const html = await worker.page.text();
  expect(worker.page.status).toBe(200);
  expect(html).toContain(number);
  expect(html).toContain('138****5678');
  expect(html).not.toContain('13812345678');

  // A stranger to the ticket reads the same as for one that is not there.
  expect((await openAs(world, 'wu.ayi', url)).page.status).toBe(404);
  // Without a login nothing of the body is read.
  expect((await fetch(`${url}/photos`, { method: 'POST', body: '{' })).status).toBe(401);
  expect((await fetch(url, { redirect: 'manual', headers: { cookie: 'shouwen=forged.x' } })).status).toBe(302);

  // The page is signed for the JS-SDK with the corp's ticket, without the hash.
  const { cookie } = worker;
  const asked = new URLSearchParams({ kind: 'corp', url });
  const signature = await fetch(`${publicUrl}/h5/signature?${asked}`, { headers: { cookie } });
  const {
    timestamp,
    nonceStr,
    signature: given,
  } = (await signature.json()) as {
    timestamp: number;
    nonceStr: string;
    signature: string;
  };
  const ticket = (world.sim.callsOf('get_jsapi_ticket').at(-1)!.answer as { ticket: string }).ticket;
  expect(given).toBe(signJsUrl({ ticket, nonceStr, timestamp, url }));
  expect((await fetch(`${publicUrl}/h5/signature?${asked}`)).status).toBe(401);
  expect((await (await fetch(`${publicUrl}/h5/wecom.js`)).text()).length).toBeGreaterThan(10_000);

  const photo = await fetch(`${url}/photos`, {
    method: 'POST',
    headers: { cookie },
    body: JSON.stringify({ mediaId: await mediaId(world) }),
  });
  expect(await photo.json()).toEqual({ ok: true });
  expect((await fetch(`${url}/photos`, { method: 'POST', headers: { cookie }, body: '{' })).status).toBe(400);
  expect(await (await worker.again()).text()).toContain('<img');
  const picture = await fetch(`${url}/media/0`, { headers: { cookie } });
  expect(picture.headers.get('content-type')).toBe('image/jpeg');
  expect(Buffer.from(await picture.arrayBuffer())).toEqual(SAMPLES.image.bytes);
  expect((await fetch(`${url}/media/0`)).status).toBe(401);
});

test('a log-in leads nowhere but to our own pages', async () => {
  const port = await freePort();
  const world = await startWorld({ env: { PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` } });
  const code = world.sim.member('li.shifu').authorizes();
  const login = (to: string, cookie: string) =>
    fetch(`http://127.0.0.1:${port}/h5/login?code=${code}&state=s&to=${encodeURIComponent(to)}`, {
      redirect: 'manual',
      headers: { cookie },
    });
  expect((await login('https://example.com/', 'shouwen-state=s')).status).toBe(403);
  expect((await login('/h5/ticket/main/abc', 'shouwen-state=other')).status).toBe(403);
});
