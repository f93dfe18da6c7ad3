import { deriveId } from '../shared/id.ts';
import { vocabularyOf } from './commands/vocabulary.ts';
import type { Community } from './community.ts';
import { type Answer, type Context, isInGroup, type MemberMessage } from './context.ts';
import type { StaffDeps } from './deps.ts';
import { REPLY_BYTES } from './lists/fit-lines.ts';
import { membershipsOf } from './member.ts';
import { memberText } from './member-text.ts';
import { NO_MEMORY } from './memory.ts';
import { createShiftScheduler } from './shifts/shift-scheduler.ts';
import { tellIn } from './tell.ts';
import { answerClick } from './tickets/answer-click.ts';
import { answerMedia } from './tickets/answer-media.ts';
import { answerText } from './turn/answer-text.ts';
import { splitLines } from './turn/split-lines.ts';

/** What a member is answered. In the app it has been given to delivery already; the robot answers it at once. */
export interface StaffReply {
  readonly lines: readonly string[];
  /** The lines in messages of at most 2048 bytes. */
  readonly texts: readonly string[];
}

/** What staff and managers type and tap (operating contract, "Words in chat"), and their shifts. */
export interface StaffService {
  /** Answers one message. The same id twice acts once and answers the same. Never rejects for what a member typed. */
  handle(message: MemberMessage): Promise<StaffReply>;
  /** Answers the messages of one member's queue in order. What they change is stored and sent under ids made of theirs. */
  handleQueued(community: string, messages: readonly MemberMessage[]): Promise<void>;
  /** Writes, sends and reminds of the shift records that are due; several processes may call it at once. */
  tick(): Promise<void>;
}

const toReply = (lines: readonly string[]): StaffReply => ({ lines, texts: splitLines(lines, REPLY_BYTES) });

async function answerTo(context: Context): Promise<Answer> {
  const { message } = context.input;
  switch (message.kind) {
    case 'text':
      return answerText(context, message.text);
    case 'click':
      return answerClick(context, message.key);
    case 'media':
      return answerMedia(context, { file: message.file, type: message.type });
    case 'other':
      return { lines: [context.tell('other-type')] };
  }
}

/** An answer in any case: what went wrong is logged, and the member reads a polite sentence with a phone number. */
async function answerSafely(context: Context): Promise<Answer> {
  const { deps, input, first, tell } = context;
  try {
    return await answerTo(context);
  } catch (error) {
    deps.log.error({ error, id: input.id, community: first.community.id }, 'staff command failed');
    return { lines: [tell('failed', { phone: first.community.phones.day })] };
  }
}

async function send({ delivery }: StaffDeps, input: MemberMessage, { id }: Community, lines: readonly string[]) {
  const messages = splitLines(lines, REPLY_BYTES).map((text, index) =>
    memberText({
      id: deriveId(input.id, 'reply', index),
      community: id,
      purpose: 'answer',
      userid: input.userid,
      text,
    }),
  );
  await delivery.enqueue(messages);
}

/** Sends an answer. Written in a group, what is private goes to the member's app chat, and the group reads only that it did. */
async function deliver(context: Context, { lines, private: isPrivate = false }: Answer): Promise<StaffReply> {
  const { deps, input, first } = context;
  const isHidden = isPrivate && isInGroup(input);
  if (input.via === 'app' || isHidden) await send(deps, input, first.community, lines);
  return toReply(isHidden ? [context.tell('in-group')] : lines);
}

/** Answers a person who is not on the staff of any community. */
async function answerStranger(deps: StaffDeps, input: MemberMessage): Promise<StaffReply> {
  const [community] = deps.communities();
  if (community === undefined) return toReply([]);
  const lines = [tellIn(community)('stranger')];
  if (input.via === 'app') await send(deps, input, community, lines);
  return toReply(lines);
}

async function contextFor(deps: StaffDeps, input: MemberMessage): Promise<Context | null> {
  const memberships = membershipsOf(deps.communities(), input.userid);
  const [first] = memberships;
  if (first === undefined) return null;
  const memory = (await deps.memory.get(input.userid.toLowerCase())) ?? NO_MEMORY;
  const chosen = memberships.filter(({ community }) => community.id === memory.community);
  return {
    deps,
    input,
    first,
    memberships,
    current: chosen.length > 0 ? chosen : memberships,
    memory,
    now: deps.clock.now(),
    tell: tellIn(first.community),
    vocabulary: vocabularyOf(first.community),
  };
}

async function handle(deps: StaffDeps, input: MemberMessage): Promise<StaffReply> {
  const context = await contextFor(deps, input);
  if (context === null) return answerStranger(deps, input);
  const { memory, tell } = context;
  if (memory.answered?.id === input.id) return deliver(context, { lines: memory.answered.lines });
  const answer = await answerSafely(context);
  const lines = answer.private === true ? [tell('ask-again')] : answer.lines;
  const answered = { id: input.id, lines };
  await deps.memory.set(input.userid.toLowerCase(), { ...memory, ...answer.memory, answered });
  return deliver(context, answer);
}

/** Makes the staff side of the chat. */
export function createStaffService(deps: StaffDeps): StaffService {
  const shifts = createShiftScheduler(deps);
  return {
    handle: (message) => handle(deps, message),
    async handleQueued(community, messages) {
      for (const input of messages) {
        const { userid, message } = input;
        if (message.kind === 'click') {
          const { taskId, responseCode } = message;
          await deps.delivery.cardClicked({ community, userid, taskId, responseCode });
        }
        await handle(deps, input);
      }
    },
    tick: shifts.tick,
  };
}
