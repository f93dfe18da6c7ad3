import { hasRoster } from '../../community/duty.ts';
import { sameUser } from '../../community/people.ts';
import type { HandOverRecord } from '../../records/registers/shift-book.ts';
import { deriveId } from '../../shared/id.ts';
import { OPEN_STATES } from '../../tickets/state.ts';
import type { StaffDeps } from '../deps.ts';
import { fitLines } from '../lists/fit-lines.ts';
import { memberText } from '../member-text.ts';
import { tellIn } from '../tell.ts';
import { type HandOverRequest, handOverLines, makeHandOver } from './hand-over.ts';

const MOST_ITEMS = 500;

/** Which shift of which department ends, and who hands it over. */
export type ShiftEnd = Omit<HandOverRequest, 'tickets' | 'entries'>;

/** Writes the record of a shift. A record that exists stays as it is. Resolves with the newest of the department. */
export async function writeHandOver(
  { tickets, shifts }: Pick<StaffDeps, 'tickets' | 'shifts'>,
  end: ShiftEnd,
): Promise<HandOverRecord> {
  const { community, department, change, now } = end;
  const isDesk = department === community.duty.desk;
  const open = await tickets.search({
    community: community.id,
    states: OPEN_STATES,
    limit: MOST_ITEMS,
    ...(isDesk ? {} : { departments: [department] }),
  });
  const { from, to } = change.outgoing;
  const entries = await shifts.entries({ community: community.id, department, from, to: Math.max(to, now + 1) });
  const record = makeHandOver({ ...end, tickets: open, entries });
  await shifts.saveRecord(record);
  return (await shifts.latest(community.id, department)) ?? record;
}

/** Sends a record to the members of the next shift by name, once. */
export async function announceHandOver(
  { delivery }: Pick<StaffDeps, 'delivery'>,
  record: HandOverRecord,
  { community, now }: Pick<ShiftEnd, 'community' | 'now'>,
): Promise<void> {
  const tell = tellIn(community);
  // Members of a roster come on duty and read it at once, at midnight as well; without a roster it waits for the morning.
  const purpose = hasRoster(community, record.department, now) ? 'task' : 'report';
  const text = fitLines({ ...handOverLines(record, { community, now }), how: tell('shift.how') }, tell).join('\n');
  const others = record.to.filter((userid) => !sameUser(userid, record.from));
  await delivery.enqueue(
    others.map((userid) =>
      memberText({ id: deriveId(record.id, 'announce', userid), community: community.id, purpose, userid, text }),
    ),
  );
}
