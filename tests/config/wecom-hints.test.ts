import { expect, test } from '@jest/globals';
import { createWecomApi, groupText, WecomError } from '@shouwen/wecom';
import { WECOM_HINTS } from '../../src/config/wecom-hints.ts';

/** An API whose server answers every call with `errcode`. */
function refusing(errcode: number) {
  const fetch = async () => new Response(JSON.stringify({ errcode, errmsg: 'refused' }));
  const account = { baseUrl: 'http://wecom', corpId: 'ww1', agentId: 1, secret: 's' };
  return createWecomApi({ ...account, fetch, hints: WECOM_HINTS });
}

test.each([
  [93000, 'departments.yaml'],
  [95000, 'community.yaml'],
  [95004, 'WECOM_KF_ID'],
  [43012, 'PUBLIC_URL/wecom/app'],
  [50001, 'PUBLIC_URL'],
  [40013, 'WECOM_CORP_ID'],
])('a refusal %d names the file or variable to fix: %s', async (errcode, name) => {
  const error = await refusing(errcode)
    .group.send('key', groupText('x'))
    .catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(WecomError);
  expect((error as WecomError).message).toContain(name);
});
