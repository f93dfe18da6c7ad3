import { describe, expect, test } from '@jest/globals';
import { botAnswer, botCardUpdate, botWelcome, createBotCallback } from '../src/callback/bot.ts';
import { noticeCard } from '../src/cards.ts';
import { createEnvelope } from '../src/crypto.ts';
import { credentials, NOW, refusal } from './callback-support.ts';
import { vector } from './vectors.ts';

const bot = createBotCallback(credentials);
const envelope = createEnvelope({ ...credentials, receiveId: '' });

function post(inner: unknown) {
  const sealed = envelope.seal(typeof inner === 'string' ? inner : JSON.stringify(inner), {
    timestamp: String(NOW / 1000),
    nonce: 'n1',
  });
  const query = { msg_signature: sealed.signature, timestamp: sealed.timestamp, nonce: 'n1' };
  return { query, body: JSON.stringify({ encrypt: sealed.encrypt }), now: NOW };
}

const head = { msgid: 'M1', aibotid: 'B1', chatid: 'C1', chattype: 'group', from: { userid: 'zhangsan' } };

describe('decoding', () => {
  test('E1, the published vector', () => {
    const v = vector('E1');
    const query = { msg_signature: v.msg_signature, timestamp: v.timestamp, nonce: v.nonce };
    expect(bot.decode({ query, body: JSON.stringify({ encrypt: v.encrypt }), now: NOW })).toEqual({
      kind: 'bot-message',
      dedupeKey: 'bot/M1',
      botId: 'B1',
      from: 'zhangsan',
      chatId: 'C1',
      chatType: 'group',
      responseUrl: 'https://example.invalid/r',
      msgId: 'M1',
      body: { type: 'text', content: '@bot 你好' },
      quote: undefined,
    });
  });

  test.each([
    [
      { msgtype: 'image', image: { url: 'u' } },
      { type: 'image', url: 'u' },
    ],
    [
      { msgtype: 'file', file: { url: 'u' } },
      { type: 'file', url: 'u' },
    ],
    [
      { msgtype: 'voice', voice: { content: '漏水' } },
      { type: 'voice', content: '漏水' },
    ],
    [
      { msgtype: 'mixed', mixed: { msg_item: [{ msgtype: 'text', text: { content: 'a' } }, { msgtype: 'mixed' }] } },
      { type: 'mixed', parts: [{ type: 'text', content: 'a' }] },
    ],
    [{ msgtype: 'new' }, { type: 'unknown', msgType: 'new' }],
    [{ msgtype: 'text' }, { type: 'text', content: '' }],
  ])('%j', (message, body) => {
    expect(bot.decode(post({ ...head, ...message }))).toMatchObject({ kind: 'bot-message', body });
  });

  test('a quoted message', () => {
    const quote = { msgtype: 'text', text: { content: '原话' } };
    expect(bot.decode(post({ ...head, msgtype: 'text', text: { content: 'x' }, quote }))).toHaveProperty('quote', {
      type: 'text',
      content: '原话',
    });
  });

  test('a stream poll, an enter_chat and feedback', () => {
    expect(bot.decode(post({ ...head, msgtype: 'stream', stream: { id: 'S1' } }))).toMatchObject({
      kind: 'bot-stream-poll',
      streamId: 'S1',
    });
    expect(bot.decode(post({ ...head, msgtype: 'event', event: { eventtype: 'enter_chat' } }))).toMatchObject({
      kind: 'bot-event',
      event: 'enter_chat',
    });
    const feedback = { eventtype: 'feedback_event', feedback_event: { id: 'F', type: 2, content: '慢' } };
    expect(bot.decode(post({ ...head, msgtype: 'event', event: feedback }))).toMatchObject({
      feedbackId: 'F',
      rating: 2,
    });
    expect(bot.decode(post({ ...head, msgtype: 'event', event: { eventtype: 'x' } }))).toMatchObject({
      event: 'unknown',
    });
  });

  test('a card click without msgid is known by who, when and what', () => {
    const click = (key: string) => ({
      aibotid: 'B1',
      from: { userid: 'zhangsan' },
      create_time: 1700000000,
      msgtype: 'event',
      event: {
        eventtype: 'template_card_event',
        template_card_event: {
          card_type: 'button_interaction',
          event_key: key,
          task_id: 'T1',
          selected_items: { selected_item: [{ question_key: 'q', option_ids: { option_id: ['a', 'b'] } }] },
        },
      },
    });
    const decoded = bot.decode(post(click('ok')));
    expect(decoded).toMatchObject({
      eventKey: 'ok',
      taskId: 'T1',
      selections: [{ questionKey: 'q', optionIds: ['a', 'b'] }],
      dedupeKey: 'bot/B1/zhangsan/1700000000/template_card_event/ok/T1',
    });
    expect(bot.decode(post(click('no'))).dedupeKey).not.toBe(decoded.dedupeKey);
  });

  test('bad input: no JSON, no encrypt, too old, another endpoint, inner text that is no object', () => {
    const good = post(head);
    expect(refusal(() => bot.decode({ ...good, body: '<xml/>' }))).toBe('broken-json');
    expect(refusal(() => bot.decode({ ...good, body: '[]' }))).toBe('broken-json');
    expect(refusal(() => bot.decode({ ...good, body: '{"encrypt":5}' }))).toBe('no-encrypt');
    expect(refusal(() => bot.decode({ ...good, now: NOW + 600_001 }))).toBe('too-old');
    expect(refusal(() => bot.decode({ ...good, query: { ...good.query, msg_signature: 'x' } }))).toBe('bad-signature');
    expect(refusal(() => bot.decode(post('null')))).toBe('broken-json');
    expect(refusal(() => bot.decode({ ...good, body: JSON.stringify({ encrypt: 'A'.repeat(70_000) }) }))).toBe(
      'body-too-large',
    );
  });
});

describe('answering', () => {
  test('the reply opens with the nonce of the request and an empty receiver', () => {
    const reply = botAnswer('S1', '**已接单**');
    const body = JSON.parse(bot.encodeReply(reply, { nonce: 'n1', now: NOW + 999 }));
    expect(body).toMatchObject({ timestamp: NOW / 1000, nonce: 'n1' });
    const sealed = {
      signature: body.msgsignature,
      timestamp: String(body.timestamp),
      nonce: 'n1',
      encrypt: body.encrypt,
    };
    expect(JSON.parse(envelope.open(sealed))).toEqual({
      msgtype: 'stream',
      stream: { id: 'S1', finish: true, content: '**已接单**' },
    });
  });

  test('a long answer is cut to 20480 bytes; welcome and card update have their own forms', () => {
    const long = botAnswer('S', '中'.repeat(10_000));
    expect(Buffer.byteLength((long as { stream: { content: string } }).stream.content)).toBeLessThanOrEqual(20_480);
    expect(botWelcome('您好')).toEqual({ msgtype: 'text', text: { content: '您好' } });
    const card = noticeCard({ title: 'T', url: 'https://a' });
    expect(botCardUpdate(card)).toEqual({ response_type: 'update_template_card', template_card: card });
  });
});
