import { createMessage, type MemberChat } from '../chats.ts';
import { createRate } from '../rate.ts';
import type { SimulatorState } from '../simulator-state.ts';
import type { Json, Message } from '../types.ts';
import { asText } from '../values.ts';
import type { ApiTable } from './answer.ts';
import { type ApiCall, must } from './answer.ts';
import { acceptAppBody } from './app-bodies.ts';
import { callsBack } from './card-rules.ts';
import { createCardUpdates } from './card-updates.ts';
import { createDuplicateCheck } from './duplicate-check.ts';
import { createResponseCodes } from './response-codes.ts';

const DAY_MS = 86_400_000;

/** Messages to members (wecom-api.md 4). */
export interface AppMessages {
  readonly apis: ApiTable;
  /** A code with which a card may be updated once within 72 hours. */
  giveResponseCode(taskId: string): string;
  clear(): void;
}

interface Recipients {
  readonly found: MemberChat[];
  readonly invalid: string[];
  readonly invalidParties: string;
}

function recipientsOf(sim: SimulatorState, request: Json): Recipients {
  const users = asText(request.touser);
  const parties = asText(request.toparty);
  must(users !== '' || parties !== '' || asText(request.totag) !== '', 40035, 'touser, toparty and totag all empty');
  if (users === '@all') return { found: sim.chats.members(), invalid: [], invalidParties: '' };
  const userids = [...new Set(users.split('|').filter((userid) => userid !== ''))];
  must(userids.length <= 1000, 40032, 'too many userids');
  const chats = userids.map((userid) => ({ userid, chat: sim.chats.member(userid) }));
  return {
    found: [...new Set(chats.flatMap(({ chat }) => chat ?? []))],
    invalid: chats.filter(({ chat }) => chat === undefined).map(({ userid }) => userid.toLowerCase()),
    invalidParties: parties,
  };
}

/** Shows messages in members' chats; what is over their rate is dropped without an error (wecom-api.md 4.1). */
function createMemberDelivery(sim: SimulatorState) {
  const perMinute = createRate(sim.limits.memberPerMinute, 60_000);
  const perHour = createRate(sim.limits.memberPerHour, 3_600_000);

  function deliver(chat: MemberChat, content: { msgid: string; msgtype: string; body: Json }): Message | null {
    const { userid } = chat.member;
    const now = sim.clock.now();
    if (!perMinute.take(userid, now) || !perHour.take(userid, now)) {
      chat.dropped += 1;
      sim.changed(chat);
      return null;
    }
    const { msgid: id, msgtype, body } = content;
    const message = createMessage({ id, at: now, from: 'bot', sender: sim.agentId, msgtype, body });
    chat.messages.push(message);
    sim.changed(chat);
    return message;
  }

  return {
    deliver,
    clear() {
      perMinute.clear();
      perHour.clear();
    },
  };
}

/** Refuses a card that calls back without an address, and a task id that was used before (wecom-api.md 4.2). */
function createTaskCheck(sim: SimulatorState) {
  const tasks = new Set<string>();
  return (card: Json): void => {
    const taskId = asText(card.task_id);
    if (callsBack(card)) must(sim.hasCallbackUrl, 43012, 'the app has no callback url');
    if (taskId === '') return;
    must(!tasks.has(taskId), 42014, 'task_id already used');
    tasks.add(taskId);
  };
}

interface Copy {
  readonly chat: MemberChat;
  readonly message: Message;
}

/** What was sent, so that it can be recalled within a day (wecom-api.md 4.4). */
function createRecalls(sim: SimulatorState) {
  const sent = new Map<string, { at: number; copies: Copy[] }>();
  return {
    remember: (msgid: string, copies: Copy[]) => void sent.set(msgid, { at: sim.clock.now(), copies }),
    recall({ body: request }: ApiCall) {
      const found = sent.get(asText(request.msgid));
      must(found !== undefined, 40058, 'invalid msgid');
      must(sim.clock.now() - found.at < DAY_MS, 42052, 'msgid expired');
      for (const { chat, message } of found.copies) {
        message.status = 'recalled';
        sim.changed(chat);
      }
      return {};
    },
  };
}

/** Delivery to members with its checks, silent drops, cards and recall. */
export function createAppMessages(sim: SimulatorState): AppMessages {
  const codes = createResponseCodes(sim);
  const duplicates = createDuplicateCheck(sim);
  const delivery = createMemberDelivery(sim);
  const recalls = createRecalls(sim);
  const checkTask = createTaskCheck(sim);

  function send({ body: request }: ApiCall) {
    must(request.agentid !== undefined, 41011, 'agentid missing');
    must(String(request.agentid) === sim.agentId, 40056, 'invalid agentid');
    const { found, invalid, invalidParties } = recipientsOf(sim, request);
    must(found.length > 0, 81013, 'user & party & tag all invalid');
    const answer = { invaliduser: invalid.join('|'), invalidparty: invalidParties, invalidtag: '', unlicenseduser: '' };
    const before = duplicates.earlier(request);
    if (before !== undefined) return { ...answer, msgid: before };
    const msgtype = asText(request.msgtype);
    const body = acceptAppBody(sim, request);
    if (msgtype === 'template_card') checkTask(body);
    const msgid = sim.newId('', 48);
    const copies = found.flatMap((chat) => {
      const message = delivery.deliver(chat, { msgid, msgtype, body: structuredClone(body) });
      return message === null ? [] : [{ chat, message }];
    });
    recalls.remember(msgid, copies);
    duplicates.remember(request, msgid);
    const withCode = msgtype === 'template_card' && callsBack(body);
    return { ...answer, msgid, ...(withCode ? { response_code: codes.give(asText(body.task_id)) } : {}) };
  }

  return {
    giveResponseCode: codes.give,
    apis: {
      'message/send': { method: 'POST', auth: 'token', handle: send },
      'message/update_template_card': createCardUpdates(sim, codes),
      'message/recall': { method: 'POST', auth: 'token', handle: recalls.recall },
    },
    clear: delivery.clear,
  };
}
