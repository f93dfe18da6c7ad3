import './effects.ts';
import type { MessageToSend } from '../delivery/index.ts';
import type { Effect } from '../effects/index.ts';
import { formatHouse, type House, maskName, maskText } from '../language/index.ts';
import { format, wordsFor } from '../messages/index.ts';
import { deriveId } from '../shared/index.ts';
import type { TicketAction } from '../tickets/index.ts';
import { detailOf } from './added-facts.ts';
import type { Community } from './community.ts';
import type { ConversationState } from './state.ts';
import type { DialogueOutput, StepContext } from './types.ts';

/** Whose turn it was. `version` is the one that the turn makes; ids of linked tickets derive from it. */
export interface TurnContext extends Pick<StepContext, 'now' | 'understand'> {
  readonly community: Community;
  readonly conversationId: string;
  readonly version: number;
  readonly state: ConversationState;
}

type Output<K extends DialogueOutput['kind']> = Extract<DialogueOutput, { kind: K }>;

/** The outputs of a turn as effects, in the order in which they are executed. Pure. */
export function toEffects(outputs: readonly DialogueOutput[], context: TurnContext): Effect[] {
  return outputs.flatMap((output, index) => effectsOf(output, index, context));
}

function effectsOf(output: DialogueOutput, index: number, context: TurnContext): Effect[] {
  const { conversationId, community } = context;
  switch (output.kind) {
    case 'say':
      return say(output, context);
    case 'open-ticket':
      return [openTicket(output, index, context)];
    case 'add-to-ticket': {
      const { ticketId, tell } = output;
      return [{ kind: 'ticket.act', ticketId, action: toAction(output, context), conversationId, replies: tell }];
    }
    case 'answer-quote': {
      const { ticketId, quoteId, accepted, text } = output;
      const action = { kind: 'answer-quote', quoteId, accepted, text } as const;
      return [{ kind: 'ticket.act', ticketId, action, conversationId }];
    }
    case 'answer-visit': {
      const { ticketId: _ticket, ...answer } = output;
      return [{ ...answer, kind: 'visit.answer' }];
    }
    case 'hand-over':
      return handOver(output, context);
    case 'alert':
      return [alert(output, context)];
    case 'relay':
      return [{ kind: 'relay.record', to: output.to, text: output.text, who: knownOf(context) }];
    case 'privacy': {
      const { desk } = community.messages;
      const reason = wordsFor(desk.reasons, output.request);
      return [toDesk(format(desk.privacy, { ...placesOf(context), reason, text: maskText(output.text) }), context)];
    }
  }
}

function say({ messages, purpose, code }: Output<'say'>, { conversationId, state }: TurnContext): Effect[] {
  const visitId = state.talks.find((talk) => talk.visit !== undefined)?.visit?.visitId;
  return messages.map((content, index) => ({
    kind: 'message.send',
    to: 'owner',
    conversationId,
    content,
    purpose,
    ...(code === undefined || index > 0 ? {} : { code }),
    // Follow-up is told how the question of a visit ended.
    ...(purpose !== 'survey' || visitId === undefined ? {} : { visitId }),
  }));
}

function openTicket(
  { draft, tell, linkWith = [] }: Output<'open-ticket'>,
  index: number,
  context: TurnContext,
): Effect {
  const { conversationId, version } = context;
  const ticketId = (at: number) => deriveId(conversationId, version, at);
  return {
    kind: 'ticket.open',
    id: ticketId(index),
    draft: {
      ...draft,
      reporter: { ...draft.reporter, conversationId },
      links: [...draft.links, ...linkWith.map(ticketId)],
    },
    replies: tell,
  };
}

function toAction(output: Output<'add-to-ticket'>, { now, community, understand }: TurnContext): TicketAction {
  const { what, text, media } = output;
  switch (what) {
    case 'note':
      return { kind: 'note', text };
    case 'media':
      return { kind: 'add-media', media, text };
    case 'urge':
      return { kind: 'urge', text };
    case 'cancel':
      return { kind: 'cancel', reason: text };
    case 'rework':
      return { kind: 'reopen', reason: text, unsolved: true };
    default:
      return detailOf(what, text, understand(text, { now, timezone: community.timezone }).facts);
  }
}

/** What the bot has just said goes out before the session moves: once a person has it, WeCom refuses ours (wecom-api.md 3.4). */
function handOver({ reason, summary, urgent }: Output<'hand-over'>, context: TurnContext): Effect[] {
  const { community, conversationId } = context;
  const { desk } = community.messages;
  const values = { ...placesOf(context), reason: wordsFor(desk.reasons, reason), summary: maskText(summary) };
  const told = toDesk(format(desk.handOver, values), context, urgent ? 'emergency' : 'task');
  return reason === 'silence' ? [told] : [told, { kind: 'session.transfer', conversationId }];
}

function alert({ danger, house, text }: Output<'alert'>, context: TurnContext): Effect {
  const { routing, messages } = context.community;
  const values = {
    danger: danger === null ? '' : (routing.dangers[danger]?.name ?? danger),
    house: house === null ? placesOf(context).house : inBrackets(house),
    text: maskText(text),
  };
  return toDesk(format(messages.desk.alert, values), context, 'emergency');
}

function toDesk(text: string, { community }: TurnContext, purpose: MessageToSend['purpose'] = 'task'): Effect {
  return {
    kind: 'message.send',
    to: 'group',
    department: community.duty.desk,
    content: { kind: 'text', text },
    purpose,
  };
}

/** What the dialogue knows of the owner. */
function knownOf({ state: { profile } }: TurnContext): { name: string | null; house: House | null } {
  return { name: profile.name ?? null, house: profile.houses?.[0] ?? null };
}

/** The same, masked for a group. */
function placesOf({ state: { profile } }: TurnContext): { who: string; house: string } {
  const house = profile.houses?.[0];
  return { who: maskName(profile.name ?? ''), house: house === undefined ? '' : inBrackets(house) };
}

const inBrackets = (house: House) => `（${formatHouse(house)}）`;
