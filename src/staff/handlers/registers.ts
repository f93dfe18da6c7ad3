import { memberName, sameUser } from '../../community/people.ts';
import { formatHouse } from '../../language/house.ts';
import { describeTime } from '../../language/time-words.ts';
import { format } from '../../messages/index.ts';
import type { LogEntry, ReportBook, ReportRecord } from '../../records/registers/report-book.ts';
import { countVisits } from '../../records/reports/door-visits.ts';
import { deriveId } from '../../shared/id.ts';
import type { DeskCommand } from '../command.ts';
import { isDeskMember, type Membership, scopeOf } from '../member.ts';
import { monthOf } from '../queries/spans.ts';
import { readRegistration } from '../registration.ts';
import { tellIn } from '../tell.ts';
import type { Answer, Context } from './context.ts';
import { register } from './register.ts';

type Of<K extends DeskCommand['kind']> = Extract<DeskCommand, { kind: K }>;
/** A member's command with the book it needs. */
interface Writing {
  readonly context: Context;
  readonly membership: Membership;
  readonly book: ReportBook;
}

/** A line in his own name, once however often the message is handled. */
async function write(
  { context, membership, book }: Writing,
  line: Pick<LogEntry, 'kind' | 'text'> & Partial<Pick<LogEntry, 'house' | 'period'>>,
): Promise<void> {
  await book.addEntry({
    house: null,
    period: null,
    ...line,
    id: deriveId(context.input.id, 'log', line.kind),
    community: membership.community.id,
    at: context.now,
    by: membership.member.userid,
  });
}

function monthIn({ context, membership }: Writing, wanted: string | null) {
  const { community } = membership;
  const { year, number, from, to } = monthOf(wanted, { now: context.now, timezone: community.timezone });
  return { from, to, key: `${year}-${String(number).padStart(2, '0')}` };
}

function lineText({ context, membership: { community } }: Writing, { at, by, house, text }: LogEntry): string {
  const time = describeTime(at, context.now, community.timezone);
  return [time, memberName(community, by), house, text].filter(Boolean).join('｜');
}

/** Heads and the desk read a whole register, others what they wrote themselves. */
async function readLines(writing: Writing, kind: LogEntry['kind'], month: { from: number; to: number }) {
  const { membership, book } = writing;
  const all = await book.entries({ community: membership.community.id, kind, from: month.from, to: month.to });
  const everything = isDeskMember(membership) || scopeOf(membership) === 'all';
  return { everything, lines: everything ? all : all.filter(({ by }) => sameUser(by, membership.member.userid)) };
}

/** 走访: one visit to an owner at home, or how many each member of the desk has made in a month (篇5 二.4, R37). */
export async function doorVisit(writing: Writing, command: Of<'door-visit'>): Promise<Answer> {
  const { membership } = writing;
  const { community, member } = membership;
  const tell = tellIn(community);
  if (command.text === '') return listVisits(writing, command.month);
  const { house, content } = readRegistration(command.text);
  if (house === null || content === '') return { lines: [tell('walk.usage')] };
  await write(writing, { kind: 'visit', house: formatHouse(house), text: content });
  const { lines } = await readLines(writing, 'visit', monthIn(writing, null));
  const own = lines.filter(({ by }) => sameUser(by, member.userid)).length;
  return { lines: [tell('walk.noted', { house: formatHouse(house), count: own })], private: true };
}

async function listVisits(writing: Writing, wanted: string | null): Promise<Answer> {
  const { community } = writing.membership;
  const tell = tellIn(community);
  const month = monthIn(writing, wanted);
  const { everything, lines } = await readLines(writing, 'visit', month);
  const { quota } = community.reports.visits;
  const counts = countVisits(lines, community).map(({ userid, count, left }) =>
    tell(left === 0 ? 'walk.count' : 'walk.count-short', { name: memberName(community, userid), count, quota, left }),
  );
  return {
    lines: [
      tell('walk.title', { community: community.name, month: month.key, count: lines.length }),
      ...(everything ? counts : []),
      ...lines.map((line) => lineText(writing, line)),
    ],
    private: true,
  };
}

/** 事件 and 参观 (篇1 4.10, R36). A danger is not only written down: it is a ticket, and with it a 重大(突发)事件 (R10). */
export async function logLine(writing: Writing, { about, text }: Of<'log-line'>): Promise<Answer> {
  const { context, membership } = writing;
  const { community } = membership;
  const tell = tellIn(community);
  const isEvent = about === 'event';
  const title = tell(isEvent ? 'log.event' : 'log.guests');
  if (text === '') {
    const month = monthIn(writing, null);
    const { lines } = await readLines(writing, about, month);
    const head = tell('log.title', { title, month: month.key, count: lines.length });
    return { lines: [head, ...lines.map((line) => lineText(writing, line))], private: true };
  }
  await write(writing, { kind: about, text });
  const { danger } = context.deps.understand(text, { now: context.now, timezone: community.timezone });
  const noted = tell('log.noted', { title });
  if (!isEvent || danger.level !== 'yes') return { lines: [noted] };
  const opened = await register(context, membership, { kind: 'register', channel: null, text });
  return { ...opened, lines: [noted, ...opened.lines] };
}

/** 分析: a person completes the monthly complaint table; without words it is read (篇1 4.9, R38). */
export async function analyse(writing: Writing, { month: wanted, text }: Of<'analyse'>): Promise<Answer> {
  const { context, membership, book } = writing;
  const { community, member } = membership;
  const tell = tellIn(community);
  if (scopeOf(membership) !== 'all') return { lines: [tell('analysis.not-yours')] };
  const { key } = monthIn(writing, wanted);
  const table = await book.find({ community: community.id, kind: 'monthly', period: key });
  if (table === null) return { lines: [tell('analysis.no-table', { month: key })] };
  if (text === '') return readTable(writing, table);
  await write(writing, { kind: 'analysis', period: key, text });
  await context.deps.delivery.enqueue(
    table.messages
      .filter(({ userid }) => !sameUser(userid, member.userid) && !isBlind(table, userid))
      .map(({ userid }) => ({
        id: deriveId(context.input.id, 'analysis', userid),
        community: community.id,
        purpose: 'report' as const,
        to: 'member' as const,
        userid,
        content: { kind: 'text' as const, text: analysisText(writing, { period: key, by: member.userid, text }) },
      })),
  );
  return { lines: [tell('analysis.noted', { month: key })], private: true };
}

const isBlind = ({ blind }: ReportRecord, userid: string) => blind.some((one) => sameUser(one, userid));

function analysisText(
  { context, membership: { community } }: Writing,
  { period, by, text, at = context.now }: { period: string | null; by: string; text: string; at?: number },
): string {
  const time = describeTime(at, context.now, community.timezone);
  const person = memberName(community, by);
  return format(community.messages.report.analysis, { period: period ?? '', person, time, text });
}

async function readTable(writing: Writing, table: ReportRecord): Promise<Answer> {
  const { community, member } = writing.membership;
  const own = table.messages.find(({ userid }) => sameUser(userid, member.userid));
  if (own === undefined) return { lines: [tellIn(community)('analysis.not-yours')] };
  const { period } = table;
  const analyses = await writing.book.entries({ community: community.id, kind: 'analysis', period });
  const readable = analyses.filter(({ by }) => !isBlind(table, member.userid) || sameUser(by, member.userid));
  return { lines: [...own.text.split('\n'), ...readable.map((one) => analysisText(writing, one))], private: true };
}
