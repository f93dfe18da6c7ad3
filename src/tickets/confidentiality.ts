import { deskSupervisors, managers, sameUser } from '../community/index.ts';
import { formatHouse, type House, maskName, maskPhone, maskText, sameHouse } from '../language/index.ts';
import type { Actor } from './action.ts';
import type { Community } from './community.ts';
import type { Reporter } from './draft.ts';
import type { Ticket } from './ticket.ts';

/** Who looks. A group shows a thing to everybody in it. */
export type Viewer = Actor | { readonly kind: 'group'; readonly department: string };

type Member = Extract<Actor, { kind: 'member' }>;

/** What of a ticket depends on who looks; everything else of it may be shown to whoever sees it at all. */
export interface TicketView {
  readonly ticket: Ticket;
  /** Null: this viewer may not know who asked (R1, R4). Name and phone are masked; `reveal` shows them and is logged. */
  readonly reporter: { readonly name: string; readonly phone: string | null; readonly house: string | null } | null;
  /** Where the work is, in words; null when it would tell who asked. */
  readonly place: string | null;
  /** One line; null when only a person may put it into words (domain 4, rule 3). */
  readonly matter: string | null;
  /** The owner's own words for those who may read them, otherwise empty. */
  readonly words: readonly string[];
}

/** The accused cannot see, query, export, handle or close the complaint about him (R1, design rule 9). */
export function isAccused(ticket: Ticket, userid: string, community: Community): boolean {
  const { complaint } = ticket;
  if (complaint === null) return false;
  if (sameUser(complaint.accused, userid)) return true;
  if (complaint.scope !== 'person' || complaint.handlers.some((handler) => sameUser(handler, userid))) return false;
  const department = community.staff.find((member) => sameUser(member.userid, userid))?.department;
  return complaint.accusedDepartment !== null && department === complaint.accusedDepartment;
}

/** The department complained of does not end the complaint about its own work (R1). */
export function isAccusedSide(ticket: Ticket, actor: Actor): boolean {
  return actor.kind === 'member' && ticket.complaint?.accusedDepartment === actor.department;
}

/** Whether this viewer may know that the ticket exists: chat, cards, pages and exports all ask here. */
export function maySee(ticket: Ticket, viewer: Viewer, community: Community): boolean {
  if (viewer.kind === 'system') return true;
  if (viewer.kind === 'owner') return isReporter(ticket, viewer.conversationId);
  if (viewer.kind === 'group') return groupMaySee(ticket, viewer.department, community);
  if (isAccused(ticket, viewer.userid, community) || isUnverifiedPraise(ticket, viewer.userid)) return false;
  if (knowsReporter(ticket, viewer, community) || isAbove(viewer, community)) return true;
  if (ticket.complaint?.scope === 'person') return false;
  const departments = [ticket.department, ...ticket.also, ...ticket.departmentsBefore, ...summoned(ticket)];
  const works =
    [ticket.assignee, ticket.keeper].some((userid) => sameUser(userid, viewer.userid)) ||
    departments.includes(viewer.department);
  const money = ticket.charge !== null && isFinance(viewer, community);
  return works || money || isDesk(viewer, community) || viewer.roles.includes('dispatcher');
}

/** 经理助理 and the company line see every matter, and of secret ones not who asked unless they handle it (R4, R16). */
export function isAbove({ userid }: Member, { escalation }: Community): boolean {
  return [...escalation.company, escalation.assistant].some((one) => sameUser(one, userid));
}

/** The praised person hears of it only after a person has verified it (R29). */
function isUnverifiedPraise(ticket: Ticket, userid: string): boolean {
  return ticket.praise !== null && ticket.praise.verified !== true && sameUser(ticket.praise.userid, userid);
}

/** Whether he may act at all; the transition table then says what. The same question as seeing it. */
export function mayAct(ticket: Ticket, actor: Actor, community: Community): boolean {
  return maySee(ticket, actor, community);
}

/** A complaint about a person is pushed into no group at all: he may be in it (R1). */
function groupMaySee(ticket: Ticket, department: string, community: Community): boolean {
  if (ticket.complaint?.scope === 'person') return false;
  return [ticket.department, ...ticket.also, ...summoned(ticket), community.duty.desk].includes(department);
}

/** Departments called together for it (R16). */
function summoned(ticket: Ticket): string[] {
  return ticket.summons.flatMap((summon) => summon.departments);
}

/** True when the WeChat conversation belongs to one of the reporters. */
export function isReporter(ticket: Ticket, conversationId: string): boolean {
  return [ticket.reporter, ...ticket.joined.map((one) => one.reporter)].some(
    (reporter) => reporter.conversationId === conversationId,
  );
}

/** A member of the desk: 客服部. */
export function isDesk(member: Member, community: Community): boolean {
  return member.department === community.duty.desk;
}

/** A member of 财务 or one with that role. */
export function isFinance(member: Member, community: Community): boolean {
  return member.roles.includes('finance') || member.department === community.duty.finance;
}

/**
 * R4: the reporter of a complaint (or of any matter he asked to keep confidential) is known to 客服部 staff on the ticket,
 * 客服主管, 项目经理, and a head with the task to apologise; nobody else. For other tickets also to whoever does the work.
 */
export function knowsReporter(ticket: Ticket, viewer: Member, community: Community): boolean {
  if (isAccused(ticket, viewer.userid, community)) return false;
  const by = (userids: readonly (string | null)[]) => userids.some((userid) => sameUser(userid, viewer.userid));
  if (by([...deskSupervisors(community), ...managers(community)])) return true;
  if (isDesk(viewer, community) && by([ticket.keeper, ticket.firstReceiver])) return true;
  if (ticket.complaint !== null) return ticket.complaint.scope === 'person' && by(ticket.complaint.handlers);
  if (ticket.confidential) return false;
  return by([ticket.assignee, ticket.keeper, ticket.firstReceiver]) || isDesk(viewer, community);
}

/** Whether he can be the keeper: whoever speaks with the owner must be one who may know who that is (R4, R12). */
export function mayKeep(ticket: Ticket, viewer: Member, community: Community): boolean {
  return isSecret(ticket) ? knowsReporter(ticket, viewer, community) : maySee(ticket, viewer, community);
}

/** What this viewer is shown, or null when he may not know of it. Name and phone are always masked. */
export function view(ticket: Ticket, viewer: Viewer, community: Community): TicketView | null {
  if (!maySee(ticket, viewer, community)) return null;
  const own = viewer.kind === 'owner' ? reporterOf(ticket, viewer.conversationId) : ticket.reporter;
  const known = viewer.kind === 'member' ? knowsReporter(ticket, viewer, community) : viewer.kind !== 'group';
  const hidden = !known && isSecret(ticket);
  const inGroup = viewer.kind === 'group';
  return {
    ticket,
    reporter: hidden ? null : shownReporter(own, inGroup && !needsVisit(ticket)),
    place: placeOf(ticket, hidden),
    matter: matterOf(ticket, { hidden, inGroup }),
    words: wordsFor(ticket, { hidden, inGroup, own: viewer.kind === 'owner' }),
  };
}

/** Complaints, and whatever the owner asked to keep between himself and the desk. */
function isSecret(ticket: Ticket): boolean {
  return ticket.complaint !== null || ticket.category === '投诉' || ticket.confidential;
}

/** Only where a worker must go does a group read whose house it is (domain 4, rule 3). */
function needsVisit(ticket: Ticket): boolean {
  return ['售后', '报修', '服务'].includes(ticket.category);
}

function reporterOf(ticket: Ticket, conversationId: string): Reporter {
  const joined = ticket.joined.find((one) => one.reporter.conversationId === conversationId);
  return joined?.reporter ?? ticket.reporter;
}

function shownReporter(reporter: Reporter, withoutHouse: boolean) {
  return {
    name: maskName(reporter.name ?? ''),
    phone: reporter.phone === null ? null : maskPhone(reporter.phone),
    house: reporter.house === null || withoutHouse ? null : formatHouse(reporter.house),
  };
}

function placeOf(ticket: Ticket, hidden: boolean): string | null {
  const isHome = ticket.house !== null && isReportersHouse(ticket, ticket.house);
  const house = ticket.house === null || (hidden && isHome && !needsVisit(ticket)) ? '' : formatHouse(ticket.house);
  const place = hidden ? scrub(ticket.place ?? '', ticket.reporter) : (ticket.place ?? '');
  const words = place.includes(house) ? place : `${house}${place}`;
  return words.trim() === '' ? null : words;
}

function isReportersHouse(ticket: Ticket, house: House): boolean {
  return ticket.reporter.house !== null && sameHouse(ticket.reporter.house, house);
}

interface Shown {
  readonly hidden: boolean;
  readonly inGroup: boolean;
}

function matterOf(ticket: Ticket, { hidden, inGroup }: Shown): string | null {
  const isUnverified = ticket.praise !== null && ticket.praise.verified !== true;
  if (inGroup && (ticket.discreet || isUnverified || ticket.category === '投诉')) return null;
  return hidden ? scrub(ticket.summary, ticket.reporter) : plainly(ticket.summary, ticket.reporter);
}

/** A text with numbers and the name of whoever asked masked: owners put both into their first sentence (design rule 11). */
function plainly(text: string, { name }: Reporter): string {
  const masked = maskText(text);
  return name === null || [...name].length < 2 ? masked : masked.replaceAll(name, maskName(name));
}

/** Verbatim for whoever said it; a phone number in them is read by `reveal` only, which is logged (R4). */
function wordsFor(ticket: Ticket, { hidden, inGroup, own }: Shown & { readonly own: boolean }): readonly string[] {
  if (inGroup) return [];
  if (own) return ticket.words;
  return ticket.words.map((text) => (hidden ? scrub(text, ticket.reporter) : plainly(text, ticket.reporter)));
}

/** The text without what tells who wrote it: his name, phone, and house in any of the usual ways of writing it. */
export function scrub(text: string, reporter: Reporter): string {
  const { name, phone, house } = reporter;
  const secrets = [name, phone, name === null ? null : maskName(name)].filter((one) => one !== null && one.length > 1);
  let result = maskText(text);
  for (const secret of secrets) result = result.replaceAll(secret as string, '＊');
  if (house === null) return result;
  const { building, unit, room } = house;
  const number = (value: string) => value.replace(/[^\w]/g, '');
  const patterns = [
    room === null
      ? null
      : `(?:${number(building)}\\s*(?:栋|幢|号楼|座|#|-)\\s*)?(?:${number(unit ?? '')}\\s*(?:单元|-)\\s*)?${number(room)}(?:室|号)?`,
    unit === null ? null : `${number(building)}\\s*(?:栋|幢|号楼|座|#|-)\\s*${number(unit)}\\s*单元`,
  ];
  for (const pattern of patterns) {
    if (pattern !== null) result = result.replace(new RegExp(`(?<!\\d)${pattern}(?!\\d)`, 'g'), '＊');
  }
  return result;
}
