import type { Charge, Quote, Ticket, VisitSummary } from '../tickets/ticket.ts';
import type { Reading } from './reading.ts';
import type { TicketLine } from './ticket-line.ts';

/** Parts of one cell, without those that are empty; null when all are. */
export function join(parts: readonly (string | null | undefined)[], separator = ' '): string | null {
  const said = parts.filter((part) => part != null && part !== '');
  return said.length === 0 ? null : said.join(separator);
}

/** `是`, `否`, or nothing where it is not known. */
export function yesNo(value: boolean | null | undefined): string | null {
  return value == null ? null : value ? '是' : '否';
}

const OUTCOMES: Readonly<Record<VisitSummary['outcome'], string>> = {
  solved: '已解决',
  unsolved: '未解决',
  expired: '业主未答复',
  unreachable: '未联系上',
};

/** The last return visit of a ticket: `已解决 5分`. */
export function visitResult({ visits }: Ticket): string | null {
  const last = visits.at(-1);
  return last === undefined ? null : join([OUTCOMES[last.outcome], score(last.score)]);
}

/** `5分`. */
export function score(value: number | null | undefined): string | null {
  return value == null ? null : `${value}分`;
}

const CHARGES: Readonly<Record<Charge['state'], string>> = {
  due: '待交单',
  'handed-in': '已交单',
  noted: '财务已注记',
  billed: '已开收费单',
  collected: '已收费',
};

/** How far the money is (R18). */
export function chargeState(charge: Charge | null): string | null {
  return charge === null ? null : CHARGES[charge.state];
}

/** What the owner said to the last price: `80元 同意 2026-11-24 10:30` (R17). */
export function consent(quote: Quote | undefined, reading: Reading): string | null {
  if (quote === undefined) return null;
  const said = quote.answer === null ? '未答复' : quote.answer.accepted ? '同意' : '不同意';
  return join([`${quote.amount}元`, said, reading.time(quote.answer?.at)]);
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
export function inTime({ deadlines, rounds = [], finishedAt }: Ticket): string | null {
  const all = [deadlines, ...rounds.map((round) => round.deadlines)].flatMap(({ arrive, finish }) => [arrive, finish]);
  if (all.some((deadline) => deadline?.missedAt != null)) return '否';
  return finishedAt === null ? null : '是';
}
