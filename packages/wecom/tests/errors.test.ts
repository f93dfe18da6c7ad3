import { expect, test } from '@jest/globals';
import { classifyErrcode } from '../src/error-codes.ts';
import { WecomError } from '../src/errors.ts';

/** The table of wecom-api.md 11, written out again so that a slip in the sources shows. */
test.each([
  ['retryable', [-1, 6000, 45033, 41063, 41079, 41096]],
  ['rate-limited', [45009]],
  ['token', [40014, 42001, 41001, 40001]],
  ['ticket', [40093, 42012]],
  ['config', [40013, 40091, 48001, 48002, 48004, 48006, 48007, 48009, 50001, 50003, 60011, 60020, 60030, 80001, 85005]],
  ['config', [301002, 43009, 43012, 95003, 95011, 95012, 95017, 95023]],
  ['request-bug', [40008, 40033, 40035, 40056, 40058, 40063, 44004, 45002, 42014, 42027, 42051, 95008, 95009, 95022]],
  ['target-gone', [40003, 40031, 46004, 60111, 81013, 86003, 86008, 40050, 93000, 93004, 93008, 95000, 95004, 40096]],
  ['target-gone', [84061]],
  ['business', [95001, 95002, 95013, 95016, 95018, 95019, 95031, 60140, 42052, 41051]],
  ['expired-handle', [40007, 95007, 40029, 42003, 42022, 41050]],
  ['unknown', [1, 42026, 99999]],
])('%s: %j', (name, codes) => {
  for (const code of codes) expect(classifyErrcode(code, '/cgi-bin/kf/send_msg')).toBe(name);
});

test('40001 from gettoken is a setting to fix', () => {
  expect(classifyErrcode(40001, '/cgi-bin/gettoken')).toBe('config');
});

test.each([
  [60020, '企业可信IP'],
  [40001, 'WECOM_AGENT_SECRET'],
  [40013, 'WECOM_CORP_ID'],
  [93000, 'group webhook'],
  [95004, 'open_kfid'],
])('%d names what to fix', (errcode, words) => {
  expect(new WecomError({ errcode, errmsg: 'x', api: '/a' }).message).toContain(words);
});

test('a service may name its own settings instead', () => {
  const hints = { 93000: 'check departments.yaml' };
  expect(new WecomError({ errcode: 93000, errmsg: 'x', api: '/a', hints }).hint).toBe('check departments.yaml');
  expect(new WecomError({ errcode: 40013, errmsg: 'x', api: '/a', hints }).hint).toContain('WECOM_CORP_ID');
});

test('an error says which API answered what', () => {
  const error = new WecomError({ errcode: 95001, errmsg: 'limit', api: '/cgi-bin/kf/send_msg' });
  expect(error).toMatchObject({
    code: 'wecom-answered-no',
    class: 'business',
    hint: undefined,
    retryAfterMs: undefined,
  });
  expect(error.message).toBe('/cgi-bin/kf/send_msg answered errcode 95001: limit');
});
