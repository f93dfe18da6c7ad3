import { deriveId } from '../shared/id.ts';
import { fill } from '../tickets/texts.ts';
import { REPLY_BYTES } from './fit-lines.ts';
import { answerClick } from './handlers/answer-click.ts';
import { answerMedia } from './handlers/answer-media.ts';
import { answerText } from './handlers/answer-text.ts';
import type { Answer, Context, StaffInput } from './handlers/context.ts';
import { membershipsOf } from './member.ts';
import { NO_MEMORY } from './memory.ts';
import type { StaffDeskDeps } from './ports.ts';
import { splitLines } from './split-lines.ts';
import { WORDS } from './words.ts';

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
  return { lines: ['这类消息我还看不懂，请发文字或照片。发“帮助”看命令。'] };
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
      const phone = context.memberships[0]!.community.phones.day;
      return { lines: [fill(WORDS.failed, { phone })] };
    }
  }

  /** In a group what is private goes to his app chat, and the group reads only that it did. */
  async function deliver(context: Context, { lines, private: isPrivate }: Answer): Promise<StaffReply> {
    const { input, memberships } = context;
    const community = memberships[0]!.community.id;
    const inGroup = input.chatId !== undefined && input.chatId !== null;
    if (input.via === 'app' || (isPrivate === true && inGroup)) await send(input, community, lines);
    return reply(isPrivate === true && inGroup ? [WORDS.inGroup] : lines);
  }

  return {
    async handle(input) {
      const memberships = membershipsOf(deps.communities(), input.userid);
      const [first] = memberships;
      if (first === undefined) {
        const [some] = [...deps.communities()];
        if (input.via === 'app' && some !== undefined) await send(input, some.id, [WORDS.stranger]);
        return reply([WORDS.stranger]);
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
      };
      if (memory.answered?.id === input.id) return deliver(context, { lines: memory.answered.lines });
      const given = await safely(context);
      const kept = given.private === true ? [WORDS.askAgain] : given.lines;
      await deps.memory.set(key, { ...memory, ...given.memory, answered: { id: input.id, lines: kept } });
      return deliver(context, given);
    },
  };
}
