import { hasRoster, shiftAt } from '../community/duty.ts';
import { deskSupervisors, unique } from '../community/people.ts';
import type { HandOverRecord, ShiftBook } from '../records/registers/shift-book.ts';
import { deriveId } from '../shared/id.ts';
import type { Community } from './community.ts';
import { announceHandOver, writeHandOver } from './handlers/shifts.ts';
import { handOverId, type ShiftChange } from './handover.ts';
import type { StaffDeskDeps } from './ports.ts';
import { tellIn } from './tell.ts';

/** What the beat of shifts needs; `shifts` is where the records are kept. */
export type ShiftBeatDeps = Pick<StaffDeskDeps, 'communities' | 'tickets' | 'delivery' | 'now'> & {
  readonly shifts: ShiftBook;
};

/** A shift that ended longer ago is not written down any more: the service was not there, and people have managed. */
const LATE_MS = 2 * 3_600_000;

/** Who works in shifts: the service desk always, another department when its roster names people. */
function departmentsOf(community: Community, at: number): string[] {
  const named = Object.keys(community.duty.departments).filter((id) => hasRoster(community, id, at));
  return unique([community.duty.desk, ...named]);
}

/**
 * At the end of a shift its record writes itself and goes to the people of the next one (篇3 4.9, R35); when nobody has signed
 * it within the half hour of 篇2 3.17, 客服主管 is told. Called often, by any number of processes: ids make each thing happen once.
 */
export function createShiftBeat(deps: ShiftBeatDeps): { tick(): Promise<void> } {
  /** Changes this process has seen to, so that a beat costs nothing between two of them. */
  const written = new Set<string>();
  const settled = new Set<string>();

  async function write(community: Community, department: string, change: ShiftChange): Promise<void> {
    const now = deps.now();
    const latest = await deps.shifts.latest(community.id, department);
    if (latest?.id === handOverId(community.id, department, change)) return;
    const end = { community, department, change, now, from: 'system' };
    const record = await writeHandOver(deps, deps.shifts, end);
    if (record.items.length + record.entries.length > 0) await announceHandOver(deps, record, end);
  }

  async function remind(community: Community, record: HandOverRecord): Promise<void> {
    const text = tellIn(community)('shift.unsigned', {
      shift: record.nextShift,
      day: record.day,
      count: record.items.length,
    });
    await deps.delivery.enqueue(
      deskSupervisors(community).map((userid) => ({
        id: deriveId(record.id, 'unsigned', userid),
        community: community.id,
        purpose: 'task' as const,
        to: 'member' as const,
        userid,
        content: { kind: 'text' as const, text },
      })),
    );
  }

  async function beat(community: Community, department: string): Promise<void> {
    const now = deps.now();
    const incoming = shiftAt(community, department, now);
    const outgoing = incoming === null ? null : shiftAt(community, department, incoming.from - 1);
    if (incoming === null || outgoing === null || now - outgoing.to >= LATE_MS) return;
    const change = { outgoing, incoming };
    const id = handOverId(community.id, department, change);
    if (!written.has(id)) await write(community, department, change);
    written.add(id);
    if (settled.has(id) || now - outgoing.to < community.escalation.handover) return;
    const record = await deps.shifts.latest(community.id, department);
    const isOwed = record?.id === id && record.signedBy === null && record.items.length > 0;
    // Without a roster nobody in particular should have signed.
    if (isOwed && hasRoster(community, department, now)) await remind(community, record);
    settled.add(id);
  }

  return {
    async tick() {
      for (const community of deps.communities()) {
        for (const department of departmentsOf(community, deps.now())) await beat(community, department);
      }
    },
  };
}
