import { format } from '../messages/index.ts';
import type { Charge, Quote, Ticket } from '../tickets/index.ts';
import type { Reading } from './reading.ts';
import type { TicketLine } from './ticket-line.ts';

/** Parts of one cell, without those that are empty; null when all are. */
export function join(parts: readonly (string | null | undefined)[], separator = ' '): string | null {
  const said = parts.filter((part) => part != null && part !== '');
  return said.length === 0 ? null : said.join(separator);
}

/** `是`, `否`, or nothing where it is not known. */
export function yesNo(value: boolean | null | undefined, { cells }: Reading): string | null {
  return value == null ? null : value ? cells.yes : cells.no;
}

/** The last return visit of a ticket: `已解决 5分`. */
export function visitResult({ visits }: Ticket, reading: Reading): string | null {
  const last = visits.at(-1);
  return last === undefined ? null : join([reading.cells.visit[last.outcome], score(last.score, reading)]);
}

/** `5分`. */
export function score(value: number | null | undefined, { cells }: Reading): string | null {
  return value == null ? null : format(cells.score, { score: value });
}

/** How far the money is (R18). */
export function chargeState(charge: Charge | null, { cells }: Reading): string | null {
  return charge === null ? null : cells.charge[charge.state];
}

/** What the owner said to the last price: `80元 同意 2026-11-24 10:30` (R17). */
export function consent(quote: Quote | undefined, reading: Reading): string | null {
  if (quote === undefined) return null;
  const { cells } = reading;
  const said = quote.answer === null ? 'unanswered' : quote.answer.accepted ? 'agreed' : 'declined';
  const amount = format(cells.amount, { amount: quote.amount });
  return join([amount, cells.consent[said], reading.time(quote.answer?.at)]);
}

/** What came of it: the work, or how the line was struck off. */
export function outcome({ ticket, plain }: TicketLine): string | null {
  return plain(ticket.result?.text ?? ticket.closing?.text);
}

/** What members noted on the way. */
export function notes({ ticket, plain }: TicketLine): string | null {
  const said = ticket.timeline.filter(({ action, by }) => action === 'note' && by !== 'owner' && by !== 'system');
  return plain(
    join(
      said.map(({ text }) => text),
      '；',
    ),
  );
}

/** Who named the worker last. */
export function dispatcher({ timeline }: Ticket): string | null {
  return timeline.findLast(({ action }) => action === 'assign')?.byName ?? null;
}

/** Whether every limit on site and at the end was kept, the rounds before a reopening too; null while it may still be. */
export function inTime({ deadlines, rounds = [], finishedAt }: Ticket, reading: Reading): string | null {
  const all = [deadlines, ...rounds.map((round) => round.deadlines)].flatMap(({ arrive, finish }) => [arrive, finish]);
  if (all.some((deadline) => deadline?.missedAt != null)) return yesNo(false, reading);
  return finishedAt === null ? null : yesNo(true, reading);
}
