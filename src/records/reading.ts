import { departmentName, memberName } from '../community/index.ts';
import { maskText } from '../language/index.ts';
import { clockTime, isoDate } from '../shared/index.ts';
import type { Ticket, Viewer } from '../tickets/index.ts';
import { topicOf } from '../tickets/index.ts';
import type { Community } from './community.ts';
import type { FormMessages } from './config/form-messages.ts';
import { type TicketLine, ticketLine } from './ticket-line.ts';

/** Who reads a form, and for what time. Epoch ms. */
export interface Reader {
  readonly community: Community;
  readonly viewer: Viewer;
  /** Names and numbers in the open for whoever may know them; the caller keeps a record of it (R4). */
  readonly unmasked: boolean;
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** How things are written for one reader. */
export interface Reading extends Reader {
  /** The fixed words of cells. */
  readonly cells: FormMessages['cells'];
  /** `2026-11-24 14:05` in the community's time zone; nothing for no time. */
  time(at: number | null | undefined): string | null;
  /** `2026-11-24`. */
  date(at: number | null | undefined): string | null;
  /** The name of a member; who is no member as he was written. */
  member(userid: string | null | undefined): string | null;
  department(id: string): string;
  /** What the matter is called. */
  topic(ticket: Ticket): string;
  /** A free text that belongs to no ticket, with numbers masked. */
  text(text: string | null | undefined): string | null;
  /** True for a moment of the period. */
  covers(at: number): boolean;
  /** A line for every ticket opened in the period that he may know of, oldest first. */
  lines(tickets: readonly Ticket[]): TicketLine[];
  /** The line of a ticket of whatever time; null when he may not know of it. */
  line(ticket: Ticket): TicketLine | null;
}

/** The reading of a reader. */
export function createReading(reader: Reader): Reading {
  const { community, from, to } = reader;
  const { timezone, messages } = community;
  const { owner, system } = messages.ticket.names;
  const others: Readonly<Record<string, string>> = { owner, system };
  const date = (at: number | null | undefined) => (at == null ? null : isoDate(at, timezone));
  const covers = (at: number) => at >= from && at < to;
  const line = (ticket: Ticket) => ticketLine(ticket, reader);
  return {
    ...reader,
    cells: messages.forms.cells,
    covers,
    date,
    time: (at) => (at == null ? null : `${date(at)} ${clockTime(at, timezone)}`),
    member: (userid) => (userid == null ? null : (others[userid] ?? memberName(community, userid))),
    department: (id) => departmentName(community, id),
    topic: (ticket) => topicOf(ticket, community),
    text: (text) => (text == null ? null : reader.unmasked ? text : maskText(text)),
    line,
    lines: (tickets) =>
      tickets
        .filter(({ openedAt }) => covers(openedAt))
        .sort((a, b) => a.openedAt - b.openedAt || (a.number < b.number ? -1 : 1))
        .flatMap((ticket) => line(ticket) ?? []),
  };
}
