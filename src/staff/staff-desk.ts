import { deriveId } from '../shared/id.ts';
import { REPLY_BYTES } from './fit-lines.ts';
import { answerClick } from './handlers/answer-click.ts';
import { answerMedia } from './handlers/answer-media.ts';
import { answerText } from './handlers/answer-text.ts';
import type { Answer, Context, StaffInput } from './handlers/context.ts';
import { membershipsOf } from './member.ts';
import { NO_MEMORY } from './memory.ts';
import type { StaffDeskDeps } from './ports.ts';
import { splitLines } from './split-lines.ts';
import { tellIn } from './tell.ts';

export type { StaffInput } from './handlers/context.ts';

/** What a member is told. For the app it has been given to delivery already; the robot answers it at once. */
interface StaffReply {
  readonly lines: readonly string[];
  /** The lines in messages of at most 2048 bytes. */
  readonly texts: readonly string[];
}

/** What staff and managers type and tap (operating contract, "Words in chat"). */
export interface StaffDesk {
  /** Answers one message. The same id twice acts once and answers the same. Never rejects for what a member typed. */
  handle(input: StaffInput): Promise<StaffReply>;
}

function reply(lines: readonly string[]): StaffReply {
  return { lines, texts: splitLines(lines, REPLY_BYTES) };
}

async function answer(context: Context): Promise<Answer> {
  const { message } = context.input;
  if (message.kind === 'text') return answerText(context, message.text);
  if (message.kind === 'click') return answerClick(context, message);
  if (message.kind === 'media') return answerMedia(context, { file: message.file, type: message.type });
  return { lines: [context.tell('other-type')] };
}

/** The staff's side of the chat, on ports; see `StaffDeskDeps`. */
export function createStaffDesk(deps: StaffDeskDeps): StaffDesk {
  async function send(input: StaffInput, community: string, lines: readonly string[]): Promise<void> {
    const messages = splitLines(lines, REPLY_BYTES).map((text, index) => ({
      id: deriveId(input.id, 'reply', index),
      community,
      purpose: 'answer' as const,
      to: 'member' as const,
      userid: input.userid,
      content: { kind: 'text' as const, text },
    }));
    await deps.delivery.enqueue(messages);
  }

  async function safely(context: Context): Promise<Answer> {
    try {
      return await answer(context);
    } catch (error) {
      deps.onError(error, { userid: context.input.userid, id: context.input.id });
      const { community } = context.memberships[0]!;
      return { lines: [context.tell('failed', { phone: community.phones.day })] };
    }
  }

  /** In a group what is private goes to his app chat, and the group reads only that it did. */
  async function deliver(context: Context, { lines, private: isPrivate }: Answer): Promise<StaffReply> {
    const { input, memberships } = context;
    const community = memberships[0]!.community.id;
    const inGroup = input.chatId !== undefined && input.chatId !== null;
    if (input.via === 'app' || (isPrivate === true && inGroup)) await send(input, community, lines);
    return reply(isPrivate === true && inGroup ? [context.tell('in-group')] : lines);
  }

  return {
    async handle(input) {
      const memberships = membershipsOf(deps.communities(), input.userid);
      const [first] = memberships;
      if (first === undefined) {
        const [some] = [...deps.communities()];
        const lines = some === undefined ? [] : [tellIn(some)('stranger')];
        if (input.via === 'app' && some !== undefined) await send(input, some.id, lines);
        return reply(lines);
      }
      const key = input.userid.toLowerCase();
      const memory = (await deps.memory.get(key)) ?? NO_MEMORY;
      const chosen = memberships.filter(({ community }) => community.id === memory.community);
      const context: Context = {
        deps,
        input,
        memberships,
        current: chosen.length > 0 ? chosen : memberships,
        memory,
        now: deps.now(),
        tell: tellIn(first.community),
      };
      if (memory.answered?.id === input.id) return deliver(context, { lines: memory.answered.lines });
      const given = await safely(context);
      const kept = given.private === true ? [context.tell('ask-again')] : given.lines;
      await deps.memory.set(key, { ...memory, ...given.memory, answered: { id: input.id, lines: kept } });
      return deliver(context, given);
    },
  };
}
