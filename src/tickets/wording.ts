import { memberName } from '../community/index.ts';
import type { GroupContent } from '../delivery/index.ts';
import { describeTime } from '../language/index.ts';
import { topicName } from '../understanding/index.ts';
import type { Community } from './community.ts';
import type { TicketView } from './confidentiality.ts';
import { STATE_NAMES } from './state.ts';
import { type NamedPart, say } from './texts.ts';
import type { DeadlineKind, Ticket } from './ticket.ts';

interface Moment {
  readonly ticket: Ticket;
  readonly community: Community;
  readonly now: number;
}

type Field = { readonly name: string; readonly value: string };

/** The topic's name for people: the company's own, else the built-in one, else the category. */
export function topicOf(ticket: Pick<Ticket, 'topic' | 'category'>, community: Community): string {
  if (ticket.topic === null) return ticket.category;
  return community.routing.topics[ticket.topic]?.name ?? topicName(ticket.topic);
}

/** `【急修】BX261123-007 报修·渗漏水`. */
export function cardTitle(ticket: Ticket, community: Community): string {
  const danger = ticket.danger === null ? undefined : community.routing.dangers[ticket.danger];
  const flag = danger !== undefined ? (danger.discreet ? '突发' : danger.name) : ticket.urgent ? '急' : '';
  const topic = ticket.discreet ? ticket.category : topicOf(ticket, community);
  return `${flag === '' ? '' : `【${flag}】`}${ticket.number} ${ticket.category}·${topic}`;
}

/** The next limit that somebody must keep, with its kind. */
function nextLimit(ticket: Ticket): { kind: DeadlineKind; dueAt: number } | null {
  const order: readonly DeadlineKind[] = ['respond', 'arrive', 'answer', 'finish', 'decide', 'verify', 'next'];
  const running = order.flatMap((kind) => {
    const deadline = ticket.deadlines[kind];
    return deadline === undefined || deadline.metAt !== null || deadline.dueAt === null
      ? []
      : [{ kind, dueAt: deadline.dueAt }];
  });
  return running.sort((a, b) => a.dueAt - b.dueAt)[0] ?? null;
}

/** The limit that matters to the department: on site for urgent work, otherwise the answer or the end. */
function mainLimit(ticket: Ticket): { kind: DeadlineKind; dueAt: number } | null {
  const order: readonly DeadlineKind[] = ticket.urgent
    ? ['arrive', 'finish']
    : ['answer', 'finish', 'decide', 'respond'];
  for (const kind of order) {
    const deadline = ticket.deadlines[kind];
    if (deadline !== undefined && deadline.metAt === null && deadline.dueAt !== null)
      return { kind, dueAt: deadline.dueAt };
  }
  return nextLimit(ticket);
}

/** What the state is called, with who has it. */
export function stateText(ticket: Ticket, community: Community): string {
  const who = ticket.assignee === null ? '' : memberName(community, ticket.assignee);
  if (ticket.state === 'assigned' || ticket.state === 'accepted') return `${who}${STATE_NAMES[ticket.state]}`;
  if (['quoted', 'agreed', 'working', 'suspended', 'done'].includes(ticket.state) && who !== '') {
    return `${STATE_NAMES[ticket.state]}（${who}）`;
  }
  return STATE_NAMES[ticket.state];
}

/** The lines of a card or group message, already masked by `view`. */
export function cardFields(view: TicketView | null, { ticket, community, now }: Moment): Field[] {
  if (view === null) return [];
  const name = (key: NamedPart<'field'>) => say(community, `names.field-${key}`);
  const limit = mainLimit(ticket);
  const reporter = view.reporter === null ? null : [view.reporter.name, view.reporter.phone].filter(Boolean).join(' ');
  const fields: (Field | null)[] = [
    view.place === null ? null : { name: name('place'), value: view.place },
    view.matter === null ? null : { name: name('matter'), value: view.matter },
    ticket.appointment === null ? null : { name: name('appointment'), value: ticket.appointment.text },
    reporter === null ? null : { name: name('reporter'), value: reporter },
    limit === null
      ? null
      : {
          name: say(community, `names.limit-${limit.kind}`),
          value: describeTime(limit.dueAt, now, community.timezone),
        },
    ticket.joined.length === 0 ? null : { name: name('joined'), value: String(ticket.joined.length + 1) },
  ];
  return fields.filter((field) => field !== null);
}

/** One ticket as a group reads it: number, place, matter, masked reporter, limit, and who is called. */
export function groupTicket(
  view: TicketView,
  moment: Moment & { readonly mention: readonly string[]; readonly lead?: string },
): GroupContent {
  const { ticket, community, mention, lead } = moment;
  const fields = cardFields(view, moment);
  const title = cardTitle(ticket, community);
  const limit = mainLimit(ticket);
  const due = limit === null ? '' : describeTime(limit.dueAt, moment.now, community.timezone);
  return {
    kind: 'ticket',
    title: lead === undefined ? title : `${lead} ${title}`,
    line: [title, view.place, view.matter, due].filter((part) => part !== null && part !== '').join(' '),
    fields,
    ...(mention.length === 0 ? {} : { mention }),
  };
}

/** `李师傅`; surname and title only, for owners. */
export function workerTitle(ticket: Ticket, community: Community): string | null {
  if (ticket.assignee === null) return null;
  const name = memberName(community, ticket.assignee);
  if (/(师傅|经理|主管|队长|工|阿姨|会计)$/.test(name)) return name;
  const first = [...name][0] ?? '';
  return say(community, 'names.worker-title', { surname: first });
}
