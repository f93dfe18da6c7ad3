import type { House } from '../language/house.ts';
import { maskText } from '../language/mask.ts';
import { CATEGORIES, type Category, isCategory } from '../shared/category.ts';
import type { TicketDraft } from '../tickets/draft.ts';
import type { HouseMention, UnderstandContext, Understanding } from '../understanding/index.ts';
import type { DeskCommand } from './command.ts';
import type { Community } from './community.ts';
import { parseHouse } from './parse-house.ts';

/** What one line of 登记 says before the matter itself. */
export interface RegistrationLine {
  readonly category: Category | null;
  readonly house: House | null;
  readonly name: string | null;
  readonly phone: string | null;
  /** The matter in the words of whoever logs it, unedited (篇1 4.1). */
  readonly content: string;
}

/** What making a draft needs. Pure. */
export interface DraftContext {
  readonly community: Community;
  readonly understand: (text: string, context: UnderstandContext) => Understanding;
  /** Epoch ms. */
  readonly now: number;
}

const PHONE = /^(?:电话|手机|TEL)?[:：]?((?:\+?86[- ]?)?1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{7,8})$/i;
const NAME =
  /^[\p{sc=Han}]{1,3}(?:先生|女士|小姐|太太|阿姨|叔叔|大爷|大妈|老师|师傅|业主|家属|租户|住户)$|^业主[\p{sc=Han}]{1,3}$/u;
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const PLAIN_NAME = new RegExp(`^[${SURNAMES}][\\p{sc=Han}]{1,2}$`, 'u');
/** A head without gaps: `3-2-1701王先生13800000000厨房漏水`. A house alone may as well be the place of the matter. */
const GLUED =
  /^(?<category>售后|报修|投诉|服务|表扬|建议|其它)?(?<house>[A-Za-z]?\d{1,3}[A-Za-z]?(?:-\d{1,2})?-\d{2,4}室?|[A-Za-z]?\d{1,3}(?:号楼|栋|幢|座)(?:\d{1,2}单元)?\d{2,4}(?:室|号)?)(?<name>[\p{sc=Han}]{1,3}(?:先生|女士|小姐|太太|阿姨|叔叔|大爷|大妈|老师))?(?<phone>1[3-9]\d{9})?(?<content>[^\s].*)$/su;
const SUMMARY_LENGTH = 40;
const SETTLED = /已(?:当场|现场|经)?(?:答复|解答|告知|解决|处理好?)[。!！]*$/;

function readGlued(text: string): RegistrationLine | null {
  const parts = GLUED.exec(text.trim())?.groups;
  const house = parts === undefined ? null : parseHouse(parts.house!);
  if (parts === undefined || house === null || (parts.name === undefined && parts.phone === undefined)) return null;
  const { category, name = null, phone = null, content } = parts;
  return {
    category: category !== undefined && isCategory(category) ? category : null,
    house,
    name,
    phone,
    content: content!.replace(/^[,，;；:：。]+/, ''),
  };
}

/** Reads `房号 称呼 电话` in any order from the front of a line, with or without gaps; the rest is the matter. */
export function readRegistration(text: string): RegistrationLine {
  const glued = readGlued(text);
  if (glued !== null) return glued;
  let line: RegistrationLine = { category: null, house: null, name: null, phone: null, content: text.trim() };
  for (;;) {
    const match = /^([^\s,，;；。]+)(?:[\s,，;；。]+|$)/.exec(line.content);
    const taken = match === null ? null : takeToken(match[1]!, line);
    if (match === null || taken === null) return line;
    line = { ...line, ...taken, content: line.content.slice(match[0].length) };
  }
}

function takeToken(token: string, line: RegistrationLine): Partial<RegistrationLine> | null {
  if (line.category === null && isCategory(token)) return { category: token };
  const house = line.house === null ? parseHouse(token) : null;
  if (house !== null) return { house };
  const phone = line.phone === null ? PHONE.exec(token)?.[1] : undefined;
  if (phone !== undefined) return { phone: phone.replace(/^\+?86[- ]?/, '') };
  const isName = NAME.test(token) || (PLAIN_NAME.test(token) && !CATEGORIES.some((one) => token.includes(one)));
  return line.name === null && isName ? { name: token } : null;
}

function houseOf(mentions: readonly HouseMention[]): House | null {
  const found = mentions.find(({ role, building }) => role !== 'other' && building !== null);
  return found === undefined ? null : { building: found.building!, unit: found.unit, room: found.room };
}

function summarise(text: string): string {
  const letters = [...maskText(text.replace(/\s+/g, ' ').trim())];
  return letters.length <= SUMMARY_LENGTH ? letters.join('') : `${letters.slice(0, SUMMARY_LENGTH - 1).join('')}…`;
}

function details({ facts }: Understanding): Record<string, string> {
  const { item, since } = facts;
  return {
    ...(since === null ? {} : { since }),
    ...(item === null ? {} : { item: item.name, features: item.features.join('、') }),
  };
}

/** The draft of what a member logged for an owner; null when it says nothing. */
export function draftFrom(
  command: Extract<DeskCommand, { kind: 'register' }>,
  context: DraftContext,
): TicketDraft | null {
  const { community, now } = context;
  const line = readRegistration(command.text);
  if (line.content === '') return null;
  const read = context.understand(line.content, { now, timezone: community.timezone });
  const { facts } = read;
  const house = line.house ?? houseOf(facts.houses);
  const category = line.category ?? read.category;
  const [time] = facts.times;
  const isAppointment = time !== undefined && time.to > now && ['售后', '报修', '服务'].includes(category);
  return {
    community: community.id,
    category,
    topic: topicFor(category, read),
    urgent: read.urgent,
    danger: read.danger.level === 'yes' ? read.danger.kind : null,
    channel: command.channel ?? '代录',
    words: [line.content],
    summary: summarise(line.content),
    house,
    place: facts.places[0] ?? null,
    reporter: {
      conversationId: null,
      name: line.name ?? facts.name,
      phone: line.phone ?? facts.phones[0] ?? null,
      house,
      relation: null,
    },
    appointment: isAppointment ? { from: time.from, to: time.to, text: time.text } : null,
    media: [],
    accused: facts.accused,
    accusedDepartment: facts.accusedDepartment,
    confidential: read.intents.some(({ kind }) => kind === 'confidential'),
    details: details(read),
    links: [],
    why: read.why,
    firstWordAt: now,
    ...(category === '其它' && SETTLED.test(line.content) ? { settled: line.content } : {}),
  };
}

/** The topic of the matter, when it fits the category that a person named. */
function topicFor(category: Category, read: Understanding): string | null {
  if (category === read.category) return read.topic;
  return read.requests.find((request) => request.category === category)?.topic ?? null;
}
