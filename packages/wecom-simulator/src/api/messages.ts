import { createMessage, type MemberChat } from '../chats.ts';
import type { Core } from '../core.ts';
import { createRate } from '../rate.ts';
import { readable } from '../readable.ts';
import type { CardView, Json, Message } from '../types.ts';
import { asList, asObject, asText, asTexts, bytesOf, cutText } from '../values.ts';
import { type ApiCall, ApiError, type ApiTable, must } from './answer.ts';
import { callsBack, checkCard } from './card-rules.ts';

const DAY = 86_400_000;
const CODE_LIFE = 3 * DAY;

interface ResponseCode {
  readonly taskId: string;
  readonly at: number;
  used: boolean;
}

/** Messages to members (wecom-api.md section 4). */
export interface AppMessages {
  readonly apis: ApiTable;
  /** A code with which a card may be updated once within 72 hours. */
  giveResponseCode(taskId: string): string;
  clear(): void;
}

function acceptMedia(core: Core, type: string, body: Json): Json {
  const media = core.media.find(asText(body.media_id));
  must(media?.type === type && media.owner === null, 40007, 'invalid media_id');
  return body;
}

function acceptTextcard(body: Json): Json {
  must(asText(body.title) !== '' && [...asText(body.title)].length <= 128, 40058, 'textcard.title missing or too long');
  must(asText(body.description) !== '' && [...asText(body.description)].length <= 512, 40058, 'textcard.description');
  must(asText(body.url) !== '' && bytesOf(asText(body.url)) <= 2048, 40058, 'textcard.url missing or too long');
  return body;
}

function acceptNews(body: Json): Json {
  const articles = asList(body.articles).map(asObject);
  must(articles.length >= 1 && articles.length <= 8, 45008, 'articles must hold 1 to 8');
  for (const article of articles) must(asText(article.title) !== '', 41016, 'article title missing');
  return body;
}

/** Delivery to members with its checks, silent drops, cards and recall. */
export function createAppMessages(core: Core): AppMessages {
  const perMinute = createRate(core.limits.memberPerMinute, 60_000);
  const perHour = createRate(core.limits.memberPerHour, 3_600_000);
  const codes = new Map<string, ResponseCode>();
  const tasks = new Set<string>();
  const sent = new Map<string, { at: number; copies: { chat: MemberChat; message: Message }[] }>();
  const repeats = new Map<string, { at: number; msgid: string }>();
  const now = () => core.clock.now();

  function acceptBody(request: Json): Json {
    const type = asText(request.msgtype);
    const body = asObject(request[type]);
    switch (type) {
      case 'text':
      case 'markdown':
        must(asText(body.content) !== '', 44004, 'empty content');
        return { ...body, content: cutText(asText(body.content), 2048) };
      case 'image':
      case 'voice':
      case 'video':
      case 'file':
        return acceptMedia(core, type, body);
      case 'textcard':
        return acceptTextcard(body);
      case 'news':
        return acceptNews(body);
      case 'template_card':
        checkCard(body);
        return body;
      default:
        throw new ApiError(40008, 'invalid msgtype');
    }
  }

  function checkTask(card: Json): void {
    const taskId = asText(card.task_id);
    if (callsBack(card)) must(core.hasCallbackUrl, 43012, 'the app has no callback url');
    if (taskId === '') return;
    must(!tasks.has(taskId), 42014, 'task_id already used');
    tasks.add(taskId);
  }

  function recipients(request: Json): { found: MemberChat[]; invalid: string[]; invalidParties: string } {
    const users = asText(request.touser);
    const parties = asText(request.toparty);
    must(users !== '' || parties !== '' || asText(request.totag) !== '', 40035, 'touser, toparty and totag all empty');
    if (users === '@all') return { found: core.chats.members(), invalid: [], invalidParties: '' };
    const userids = [...new Set(users.split('|').filter((userid) => userid !== ''))];
    must(userids.length <= 1000, 40032, 'too many userids');
    const chats = userids.map((userid) => ({ userid, chat: core.chats.member(userid) }));
    return {
      found: [...new Set(chats.flatMap(({ chat }) => chat ?? []))],
      invalid: chats.filter(({ chat }) => chat === undefined).map(({ userid }) => userid.toLowerCase()),
      invalidParties: parties,
    };
  }

  function deliver(chat: MemberChat, msgid: string, content: { msgtype: string; body: Json }): Message | null {
    const { userid } = chat.member;
    if (!perMinute.take(userid, now()) || !perHour.take(userid, now())) {
      chat.dropped += 1;
      core.changed(chat);
      return null;
    }
    const { msgtype, body } = content;
    const card: CardView = { taskId: asText(body.task_id), content: body, replacedBy: null, past: [] };
    const parts = { id: msgid, at: now(), from: 'bot' as const, sender: core.agentId, msgtype, body };
    const message = createMessage(msgtype === 'template_card' ? { ...parts, card } : parts);
    chat.messages.push(message);
    core.changed(chat);
    return message;
  }

  function repeated(request: Json): string | undefined {
    if (request.enable_duplicate_check !== 1) return undefined;
    const interval = typeof request.duplicate_check_interval === 'number' ? request.duplicate_check_interval : 1800;
    const earlier = repeats.get(JSON.stringify(request));
    return earlier !== undefined && now() - earlier.at < Math.min(interval, 14_400) * 1000 ? earlier.msgid : undefined;
  }

  function send({ body: request }: ApiCall) {
    must(request.agentid !== undefined, 41011, 'agentid missing');
    must(String(request.agentid) === core.agentId, 40056, 'invalid agentid');
    const { found, invalid, invalidParties } = recipients(request);
    must(found.length > 0, 81013, 'user & party & tag all invalid');
    const answer = { invaliduser: invalid.join('|'), invalidparty: invalidParties, invalidtag: '', unlicenseduser: '' };
    const before = repeated(request);
    if (before !== undefined) return { ...answer, msgid: before };
    const msgtype = asText(request.msgtype);
    const body = acceptBody(request);
    if (msgtype === 'template_card') checkTask(body);
    const msgid = core.newId('', 48);
    const copies = found.flatMap((chat) => {
      const message = deliver(chat, msgid, { msgtype, body: structuredClone(body) });
      return message === null ? [] : [{ chat, message }];
    });
    sent.set(msgid, { at: now(), copies });
    repeats.set(JSON.stringify(request), { at: now(), msgid });
    const withCode = msgtype === 'template_card' && callsBack(body);
    return { ...answer, msgid, ...(withCode ? { response_code: giveResponseCode(asText(body.task_id)) } : {}) };
  }

  function giveResponseCode(taskId: string): string {
    const code = core.newId('RC', 40);
    codes.set(code, { taskId, at: now(), used: false });
    return code;
  }

  function takeCode(value: string): ResponseCode {
    const code = codes.get(value);
    must(code !== undefined && !code.used && now() - code.at < CODE_LIFE, 60140, 'invalid response_code');
    return code;
  }

  function updateTargets(request: Json): { chats: MemberChat[]; invalid: string[] } {
    if (request.atall === 1) return { chats: core.chats.members(), invalid: [] };
    const userids = asTexts(request.userids);
    must(userids.length >= 1 && userids.length <= 1000, 40058, 'userids must hold 1 to 1000 when atall is not 1');
    const known = userids.map((userid) => ({ userid, chat: core.chats.member(userid) }));
    return {
      chats: known.flatMap(({ chat }) => chat ?? []),
      invalid: known.filter(({ chat }) => chat === undefined).map(({ userid }) => userid),
    };
  }

  function apply(message: Message, request: Json): void {
    const card = message.card!;
    card.past.push(card.content);
    const button = asText(asObject(request.button).replace_name);
    card.replacedBy = button === '' ? null : button;
    if (button === '') {
      card.content = structuredClone(asObject(request.template_card));
      message.body = card.content;
    }
    message.text = [readable('template_card', message.body), button].filter((part) => part !== '').join('\n');
  }

  function update({ body: request }: ApiCall) {
    must(String(request.agentid) === core.agentId, 40056, 'invalid agentid');
    const code = takeCode(asText(request.response_code));
    const card = request.template_card === undefined ? null : asObject(request.template_card);
    must(
      card !== null || asText(asObject(request.button).replace_name) !== '',
      40058,
      'button or template_card missing',
    );
    if (card !== null) checkCard({ ...card, task_id: card.task_id ?? code.taskId });
    const { chats, invalid } = updateTargets(request);
    code.used = true;
    for (const chat of chats) {
      const message = chat.messages.find((one) => one.card?.taskId === code.taskId);
      if (message === undefined) {
        if (request.atall !== 1) invalid.push(chat.member.userid);
        continue;
      }
      apply(message, request);
      core.changed(chat);
    }
    return { invaliduser: invalid };
  }

  function recall({ body: request }: ApiCall) {
    const copy = sent.get(asText(request.msgid));
    must(copy !== undefined, 40058, 'invalid msgid');
    must(now() - copy.at < DAY, 42052, 'msgid expired');
    for (const { chat, message } of copy.copies) {
      message.status = 'recalled';
      core.changed(chat);
    }
    return {};
  }

  return {
    giveResponseCode,
    apis: {
      'message/send': { method: 'POST', auth: 'token', handle: send },
      'message/update_template_card': { method: 'POST', auth: 'token', handle: update },
      'message/recall': { method: 'POST', auth: 'token', handle: recall },
    },
    clear() {
      perMinute.clear();
      perHour.clear();
    },
  };
}
