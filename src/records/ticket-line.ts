import { formatHouse } from '../language/index.ts';
import type { Ticket } from '../tickets/index.ts';
import { type Viewer, view } from '../tickets/index.ts';
import type { Community } from './community.ts';

/** A ticket as one reader may read it. */
export interface TicketLine {
  readonly ticket: Ticket;
  /** Who asked; `匿名` where the reader may not know (R1, R4). */
  readonly name: string;
  readonly phone: string | null;
  /** The household of whoever asked, else where the work is. */
  readonly house: string | null;
  readonly place: string | null;
  readonly matter: string;
  /** The owner's own words (篇1 4.1). */
  readonly words: string;
  /** Words of others about it, without what this reader may not read. */
  plain(text: string | null | undefined): string | null;
}

/** The line of a ticket, or null when the reader may not know of it. The confidentiality of tickets decides, nothing here. */
export function ticketLine(
  ticket: Ticket,
  { community, viewer, unmasked }: { community: Community; viewer: Viewer; unmasked: boolean },
): TicketLine | null {
  const seen = view(ticket, viewer, community);
  if (seen === null) return null;
  const { reporter } = ticket;
  const open = unmasked && seen.reporter !== null;
  // Any text is masked as the summary is.
  const plain = (text: string) => (open ? text : (view({ ...ticket, summary: text }, viewer, community)?.matter ?? ''));
  return {
    ticket,
    name: (open ? reporter.name : null) ?? seen.reporter?.name ?? community.messages.forms.cells.anonymous,
    phone: open ? reporter.phone : (seen.reporter?.phone ?? null),
    house: (open && reporter.house !== null ? formatHouse(reporter.house) : seen.reporter?.house) ?? seen.place,
    place: seen.place,
    matter: plain(ticket.summary),
    words: (open ? ticket.words : seen.words).join('；'),
    plain: (text) => (text == null ? null : plain(text)),
  };
}
