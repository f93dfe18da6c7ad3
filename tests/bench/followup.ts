import { playQuarter, type Quarter } from '../followup/quarter.ts';
import type { BenchOptions, Row } from './row.ts';

const percent = (count: number, of: number) => (of === 0 ? '–' : `${((100 * count) / of).toFixed(1)} %`);

function lines({ figures, owners, naive, closings, messages, breaches, visits }: Quarter): [string, string][] {
  const { all } = figures;
  const { outcomes } = all;
  const ways = new Map<string, number>();
  for (const { route, outcome } of visits) {
    const last = route.findLast(({ result }) => result === 'answered')?.way;
    if (last !== undefined && (outcome === 'answered' || outcome === 'by-phone'))
      ways.set(last, (ways.get(last) ?? 0) + 1);
  }
  return [
    ['finished (rework included)', String(closings)],
    ['visits of tickets', String(all.due + outcomes.merged + outcomes.cancelled)],
    ['  merged, taken over / cancelled by 返修', `${outcomes.merged} / ${outcomes.cancelled}`],
    ['  due', String(all.due)],
    ['    answered in chat or on the page', `${outcomes.answered}  ${percent(outcomes.answered, all.due)}`],
    ['    answered by phone', `${outcomes['by-phone']}  ${percent(outcomes['by-phone'], all.due)}`],
    ['    unreachable / refused / expired', `${outcomes.unreachable} / ${outcomes.refused} / ${outcomes.expired}`],
    ['    without an outcome', String(breaches.open)],
    ['answered by way', [...ways].map(([way, times]) => `${way} ${times}`).join(', ')],
    ['questions / reminders / links sent', `${messages.questions} / ${messages.reminders} / ${messages.links}`],
    ['no message left when it came to sending', String(messages.refused)],
    ['回访率 (R23)', `${all.visited.count}/${all.visited.of}  ${percent(all.visited.count, all.visited.of)}`],
    ['回访处理率 (R23)', `${all.handled.count}/${all.handled.of}  ${percent(all.handled.count, all.handled.of)}`],
    ['满意率', `${all.satisfied.count}/${all.satisfied.of}  ${percent(all.satisfied.count, all.satisfied.of)}`],
    ['一次修复率', `${all.firstFix.count}/${all.firstFix.of}  ${percent(all.firstFix.count, all.firstFix.of)}`],
    ['budget exceeded / in quiet hours', `${breaches.budget} / ${breaches.quiet}`],
    ['two surveys for one closing / two reminders', `${breaches.twoSurveys} / ${breaches.twoReminders}`],
    ['owners reached by the planner', `${owners.reached}/${owners.all}  ${percent(owners.reached, owners.all)}`],
    ...naive.map(({ days, owners: reached, sent, of }): [string, string] => [
      `owners reached by kf ${days} d after 完成`,
      `${reached}/${owners.all}  ${percent(reached, owners.all)}   (${sent} of ${of} messages could go out)`,
    ]),
  ];
}

/** A quarter of 5,000 finished tickets: what the planner reaches, beside sending one survey some days after. Fails when a promise is broken. */
export async function run({ smoke }: BenchOptions): Promise<Row[]> {
  const began = performance.now();
  const quarter = await playQuarter({ tickets: smoke ? 200 : 5_000 });
  const seconds = (performance.now() - began) / 1_000;
  if (!process.argv.includes('--json')) {
    for (const [name, value] of lines(quarter)) console.log(`${name.padEnd(46)} ${value}`);
  }
  const broken = Object.entries(quarter.breaches).filter(([, times]) => times > 0);
  if (broken.length > 0)
    throw new Error(`promises broken: ${broken.map(([name, times]) => `${name} ${times}`).join(', ')}`);
  const { reached, all } = quarter.owners;
  return [
    {
      name: 'planner: visits a second; share of owners reached',
      opsPerSecond: quarter.visits.length / seconds,
      ratio: reached / all,
      owners: reached,
      of: all,
    },
    ...quarter.naive.map(({ days, owners, sent, of }) => ({
      name: `naive: kf ${days} d after 完成`,
      opsPerSecond: 0,
      ratio: owners / all,
      owners,
      of: all,
      messages: `${sent}/${of}`,
    })),
  ];
}
