import { departmentByIdOrName } from '../community/index.ts';
import { defined, deriveId } from '../shared/index.ts';
import { idsOf, type StepOf } from './context.ts';
import { newEntry } from './entry.ts';
import { rateKey } from './lane.ts';
import { type GroupEntry, planGroup } from './plan-group.ts';
import type { Lane } from './ports.ts';
import { isUrgent } from './purposes.ts';
import { takeSlot } from './rate.ts';
import { endFailed, type Refusal, runBatch } from './run-batch.ts';
import type { GroupContent, OutgoingMessage } from './types.ts';

/** Sends the next push of a department's group, singly or as a digest. */
export async function sendToGroup(step: StepOf<GroupEntry>): Promise<Lane> {
  const { deps, community, now, owed } = step;
  const department = departmentByIdOrName(community, owed[0].message.department);
  if (department === null) {
    deps.log.error({ department: owed[0].message.department }, 'no such department in departments.yaml');
    await endFailed(deps, owed, { reason: 'misconfigured' });
    return step.lane;
  }
  const { webhookKey } = department;
  const key = rateKey({ webhookKey });
  const limits = community.delivery.group;
  const known = await deps.rates.read(key);
  const { times } = known;
  const plan = planGroup({ owed, times, now, limits, digest: community.messages.delivery.digest });
  if (plan.kind === 'wait') {
    await postponeAll(step, plan.until);
    return step.lane;
  }
  const [head, ...rest] = plan.entries as [GroupEntry, ...GroupEntry[]];
  return runBatch(step, {
    entries: [head, ...rest],
    count: plan.pieces.length,
    async permit() {
      const { freeAt } = await takeSlot(deps.rates, {
        key,
        now: deps.clock.now(),
        limit: plan.limit,
        keep: limits.perMinute,
        known,
      });
      return freeAt === null ? null : { until: freeAt };
    },
    send: ({ index }) => deps.sender.sendGroup({ webhookKey, message: defined(plan.pieces[index]) }),
    refused: (refusal) => refuse(step, plan.entries, refusal),
    beforeFailing: () => tellLeader(step, { entries: plan.entries, leader: department.leader }),
  });
}

/** The minute is full: everything that may not use the reserve waits with it, so that nothing overtakes. */
async function refuse(step: StepOf<GroupEntry>, begun: readonly GroupEntry[], refusal: Refusal): Promise<void> {
  const until = 'until' in refusal ? refusal.until : step.now;
  const fresh = begun.every((entry) => entry.parts === 0 && entry.state === 'waiting');
  await step.deps.outbox.postpone({ ...step.key, ids: idsOf(begun), until, fresh });
  await postponeAll(step, until);
}

async function postponeAll({ deps, key, owed }: StepOf<GroupEntry>, until: number): Promise<void> {
  const urgent = isUrgent(owed[0].message.purpose);
  const waiting = owed.filter((entry) => urgent || !isUrgent(entry.message.purpose));
  await deps.outbox.postpone({ ...key, ids: idsOf(waiting), until });
}

/** A group that cannot be reached must not swallow work: its head hears of it in the app (design rule 5, "falls back"). */
async function tellLeader(
  { deps, now }: StepOf<GroupEntry>,
  { entries, leader }: { entries: readonly GroupEntry[]; leader: string },
): Promise<void> {
  const work = entries.filter(({ message }) => ['emergency', 'alarm', 'task'].includes(message.purpose));
  const messages = work.map(({ message }): OutgoingMessage => {
    const { department: _, content, to: __, id, ...rest } = message;
    return {
      ...rest,
      id: deriveId(id, 'leader'),
      to: 'member',
      userid: leader,
      content: { kind: 'text', text: plain(content) },
    };
  });
  await deps.outbox.insertMany(
    messages.map((message, index) => newEntry(message, { now, order: defined(work[index]).order })),
  );
}

function plain(content: GroupContent): string {
  if (content.kind === 'text') return content.text;
  if (content.kind === 'markdown') return content.markdown;
  const fields = content.fields.map(({ name, value }) => `${name}：${value}`);
  return [content.title, ...fields, ...(content.text === undefined ? [] : [content.text])].join('\n');
}
