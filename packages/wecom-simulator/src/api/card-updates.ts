import type { MemberChat } from '../chats.ts';
import { readable } from '../readable.ts';
import type { SimulatorState } from '../simulator-state.ts';
import type { CardView, Json, Message } from '../types.ts';
import { asObject, asText, asTexts } from '../values.ts';
import { type Api, must } from './answer.ts';
import { checkCard } from './card-rules.ts';
import type { ResponseCodes } from './response-codes.ts';

/** The members whose card is to change. Throws ApiError 40058. */
function targetsOf(sim: SimulatorState, request: Json): { chats: MemberChat[]; invalid: string[] } {
  if (request.atall === 1) return { chats: sim.chats.members(), invalid: [] };
  const userids = asTexts(request.userids);
  must(userids.length >= 1 && userids.length <= 1000, 40058, 'userids must hold 1 to 1000 when atall is not 1');
  const known = userids.map((userid) => ({ userid, chat: sim.chats.member(userid) }));
  return {
    chats: known.flatMap(({ chat }) => chat ?? []),
    invalid: known.filter(({ chat }) => chat === undefined).map(({ userid }) => userid),
  };
}

function replace(message: Message, card: CardView, request: Json): void {
  card.past.push(card.content);
  const button = asText(asObject(request.button).replace_name);
  card.replacedBy = button === '' ? null : button;
  if (button === '') {
    card.content = structuredClone(asObject(request.template_card));
    message.body = card.content;
  }
  message.text = [readable('template_card', message.body), button].filter((part) => part !== '').join('\n');
}

/** Changes the card of one member; false when they have no such card. */
function updateIn(chat: MemberChat, taskId: string, request: Json): boolean {
  for (const message of chat.messages) {
    if (message.card?.taskId !== taskId) continue;
    replace(message, message.card, request);
    return true;
  }
  return false;
}

/** `message/update_template_card`: replaces a card or greys its button, by the code of a click (wecom-api.md 4.3). */
export function createCardUpdates(sim: SimulatorState, codes: ResponseCodes): Api {
  return {
    method: 'POST',
    auth: 'token',
    handle({ body: request }) {
      must(String(request.agentid) === sim.agentId, 40056, 'invalid agentid');
      const code = codes.find(asText(request.response_code));
      const card = request.template_card === undefined ? null : asObject(request.template_card);
      const hasButton = asText(asObject(request.button).replace_name) !== '';
      must(card !== null || hasButton, 40058, 'button or template_card missing');
      if (card !== null) checkCard({ ...card, task_id: card.task_id ?? code.taskId });
      const { chats, invalid } = targetsOf(sim, request);
      code.used = true;
      for (const chat of chats) {
        if (updateIn(chat, code.taskId, request)) sim.changed(chat);
        else if (request.atall !== 1) invalid.push(chat.member.userid);
      }
      return { invaliduser: invalid };
    },
  };
}
