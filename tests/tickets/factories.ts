import path from 'node:path';
import type { StaffMember } from '../../src/community/config/people.ts';
import { loadCompany } from '../../src/config/load.ts';
import type { Community } from '../../src/config/types.ts';
import type { Effect, EffectOf } from '../../src/effects/index.ts';
import { fromZoned } from '../../src/shared/time.ts';
import type { Actor, Refusal, TicketAction } from '../../src/tickets/action.ts';
import { type Applied, applyAction } from '../../src/tickets/apply-action.ts';
import { asViewer } from '../../src/tickets/card.ts';
import type { TicketDraft } from '../../src/tickets/draft.ts';
import { formatNumber, numberDay } from '../../src/tickets/numbers.ts';
import { type OpenContext, openTicket } from '../../src/tickets/open-ticket.ts';
import { isRefusal } from '../../src/tickets/texts.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';

const shippedDir = path.join(import.meta.dirname, '../../config');
const loaded = await loadCompany(shippedDir, { env: {}, shippedDir });
if (loaded.company === null) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));

/** The shipped configuration, with an assistant, a company line, a second pair of hands in every department. */
export const shipped: Community = loaded.company.communities.get('main')!;

const extra: StaffMember[] = [
  { userid: 'gao.zong', name: '高总', department: 'head-office', roles: [] },
  { userid: 'fang.zhuli', name: '方助理', department: 'management', roles: [] },
  { userid: 'lu.shifu', name: '陆师傅', department: 'aftersales', roles: ['worker'] },
  { userid: 'gu.baojie', name: '顾阿姨', department: 'landscaping', roles: ['worker'] },
];

export const community: Community = {
  ...shipped,
  staff: [...shipped.staff, ...extra],
  escalation: { ...shipped.escalation, assistant: 'fang.zhuli', company: ['gao.zong'] },
};

/** `2026-11-24 10:00` in the community's time zone, epoch ms. */
export function at(text: string): number {
  const [date, clock = '00:00'] = text.split(' ');
  const [year, month, day] = date!.split('-').map(Number);
  const [hour, minute] = clock.split(':').map(Number);
  return fromZoned({ year: year!, month: month!, day: day!, hour: hour!, minute: minute! }, 'Asia/Shanghai');
}

/** A Tuesday at ten: everybody works. */
export const NOON = at('2026-11-24 10:00');
export const OWNER = 'wkDEMO/owner-1';

/** What an owner reports, unless the test says otherwise. */
export function draft(overrides: Partial<TicketDraft> = {}): TicketDraft {
  const house = { building: '3', unit: '2', room: '1701' };
  return {
    community: 'main',
    category: '报修',
    topic: 'repair-other',
    urgent: false,
    danger: null,
    channel: '微信',
    words: ['阳台的晾衣架坏了'],
    summary: '阳台晾衣架坏了',
    house,
    place: null,
    reporter: { conversationId: OWNER, name: '王小明', phone: '13812345678', house, relation: '业主' },
    appointment: null,
    media: [],
    accused: null,
    accusedDepartment: null,
    confidential: false,
    details: {},
    links: [],
    why: [],
    firstWordAt: NOON,
    ...overrides,
  };
}

/** A fresh ticket with what it owes. */
export function opened(overrides: Partial<TicketDraft> = {}, context: Partial<OpenContext> = {}): Applied {
  const now = context.now ?? overrides.firstWordAt ?? NOON;
  const made = draft({ firstWordAt: now, ...overrides });
  const sequence = context.sequence ?? 1;
  const of = context.community ?? community;
  const number = formatNumber({ category: made.category, day: numberDay(now, of), sequence }, of);
  return openTicket(made, { id: 't1', number, sequence, now, community: of, ...context });
}

/** The fresh ticket alone. */
export const open = (overrides: Partial<TicketDraft> = {}, context: Partial<OpenContext> = {}) =>
  opened(overrides, context).ticket;

/** A member as he acts. */
export const member = (userid: string, of: Community = community) => asViewer(userid, of);

export const owner = (conversationId = OWNER): Actor => ({ kind: 'owner', conversationId });
export const system: Actor = { kind: 'system' };

interface Doing {
  readonly by: Actor | string;
  readonly now?: number;
  readonly community?: Community;
  readonly id?: string;
}

/** What comes of an action: applied, or a refusal. */
export function attempt(ticket: Ticket, action: TicketAction, doing: Doing): Applied | Refusal {
  const of = doing.community ?? community;
  const actor = typeof doing.by === 'string' ? member(doing.by, of) : doing.by;
  const id = doing.id === undefined ? {} : { id: doing.id };
  return applyAction(ticket, action, { actor, now: doing.now ?? ticket.updatedAt, community: of, ...id });
}

/** Does it, and fails the test when it is refused. */
export function apply(ticket: Ticket, action: TicketAction, doing: Doing): Applied {
  const result = attempt(ticket, action, doing);
  if (isRefusal(result)) throw new Error(`${action.kind} refused: ${result.refused} ${result.text}`);
  return result;
}

/** The ticket after it. */
export const moved = (ticket: Ticket, action: TicketAction, doing: Doing): Ticket =>
  apply(ticket, action, doing).ticket;

/** The refusal, and fails the test when it was done. */
export function refused(ticket: Ticket, action: TicketAction, doing: Doing): Refusal {
  const result = attempt(ticket, action, doing);
  if (!isRefusal(result)) throw new Error(`${action.kind} was done; the ticket is ${result.ticket.state}`);
  return result;
}

/** Time passes: one tick. */
export const tick = (ticket: Ticket, now: number, of: Community = community) =>
  apply(ticket, { kind: 'tick' }, { by: system, now, community: of });

type Pending = { readonly effect: Effect };

/** The messages among the effects. */
export function messagesOf(effects: readonly Pending[]): EffectOf<'message.send'>[] {
  return effects.flatMap(({ effect }) => (effect.kind === 'message.send' ? [effect] : []));
}

/** The first message to a member. */
export function toMember(effects: readonly Pending[], userid: string): EffectOf<'message.send'> | undefined {
  return messagesOf(effects).find((message) => message.to === 'member' && message.userid === userid);
}

/** Every text of the effects with whom it goes to, one line each: `owner wkDEMO/owner-1: …`. New states of cards are no texts. */
export function told(effects: readonly Pending[]): string[] {
  return messagesOf(effects).flatMap((message) => {
    const text = textOf(message.content);
    if (message.to === 'owner') return [`owner ${message.conversationId}: ${text}`];
    if (message.to === 'group') return [`group ${message.department}: ${text}`];
    return isCardUpdate(message) ? [] : [`member ${message.userid}: ${text}`];
  });
}

const isCardUpdate = ({ purpose, content }: EffectOf<'message.send'>) =>
  purpose === 'update' && content.kind === 'card';

function textOf(content: object): string {
  if ('text' in content && 'kind' in content && content.kind === 'text') return String(content.text);
  return JSON.stringify(content);
}

/** Minutes, hours, days in ms. */
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
