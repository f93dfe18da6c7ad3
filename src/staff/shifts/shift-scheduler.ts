import { hasRoster, shiftAt } from '../../community/duty.ts';
import { deskSupervisors, unique } from '../../community/people.ts';
import type { HandOverRecord } from '../../records/registers/shift-book.ts';
import { deriveId } from '../../shared/id.ts';
import type { Community } from '../community.ts';
import type { StaffDeps } from '../deps.ts';
import { memberText } from '../member-text.ts';
import { tellIn } from '../tell.ts';
import { handOverId, LATE_HAND_OVER_MS, type ShiftChange } from './hand-over.ts';
import { announceHandOver, writeHandOver } from './shift-record.ts';

/** What the scheduled part of shifts needs. */
export type ShiftSchedulerDeps = Pick<StaffDeps, 'communities' | 'tickets' | 'delivery' | 'shifts' | 'clock'>;

/** The scheduled part of shifts. */
export interface ShiftScheduler {
  /** Writes, announces and reminds what is due. Any number of processes may call it, often: ids make each thing happen once. */
  tick(): Promise<void>;
}

/** The departments that work in shifts: the service desk always, another one when its roster names members. */
function departmentsOf(community: Community, at: number): string[] {
  const named = Object.keys(community.duty.departments).filter((id) => hasRoster(community, id, at));
  return unique([community.duty.desk, ...named]);
}

/** The shift that has ended for a department and the one that runs; null when it is too long ago to be recorded. */
function changeAt(community: Community, department: string, now: number): ShiftChange | null {
  const incoming = shiftAt(community, department, now);
  const outgoing = incoming === null ? null : shiftAt(community, department, incoming.from - 1);
  return outgoing === null || now - outgoing.to >= LATE_HAND_OVER_MS ? null : { outgoing, incoming };
}

/** Writes the record of a shift that was not handed over by a member, and sends it when there is anything in it. */
async function record(deps: ShiftSchedulerDeps, community: Community, department: string, change: ShiftChange) {
  const now = deps.clock.now();
  const latest = await deps.shifts.latest(community.id, department);
  if (latest?.id === handOverId(community.id, department, change)) return;
  const end = { community, department, change, now, from: 'system' };
  const written = await writeHandOver(deps, end);
  if (written.items.length + written.entries.length > 0) await announceHandOver(deps, written, end);
}

async function remind({ delivery }: ShiftSchedulerDeps, community: Community, unsigned: HandOverRecord) {
  const { id, nextShift: shift, day, items } = unsigned;
  const text = tellIn(community)('shift.unsigned', { shift, day, count: items.length });
  await delivery.enqueue(
    deskSupervisors(community).map((userid) =>
      memberText({ id: deriveId(id, 'unsigned', userid), community: community.id, purpose: 'task', userid, text }),
    ),
  );
}

/**
 * At the end of a shift its record is written and sent to the members of the next one (篇3 4.9, R35). When it is not signed
 * within the half hour of 篇2 3.17, 客服主管 is reminded.
 */
export function createShiftScheduler(deps: ShiftSchedulerDeps): ShiftScheduler {
  /** Changes that this process has finished, so that a tick between two changes costs nothing. */
  const recorded = new Set<string>();
  const finished = new Set<string>();

  async function tickDepartment(community: Community, department: string): Promise<void> {
    const now = deps.clock.now();
    const change = changeAt(community, department, now);
    if (change === null) return;
    const id = handOverId(community.id, department, change);
    if (!recorded.has(id)) await record(deps, community, department, change);
    recorded.add(id);
    if (finished.has(id) || now - change.outgoing.to < community.escalation.handover) return;
    const latest = await deps.shifts.latest(community.id, department);
    const isUnsigned = latest?.id === id && latest.signedBy === null && latest.items.length > 0;
    // Without a roster no member in particular should have signed.
    if (isUnsigned && hasRoster(community, department, now)) await remind(deps, community, latest);
    finished.add(id);
  }

  return {
    async tick() {
      for (const community of deps.communities()) {
        for (const department of departmentsOf(community, deps.clock.now()))
          await tickDepartment(community, department);
      }
    },
  };
}
