import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeKfMessage } from '../src/kf-messages.ts';

const head = { msgid: 'm1', open_kfid: 'wk1', external_userid: 'wm1', send_time: 1700000000, origin: 3 };
const decode = (raw: unknown) => decodeKfMessage(raw, { openKfId: 'wkPulled' });

describe('messages', () => {
  test('a text of an owner', () => {
    expect(decode({ ...head, msgtype: 'text', text: { content: '漏水', menu_id: 't1' } })).toEqual({
      msgId: 'm1',
      openKfId: 'wk1',
      externalUserid: 'wm1',
      sentAt: 1_700_000_000_000,
      origin: 'customer',
      servicerUserid: undefined,
      body: { type: 'text', content: '漏水', menuId: 't1' },
    });
  });

  test.each([
    [
      { msgtype: 'text', text: { content: 'x' } },
      { type: 'text', content: 'x', menuId: undefined },
    ],
    [
      { msgtype: 'image', image: { media_id: 'i' } },
      { type: 'image', mediaId: 'i' },
    ],
    [
      { msgtype: 'voice', voice: { media_id: 'v' } },
      { type: 'voice', mediaId: 'v' },
    ],
    [
      { msgtype: 'video', video: { media_id: 'v' } },
      { type: 'video', mediaId: 'v' },
    ],
    [
      { msgtype: 'file', file: { media_id: 'f' } },
      { type: 'file', mediaId: 'f' },
    ],
    [
      { msgtype: 'location', location: { latitude: 30.5, longitude: 120.25, name: '翠湖', address: '路1号' } },
      { type: 'location', latitude: 30.5, longitude: 120.25, name: '翠湖', address: '路1号' },
    ],
    [
      { msgtype: 'link', link: { title: 't', desc: 'd', url: 'u', pic_url: 'p' } },
      { type: 'link', title: 't', description: 'd', url: 'u', picUrl: 'p' },
    ],
    [
      { msgtype: 'business_card', business_card: { userid: 'z' } },
      { type: 'business_card', userid: 'z' },
    ],
    [
      { msgtype: 'miniprogram', miniprogram: { title: 't', appid: 'a', pagepath: 'p' } },
      { type: 'miniprogram', title: 't', appid: 'a', pagePath: 'p' },
    ],
    [
      { msgtype: 'channels', channels: { sub_type: 1, nickname: 'n' } },
      { type: 'channels', nickname: 'n', title: '' },
    ],
  ])('%j', (raw, body) => {
    expect(decode({ ...head, ...raw }).body).toEqual(body);
  });

  test('forwarded messages with their texts; broken content is empty', () => {
    const item = (content: string) => ({
      send_time: 1700000000,
      msgtype: 'text',
      sender_name: '王',
      msg_content: content,
    });
    const merged_msg = { title: '聊天记录', item: [item('{"text":{"content":"漏水"}}'), item('{broken')] };
    expect(decode({ ...head, msgtype: 'merged_msg', merged_msg }).body).toEqual({
      type: 'merged',
      title: '聊天记录',
      items: ['漏水', ''].map((content) => ({ sender: '王', sentAt: 1_700_000_000_000, msgType: 'text', content })),
    });
  });

  test.each(['meeting', 'note', 'msgmenu', 'channels_shop_order', 'never_seen'])('%s is kept whole', (msgtype) => {
    const raw = { ...head, msgtype };
    expect(decode(raw).body).toEqual({ type: 'unknown', msgType: msgtype, raw });
  });

  test.each([
    [3, 'customer'],
    [4, 'system'],
    [5, 'servicer'],
    [9, 'unknown'],
    [undefined, 'unknown'],
  ])('origin %s is %s', (origin, name) => {
    expect(decode({ ...head, origin, msgtype: 'text' }).origin).toBe(name);
  });

  test('without msgid the same message has the same id, another one another', () => {
    const raw = { ...head, msgid: undefined, msgtype: 'text', text: { content: 'a' } };
    expect(decode(raw).msgId).toBe(decode({ ...raw }).msgId);
    expect(decode(raw).msgId).not.toBe(decode({ ...raw, send_time: 1 }).msgId);
    expect(decode(raw).msgId).toMatch(/^[0-9a-f]{32}$/);
  });

  test('nothing makes it throw', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.record({
        msgtype: fc.constantFrom('text', 'event', 'merged_msg'),
        text: fc.jsonValue(),
        event: fc.jsonValue(),
        merged_msg: fc.jsonValue(),
      }),
    );
    fc.assert(
      fc.property(value, (raw) => expect(decode(raw).msgId).not.toBe('')),
      { numRuns: 500 },
    );
  });
});

describe('events carry account and owner inside', () => {
  const event = (fields: object) =>
    decode({
      msgid: 'e1',
      send_time: 1700000000,
      origin: 4,
      msgtype: 'event',
      event: { open_kfid: 'wk2', external_userid: 'wm2', ...fields },
    });

  test('enter_session', () => {
    const raw = { event_type: 'enter_session', scene: 'B3', scene_param: 'u1', welcome_code: 'W' };
    expect(event(raw)).toMatchObject({
      openKfId: 'wk2',
      externalUserid: 'wm2',
      origin: 'system',
      body: { type: 'event', event: { type: 'enter_session', scene: 'B3', sceneParam: 'u1', welcomeCode: 'W' } },
    });
    expect(event({ event_type: 'enter_session' })).toHaveProperty('body.event.welcomeCode', undefined);
  });

  test.each([
    [4, 'over-48-hours'],
    [6, 'over-5-messages'],
    [10, 'rejected-by-user'],
    [0, 'unknown'],
    [99, 'unknown'],
  ])('msg_send_fail %d is %s', (fail_type, reason) => {
    const raw = { event_type: 'msg_send_fail', fail_msgid: 'm9', fail_type };
    expect(event(raw).body).toEqual({
      type: 'event',
      event: { type: 'msg_send_fail', failMsgId: 'm9', failType: fail_type, reason },
    });
  });

  test.each([
    [
      { event_type: 'servicer_status_change', servicer_userid: 's', status: 2 },
      { type: 'servicer_status_change', servicerUserid: 's', receiving: false },
    ],
    [
      { event_type: 'session_status_change', change_type: 3, old_servicer_userid: 's', msg_code: 'C' },
      {
        type: 'session_status_change',
        change: 'ended',
        oldServicerUserid: 's',
        newServicerUserid: undefined,
        msgCode: 'C',
      },
    ],
    [
      { event_type: 'user_recall_msg', recall_msgid: 'm' },
      { type: 'user_recall_msg', recallMsgId: 'm' },
    ],
    [
      { event_type: 'servicer_recall_msg', recall_msgid: 'm', servicer_userid: 's' },
      { type: 'servicer_recall_msg', recallMsgId: 'm', servicerUserid: 's' },
    ],
    [
      { event_type: 'reject_customer_msg_switch_change', servicer_userid: 's', reject_switch: 1 },
      { type: 'reject_customer_msg_switch_change', servicerUserid: 's', rejecting: true },
    ],
  ])('%j', (raw, decoded) => {
    expect(event(raw).body).toEqual({ type: 'event', event: decoded });
  });

  test('an unknown event is kept; one without an account belongs to the pulled one', () => {
    expect(event({ event_type: 'new_thing' }).body).toMatchObject({
      event: { type: 'unknown', eventType: 'new_thing' },
    });
    expect(decode({ msgid: 'e', msgtype: 'event', event: {} })).toMatchObject({
      openKfId: 'wkPulled',
      externalUserid: '',
    });
  });
});
