import { memberName, sameUser } from '../../community/people.ts';
import { formatHouse } from '../../language/house.ts';
import { describeTime } from '../../language/time-words.ts';
import { format } from '../../messages/index.ts';
import type { LogEntry, ReportRecord } from '../../records/registers/report-book.ts';
import { countVisits } from '../../records/reports/door-visits.ts';
import { deriveId } from '../../shared/id.ts';
import type { CommandOf } from '../commands/command.ts';
import type { Answer, Context } from '../context.ts';
import { isDeskMember, type Membership, scopeOf } from '../member.ts';
import { memberText } from '../member-text.ts';
import { monthOf, type Span } from '../queries/periods.ts';
import type { WantedMonth } from '../reading/month.ts';
import { readRegistration } from '../reading/registration-line.ts';
import { tellIn } from '../tell.ts';
import { logTicket } from './log-ticket.ts';

/** Writes a line in the member's name, once for each message. */
async function writeLine(
  context: Context,
  { community, member }: Membership,
  line: Pick<LogEntry, 'kind' | 'text'> & Partial<Pick<LogEntry, 'house' | 'period'>>,
): Promise<void> {
  await context.deps.reports.addEntry({
    house: null,
    period: null,
    ...line,
    id: deriveId(context.input.id, 'log', line.kind),
    community: community.id,
    at: context.now,
    by: member.userid,
  });
}

/** The month, and its name as reports have it: `2026-11`. */
function monthIn({ now }: Context, { community }: Membership, wanted: WantedMonth): Span & { name: string } {
  const { year, number, from, to } = monthOf(wanted, { now, timezone: community.timezone });
  return { from, to, name: `${year}-${String(number).padStart(2, '0')}` };
}

function lineText({ now }: Context, { community }: Membership, { at, by, house, text }: LogEntry): string {
  return [describeTime(at, now, community.timezone), memberName(community, by), house, text].filter(Boolean).join('｜');
}

/** The desk, 客服主管 and 项目经理 read a whole register, other members what they wrote themselves. */
async function readLines(context: Context, membership: Membership, kind: LogEntry['kind'], { from, to }: Span) {
  const { community, member } = membership;
  const all = await context.deps.reports.entries({ community: community.id, kind, from, to });
  const everything = isDeskMember(membership) || scopeOf(membership) === 'all';
  return { everything, lines: everything ? all : all.filter(({ by }) => sameUser(by, member.userid)) };
}

/** 走访: one visit to an owner at home, or how many each member of the desk has made in a month (篇5 二.4, R37). */
export async function logVisit(
  context: Context,
  membership: Membership,
  { text, month }: CommandOf<'door-visit'>,
): Promise<Answer> {
  const { community, member } = membership;
  const tell = tellIn(community);
  if (text === '') return listVisits(context, membership, month);
  const { house, content } = readRegistration(text);
  if (house === null || content === '') return { lines: [tell('walk.usage')] };
  const place = formatHouse(house);
  await writeLine(context, membership, { kind: 'visit', house: place, text: content });
  const { lines } = await readLines(context, membership, 'visit', monthIn(context, membership, null));
  const count = lines.filter(({ by }) => sameUser(by, member.userid)).length;
  return { lines: [tell('walk.noted', { house: place, count })], private: true };
}

async function listVisits(context: Context, membership: Membership, wanted: WantedMonth): Promise<Answer> {
  const { community } = membership;
  const tell = tellIn(community);
  const month = monthIn(context, membership, wanted);
  const { everything, lines } = await readLines(context, membership, 'visit', month);
  const { quota } = community.reports.visits;
  const counts = countVisits(lines, community).map(({ userid, count, left }) =>
    tell(left === 0 ? 'walk.count' : 'walk.count-short', { name: memberName(community, userid), count, quota, left }),
  );
  return {
    lines: [
      tell('walk.title', { community: community.name, month: month.name, count: lines.length }),
      ...(everything ? counts : []),
      ...lines.map((line) => lineText(context, membership, line)),
    ],
    private: true,
  };
}

/** 事件 and 参观 (篇1 4.10, R36). A danger becomes a ticket as well, and with it a 重大(突发)事件 (R10). */
export async function logLine(
  context: Context,
  membership: Membership,
  { about, text }: CommandOf<'log-line'>,
): Promise<Answer> {
  const { deps, now } = context;
  const { community } = membership;
  const tell = tellIn(community);
  const isEvent = about === 'event';
  const title = tell(isEvent ? 'log.event' : 'log.guests');
  if (text === '') {
    const month = monthIn(context, membership, null);
    const { lines } = await readLines(context, membership, about, month);
    const head = tell('log.title', { title, month: month.name, count: lines.length });
    return { lines: [head, ...lines.map((line) => lineText(context, membership, line))], private: true };
  }
  await writeLine(context, membership, { kind: about, text });
  const noted = tell('log.noted', { title });
  const { danger } = deps.understanding.understand(text, { now, timezone: community.timezone });
  if (!isEvent || danger.level !== 'yes') return { lines: [noted] };
  const logged = await logTicket(context, membership, { kind: 'register', channel: null, text });
  return { ...logged, lines: [noted, ...logged.lines] };
}

/** 分析: a person completes the monthly complaint table; without words it is read (篇1 4.9, R38). */
export async function analyse(
  context: Context,
  membership: Membership,
  { month: wanted, text }: CommandOf<'analyse'>,
): Promise<Answer> {
  const { deps, input, now } = context;
  const { community, member } = membership;
  const tell = tellIn(community);
  if (scopeOf(membership) !== 'all') return { lines: [tell('analysis.not-yours')] };
  const { name: period } = monthIn(context, membership, wanted);
  const table = await deps.reports.find({ community: community.id, kind: 'monthly', period });
  if (table === null) return { lines: [tell('analysis.no-table', { month: period })] };
  if (text === '') return readTable(context, membership, table);
  await writeLine(context, membership, { kind: 'analysis', period, text });
  const report = analysisText(context, membership, { period, by: member.userid, text, at: now });
  const others = table.messages.filter(({ userid }) => !sameUser(userid, member.userid) && !isBlind(table, userid));
  await deps.delivery.enqueue(
    others.map(({ userid }) =>
      memberText({
        id: deriveId(input.id, 'analysis', userid),
        community: community.id,
        purpose: 'report',
        userid,
        text: report,
      }),
    ),
  );
  return { lines: [tell('analysis.noted', { month: period })], private: true };
}

/** True for a recipient from whom a complaint in the table is hidden (R1). */
const isBlind = ({ blind }: ReportRecord, userid: string) => blind.some((one) => sameUser(one, userid));

function analysisText(
  { now }: Context,
  { community }: Membership,
  { period, by, text, at }: Pick<LogEntry, 'period' | 'by' | 'text' | 'at'>,
): string {
  const time = describeTime(at, now, community.timezone);
  const person = memberName(community, by);
  return format(community.messages.report.analysis, { period: period ?? '', person, time, text });
}

async function readTable(context: Context, membership: Membership, table: ReportRecord): Promise<Answer> {
  const { community, member } = membership;
  const own = table.messages.find(({ userid }) => sameUser(userid, member.userid));
  if (own === undefined) return { lines: [tellIn(community)('analysis.not-yours')] };
  const { period } = table;
  const analyses = await context.deps.reports.entries({ community: community.id, kind: 'analysis', period });
  const readable = analyses.filter(({ by }) => !isBlind(table, member.userid) || sameUser(by, member.userid));
  return {
    lines: [...own.text.split('\n'), ...readable.map((one) => analysisText(context, membership, one))],
    private: true,
  };
}
