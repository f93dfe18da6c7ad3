import { describe, expect, test } from '@jest/globals';
import { createAppCallback } from '../src/callback/app.ts';
import type { CallbackQuery } from '../src/callback/request.ts';
import { credentials, innerXml, NOW, refusal, sealPost } from './callback-support.ts';
import { type Vector, vector } from './vectors.ts';

const app = createAppCallback(credentials);
const decode = (inner: string) => app.decode(sealPost(inner));
const ofVector = (v: Vector) => createAppCallback({ token: v.token, aesKey: v.encodingAESKey, corpId: v.receiveid });
const queryOf = (v: Vector): CallbackQuery => ({
  msg_signature: v.msg_signature,
  timestamp: v.timestamp,
  nonce: v.nonce,
});

describe('GET verification', () => {
  test.each(['A1', 'B1', 'C1'])('%s answers with its plaintext, however old', (id) => {
    const v = vector(id);
    expect(ofVector(v).verifyUrl({ ...queryOf(v), echostr: v.encrypt })).toBe(v.plaintext);
  });

  test('a "+" that became a space is mended', () => {
    const v = vector('A1');
    expect(ofVector(v).verifyUrl({ ...queryOf(v), echostr: v.encrypt.replaceAll('+', ' ') })).toBe(v.plaintext);
  });

  test('missing and repeated parameters are refused by name', () => {
    const v = vector('A1');
    const query = { ...queryOf(v), echostr: v.encrypt };
    for (const name of Object.keys(query)) {
      expect(refusal(() => ofVector(v).verifyUrl({ ...query, [name]: undefined }))).toBe('missing-parameter');
      expect(refusal(() => ofVector(v).verifyUrl({ ...query, [name]: ['a', 'b'] }))).toBe('missing-parameter');
      expect(refusal(() => ofVector(v).verifyUrl({ ...query, [name]: '' }))).toBe('missing-parameter');
    }
    expect(() => ofVector(v).verifyUrl({ ...query, nonce: undefined })).toThrow(/nonce/);
  });
});

describe('POST', () => {
  test.each(['A2', 'B2', 'C2'])('%s decodes to a text with its MsgId whole', (id) => {
    const v = vector(id);
    const body = `<xml><ToUserName>${v.receiveid}</ToUserName><Encrypt>${v.encrypt}</Encrypt></xml>`;
    const message = ofVector(v).decode({ query: queryOf(v), body, now: Number(v.timestamp) * 1000 });
    expect(message).toMatchObject({ kind: 'app-message', body: { type: 'text' } });
    expect(message).toHaveProperty('msgId', /<MsgId>(\d+)/.exec(v.plaintext)?.[1]);
  });

  test('A2 keeps all digits of a 64-bit MsgId', () => {
    const v = vector('A2');
    const body = Buffer.from(`<xml><Encrypt><![CDATA[${v.encrypt}]]></Encrypt></xml>`);
    expect(ofVector(v).decode({ query: queryOf(v), body, now: 1409659813000 })).toEqual({
      kind: 'app-message',
      dedupeKey: 'msg/4561255354251345929',
      createdAt: 1409659813000,
      from: 'mycreate',
      agentId: '218',
      msgId: '4561255354251345929',
      body: { type: 'text', content: 'hello' },
    });
  });

  test('E2 is a sync request', () => {
    const v = vector('E2');
    const body = `<xml><Encrypt><![CDATA[${v.encrypt}]]></Encrypt></xml>`;
    const message = ofVector(v).decode({ query: queryOf(v), body, now: NOW });
    expect(message).toMatchObject({
      kind: 'kf-sync-request',
      token: 'ENCtoken1',
      openKfId: 'wkTEST01',
      createdAt: NOW,
    });
    expect(message.dedupeKey).toMatch(/^kf\/wkTEST01\/1700000000\/[0-9a-f]{16}$/);
  });

  test('older than ten minutes is a replay; ten minutes exactly is not; ahead of our clock is not', () => {
    const { query, body } = sealPost(innerXml({ MsgType: 'text', Content: 'x', MsgId: 1 }));
    expect(refusal(() => app.decode({ query, body, now: NOW + 600_001 }))).toBe('too-old');
    expect(refusal(() => app.decode({ query, body, now: NOW + 600_000 }))).toBe('accepted');
    expect(refusal(() => app.decode({ query, body, now: NOW - 3_600_000 }))).toBe('accepted');
  });

  test('a timestamp that is no number is refused', () => {
    const { body, query } = sealPost('<xml/>', { timestamp: '1e99' });
    expect(refusal(() => app.decode({ query, body, now: NOW }))).toBe('missing-parameter');
  });

  test('wrong signature and wrong receiver', () => {
    const { query, body } = sealPost(innerXml({ MsgType: 'text', Content: 'x' }));
    expect(refusal(() => app.decode({ query: { ...query, nonce: 'other' }, body, now: NOW }))).toBe('bad-signature');
    expect(refusal(() => app.decode(sealPost('<xml/>', { receiveId: 'ww0' })))).toBe('wrong-receiver');
  });
});

describe('the outer document, before anything is authenticated', () => {
  const { query, body, encrypt } = sealPost(innerXml({ MsgType: 'text', Content: 'x' }));
  const check = (text: string | Uint8Array) => refusal(() => app.decode({ query, body: text, now: NOW }));

  test('plain, CDATA, with a byte-order mark, with white space', () => {
    for (const text of [body, `\ufeff${body}\n`, `<xml>\n<Encrypt>\n${encrypt}\n</Encrypt>\n</xml>`]) {
      expect(check(text)).toBe('accepted');
    }
  });

  test.each([
    ['empty', ''],
    ['no root', `<Encrypt>${encrypt}</Encrypt>`],
    ['no end', `<xml><Encrypt>${encrypt}</Encrypt>`],
    ['no Encrypt', '<xml></xml>'],
    ['unclosed', `<xml><Encrypt>${encrypt}</xml>`],
    ['reversed', `<xml></Encrypt>${encrypt}<Encrypt></xml>`],
    ['two', `<xml><Encrypt>${encrypt}</Encrypt><Encrypt>${encrypt}</Encrypt></xml>`],
    ['one closed, one open', `<xml><Encrypt>${encrypt}</Encrypt><Encrypt></xml>`],
    ['nested', `<xml><Encrypt><Encrypt>${encrypt}</Encrypt></Encrypt></xml>`],
    ['empty Encrypt', '<xml><Encrypt></Encrypt></xml>'],
    ['entity', '<xml><Encrypt>&lol;</Encrypt></xml>'],
    ['DOCTYPE before', `<!DOCTYPE xml [<!ENTITY a "b">]><xml><Encrypt>${encrypt}</Encrypt></xml>`],
    ['JSON', JSON.stringify({ encrypt })],
  ])('%s is refused', (_name, text) => {
    expect(check(text)).toBe('no-encrypt');
  });

  test('over 64 KiB is refused, in bytes', () => {
    const pad = (size: number) => `<xml><A>${'x'.repeat(size)}</A><Encrypt>${encrypt}</Encrypt></xml>`;
    const rest = pad(0).length;
    expect(check(pad(65_536 - rest))).toBe('accepted');
    expect(check(pad(65_537 - rest))).toBe('body-too-large');
    expect(check(Buffer.from(pad(65_537 - rest)))).toBe('body-too-large');
    expect(check(`<xml><A>${'中'.repeat(30_000)}</A><Encrypt>${encrypt}</Encrypt></xml>`)).toBe('body-too-large');
  });
});

describe('messages of members', () => {
  test.each([
    [
      { MsgType: 'text', Content: ' 完成 007 <b>&amp; ]] ' },
      { type: 'text', content: ' 完成 007 <b>&amp; ]] ' },
    ],
    [
      { MsgType: 'image', PicUrl: 'http://p', MediaId: 'm1' },
      { type: 'image', picUrl: 'http://p', mediaId: 'm1' },
    ],
    [
      { MsgType: 'voice', MediaId: 'm2', Format: 'amr' },
      { type: 'voice', mediaId: 'm2', format: 'amr' },
    ],
    [
      { MsgType: 'video', MediaId: 'm', ThumbMediaId: 't' },
      { type: 'video', mediaId: 'm', thumbMediaId: 't' },
    ],
    [
      { MsgType: 'location', Location_X: '30.25', Location_Y: '120.1', Scale: 15, Label: '3栋' },
      { type: 'location', latitude: 30.25, longitude: 120.1, scale: 15, label: '3栋' },
    ],
    [
      { MsgType: 'link', Title: 'T', Description: 'D', Url: 'u', PicUrl: 'p' },
      { type: 'link', title: 'T', description: 'D', url: 'u', picUrl: 'p' },
    ],
  ])('%j', (fields, body) => {
    expect(decode(innerXml({ ...fields, MsgId: '6054768590064713728', AgentID: 1 }))).toMatchObject({
      kind: 'app-message',
      from: 'zhangsan',
      agentId: '1',
      msgId: '6054768590064713728',
      dedupeKey: 'msg/6054768590064713728',
      body,
    });
  });

  test('an unknown type keeps its fields', () => {
    const message = decode(innerXml({ MsgType: 'hologram', Beam: 'x', MsgId: 7 }));
    expect(message).toMatchObject({
      kind: 'app-message',
      body: { type: 'unknown', msgType: 'hologram', fields: { Beam: 'x' } },
    });
  });

  test('without MsgId sender and time tell two apart', () => {
    expect(decode(innerXml({ MsgType: 'text', Content: 'x' })).dedupeKey).toBe('msg/zhangsan/1700000000');
  });
});

describe('events', () => {
  const click = {
    MsgType: 'event',
    Event: 'template_card_event',
    EventKey: 'accept',
    TaskId: 'BX261123-007@1',
    CardType: 'button_interaction',
    ResponseCode: 'RC1',
    AgentID: 1,
  };
  const item = (question: string, ids: string[]) =>
    `<SelectedItem><QuestionKey><![CDATA[${question}]]></QuestionKey><OptionIds>${ids
      .map((id) => `<OptionId><![CDATA[${id}]]></OptionId>`)
      .join('')}</OptionIds></SelectedItem>`;

  test('a click, with one, many and no selected items', () => {
    const common = {
      kind: 'card-click',
      menu: false,
      from: 'zhangsan',
      agentId: '1',
      eventKey: 'accept',
      taskId: 'BX261123-007@1',
      cardType: 'button_interaction',
      responseCode: 'RC1',
      dedupeKey: 'event/zhangsan/1700000000/template_card_event/accept/BX261123-007@1',
    };
    expect(decode(innerXml(click))).toMatchObject({ ...common, selections: [] });
    expect(decode(innerXml(click, `<SelectedItems>${item('q1', ['a'])}</SelectedItems>`))).toMatchObject({
      ...common,
      selections: [{ questionKey: 'q1', optionIds: ['a'] }],
    });
    const many = `<SelectedItems>${item('q1', ['a', 'b'])}${item('q2', [])}</SelectedItems>`;
    expect(decode(innerXml(click, many))).toMatchObject({
      ...common,
      selections: [
        { questionKey: 'q1', optionIds: ['a', 'b'] },
        { questionKey: 'q2', optionIds: [] },
      ],
    });
  });

  test('two cards clicked in one second are two events; the same click again is one', () => {
    const keys = [click, { ...click, TaskId: 'other' }, { ...click, EventKey: 'done' }, click].map(
      (fields) => decode(innerXml(fields)).dedupeKey,
    );
    expect(new Set(keys).size).toBe(3);
    expect(keys[3]).toBe(keys[0]);
  });

  test('the corner menu is marked', () => {
    expect(decode(innerXml({ ...click, Event: 'template_card_menu_event' }))).toMatchObject({
      kind: 'card-click',
      menu: true,
    });
  });

  test.each(['enter_agent', 'subscribe', 'LOCATION', 'something_new'])('%s is kept', (Event) => {
    const message = decode(innerXml({ MsgType: 'event', Event, EventKey: '', Precision: '5' }));
    expect(message).toMatchObject({ kind: 'app-event', event: Event, eventKey: '', fields: { Precision: '5' } });
  });

  test('accounts given and taken, one or many', () => {
    const extra =
      '<AuthAddOpenKfId><![CDATA[wk1]]></AuthAddOpenKfId><AuthAddOpenKfId><![CDATA[wk2]]></AuthAddOpenKfId><AuthDelOpenKfId>wk3</AuthDelOpenKfId>';
    const message = decode(innerXml({ FromUserName: 'sys', MsgType: 'event', Event: 'kf_account_auth_change' }, extra));
    expect(message).toMatchObject({ kind: 'kf-auth-change', added: ['wk1', 'wk2'], removed: ['wk3'] });
  });

  test('a sync request without an account, and a document without a type, are refused', () => {
    expect(refusal(() => decode(innerXml({ MsgType: 'event', Event: 'kf_msg_or_event', Token: 't' })))).toBe(
      'missing-field',
    );
    expect(refusal(() => decode('<xml><A>1</A></xml>'))).toBe('missing-field');
  });
});
