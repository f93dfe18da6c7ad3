import type { StaffMember } from '../../config/schema/people.ts';
import type { Community } from '../../config/types.ts';
import { findForbidden } from '../../delivery/guard.ts';
import { CATEGORIES, type Category } from '../../shared/category.ts';
import { maskText } from '../../shared/mask.ts';
import { TOPICS } from '../../shared/topics.ts';
import type { SuspendReason, TicketAction } from '../../tickets/action.ts';
import { findPriceLine } from '../../tickets/actions/money.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { topicOf } from '../../tickets/wording.ts';
import type { TicketCommand } from '../command.ts';
import { findDepartment, findDepartments, findMembers } from '../find-people.ts';

/** What a command becomes: an action, or a question back, or a reason why not. */
export type Translated =
  | { readonly kind: 'action'; readonly action: TicketAction; readonly remark?: string }
  | { readonly kind: 'ask'; readonly question: string }
  | { readonly kind: 'refuse'; readonly text: string };

/** What translating needs to know. Pure. */
export interface TranslateContext {
  readonly ticket: Ticket;
  readonly community: Community;
  readonly member: StaffMember;
  /** A time in words, epoch ms; null when the text names none. */
  readonly readTime: (text: string) => { readonly at: number; readonly text: string } | null;
}

type Command<K extends TicketCommand['kind']> = Extract<TicketCommand, { kind: K }>;
type Translate<K extends TicketCommand['kind']> = (command: Command<K>, context: TranslateContext) => Translated;
/** Commands that are carried out elsewhere: merging needs a second ticket, a visit belongs to follow-up. */
type Here = Exclude<TicketCommand['kind'], 'merge' | 'visit'>;

const act = (action: TicketAction, remark?: string): Translated =>
  remark === undefined ? { kind: 'action', action } : { kind: 'action', action, remark };
const ask = (question: string): Translated => ({ kind: 'ask', question });
const refuse = (text: string): Translated => ({ kind: 'refuse', text });

const SUSPEND_WORDS: readonly (readonly [SuspendReason, RegExp])[] = [
  ['rain', /雨/],
  ['parts', /配件|材料|零件|备件|缺货|采购|到货|换件/],
  ['third-party', /厂家|维保|开发商|施工|外单位|第三方|供应商|供电|水务|燃气公司|市政|物流/],
  ['owner', /业主|住户|客户|家里没人|没人在家|不在家|约时间|改期|联系不上/],
];

/** Why a ticket waits, read from the worker's words. */
function suspendReason(text: string): SuspendReason {
  return SUSPEND_WORDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
}

/** Words to an owner pass R26; otherwise the member is told which word and how it can be said. */
function toOwner(text: string, community: Community): Translated | null {
  const [word] = findForbidden(text, community);
  if (word === undefined) return null;
  return refuse(
    `给业主的话里不能有“${word}”，这次没有发送。可以说：“这个问题我马上请负责的同事核实，今天几点前答复您。”请改好后再发一次。`,
  );
}

function departmentNames(community: Community): string {
  return community.departments.map(({ name }) => name).join('、');
}

/** `换阀芯` names a line of the price list by its words; otherwise a reason goes with the price (R17). */
function quote({ amount, item, why }: Command<'quote'>, { ticket, community }: TranslateContext): Translated {
  if (amount === null) return ask(`请回复 ${ticket.number} 的报价，例如：80元 换阀芯`);
  const impolite = toOwner(`${item}${why ?? ''}`, community);
  if (impolite !== null) return impolite;
  const ofTopic = community.prices.lines.filter(({ topics }) => ticket.topic !== null && topics.includes(ticket.topic));
  const what = item !== '' ? item : ofTopic.length === 1 ? ofTopic[0]!.name : topicOf(ticket, community);
  const line = findPriceLine(what, ticket.topic, community);
  if (line !== null) return act({ kind: 'quote', amount, item: what, line: line.id });
  const reason = why ?? '价目表没有对应项目';
  const action: TicketAction = { kind: 'quote', amount, item: what, line: null, why: reason };
  if (why !== null) return act(action);
  return act(action, `价目表里没有“${what}”，已注明“${reason}”。有别的理由请重发：报价 号 ${amount}元 项目 原因 …`);
}

function consent({ accepted, text }: Command<'consent'>, { ticket }: TranslateContext): Translated {
  const open = ticket.quotes.findLast(({ answer }) => answer === null);
  if (open === undefined) return refuse(`${ticket.number} 现在没有等业主答复的报价。`);
  return act({ kind: 'answer-quote', quoteId: open.id, accepted, ...(text === '' ? {} : { text }) });
}

const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/;

/** The owner's phone, where the ticket still lacks one, is what the note is for. */
function note({ text }: Command<'note'>, { ticket }: TranslateContext): Translated {
  if (text === '') return ask(`请回复要给 ${ticket.number} 备注的内容`);
  const phone = MOBILE.exec(text)?.[0];
  if (phone === undefined || ticket.reporter.phone !== null) return act({ kind: 'note', text });
  return act({ kind: 'add-detail', what: 'contact', text: maskText(text), phone }, '业主电话已补上。');
}

function transfer({ text }: Command<'transfer'>, { ticket, community }: TranslateContext): Translated {
  if (text === '') return ask(`${ticket.number} 转给哪个部门？可选：${departmentNames(community)}`);
  const found = findDepartment(text, community);
  if (found === null) return ask(`没有“${text}”这个部门，请回复其中一个：${departmentNames(community)}`);
  return act({
    kind: 'transfer',
    department: found.department.id,
    ...(found.rest === '' ? {} : { reason: found.rest }),
  });
}

function assign({ who }: Command<'assign'>, { ticket, community, member }: TranslateContext): Translated {
  if (/^(?:我|自己|本人)$/.test(who)) return act({ kind: 'assign', userid: member.userid });
  const found = findMembers(who, community);
  const inDepartment = found.filter(({ department }) => department === ticket.department);
  const meant = inDepartment.length > 0 ? inDepartment : found;
  if (meant.length === 1) return act({ kind: 'assign', userid: meant[0]!.userid });
  const names = community.staff.filter(({ department }) => department === ticket.department).map(({ name }) => name);
  if (meant.length > 1)
    return ask(`“${who}”有${meant.length}位：${meant.map(({ name }) => name).join('、')}，请写全名。`);
  const lead = who === '' ? `${ticket.number} 派给谁？` : `名单里没有“${who}”。`;
  return ask(`${lead}本部门有：${names.join('、')}`);
}

function reclassify({ text }: Command<'reclassify'>, { ticket, community }: TranslateContext): Translated {
  const topics = Object.entries({ ...TOPICS, ...community.routing.topics } as Record<
    string,
    { name?: string; category?: Category }
  >);
  const topic = topics.find(
    ([id, { name }]) => text.includes(name ?? id) || text.toUpperCase().includes(id.toUpperCase()),
  );
  const category = CATEGORIES.find((one) => text.includes(one)) ?? topic?.[1].category;
  if (category === undefined) return ask(`${ticket.number} 改成哪一类？${CATEGORIES.join('、')}（后面可写原因）`);
  const reason = text
    .replace(category, '')
    .replace(topic?.[1].name ?? '', '')
    .trim();
  return act({ kind: 'reclassify', category, topic: topic?.[0] ?? null, reason: reason === '' ? '人工改类' : reason });
}

function judge(command: Command<'judge'>, { ticket }: TranslateContext): Translated {
  const { kind: _kind, ref: _ref, ...fields } = command;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  if (Object.keys(given).length === 0) {
    return ask(`请回复 ${ticket.number} 的判定，例如：有效 重要 内部 原因:… 责任人:… 纠正:… 预防:… 验证:…`);
  }
  return act({ kind: 'judge', ...given });
}

function accuse({ text }: Command<'accuse'>, { ticket, community }: TranslateContext): Translated {
  if (text === '') return ask(`${ticket.number} 投诉的是谁或哪个部门？`);
  const members = findMembers(text.split(/\s/)[0] ?? '', community);
  const [only] = members;
  if (members.length === 1 && only !== undefined) {
    return act({ kind: 'accuse', userid: only.userid, department: only.department, scope: 'person' });
  }
  const found = findDepartment(text, community);
  if (found === null) return ask(`名单里没有“${text}”，请写员工姓名或部门：${departmentNames(community)}`);
  const scope = /态度|人员|员工|某人|个人/.test(found.rest) ? 'person' : 'work';
  return act({ kind: 'accuse', department: found.department.id, scope });
}

function summon({ text }: Command<'summon'>, { ticket, community, readTime }: TranslateContext): Translated {
  const { departments, rest } = findDepartments(text, community);
  if (departments.length === 0) return ask(`${ticket.number} 召集哪些部门、怎么处理？例如：工程部、保洁部 今晚抢修`);
  if (rest === '')
    return ask(
      `${ticket.number} 召集${departments.map(({ name }) => name).join('、')}做什么？请带部门再写一遍，例如：工程部、保洁部 今晚抢修`,
    );
  const date = readTime(rest)?.at ?? null;
  return act({ kind: 'summon', departments: departments.map(({ id }) => id), plan: rest, date });
}

function contact({ text }: Command<'contact'>, { ticket, readTime }: TranslateContext): Translated {
  const match = /^(\S+)\s+(.+)$/s.exec(text);
  if (match === null)
    return ask(`${ticket.number} 联系了哪个单位、结果怎样？例如：自来水公司 明天恢复供水 明天18点再联系`);
  return act({ kind: 'contact', body: match[1]!, text: match[2]!, next: readTime(match[2]!)?.at ?? null });
}

function promise({ text }: Command<'promise'>, { ticket, community, readTime }: TranslateContext): Translated {
  const when = readTime(text);
  if (when === null) return ask(`${ticket.number} 承诺什么时间、为什么？例如：明天18点前 配件下午到货`);
  const reason = text
    .replace(when.text, '')
    .replace(/^[\s前,，之]+/, '')
    .trim();
  if (reason === '') return ask(`请连原因一起回复，业主会收到，例如：${when.text} 配件下午到货`);
  return toOwner(reason, community) ?? act({ kind: 'renew-promise', until: when.at, reason });
}

function twoWords(text: string): readonly [string, string] {
  const match = /^(\S+)\s*(.*)$/s.exec(text);
  return [match?.[1] ?? '', match?.[2] ?? ''];
}

const TRANSLATORS: { readonly [K in Here]: Translate<K> } = {
  accept: () => act({ kind: 'accept' }),
  acknowledge: () => act({ kind: 'acknowledge' }),
  arrive: () => act({ kind: 'arrive' }),
  start: () => act({ kind: 'start' }),
  resume: () => act({ kind: 'resume' }),
  reveal: () => act({ kind: 'reveal' }),
  complete: ({ text, materials, amount }, { ticket, community }) =>
    text === ''
      ? ask(`请回复 ${ticket.number} 的完成说明（做了什么，用了什么材料），例如：换了阀芯 材料30`)
      : (toOwner(text, community) ?? act({ kind: 'complete', text, materials, amount })),
  transfer,
  return: ({ text }, { ticket }) =>
    text === '' ? ask(`请回复退 ${ticket.number} 的原因`) : act({ kind: 'return', reason: text }),
  suspend: ({ text }, { ticket, community, readTime }) =>
    text === ''
      ? ask(`请回复 ${ticket.number} 挂起的原因，例如：等配件 明天10点再联系`)
      : (toOwner(text, community) ??
        act({ kind: 'suspend', reason: suspendReason(text), text, until: readTime(text)?.at ?? null })),
  quote,
  consent,
  note,
  reply: ({ text }, { ticket, community }) =>
    text === ''
      ? ask(`请回复要告诉业主的话（${ticket.number}）`)
      : (toOwner(text, community) ?? act({ kind: 'note', text, toOwner: true })),
  answer: ({ text }, { ticket, community }) =>
    text === ''
      ? ask(`请回复给业主的答复（${ticket.number}）`)
      : (toOwner(text, community) ?? act({ kind: 'answer', text })),
  promise,
  urge: ({ text }) => act({ kind: 'urge', ...(text === '' ? {} : { text }) }),
  assign,
  close: ({ text }, { ticket, community }) =>
    toOwner(text, community) ??
    act({ kind: 'close', ...(text === '' ? {} : { text, ...(ticket.category === '投诉' ? { told: text } : {}) }) }),
  reopen: ({ text }, { member }) => act({ kind: 'reopen', reason: text === '' ? `${member.name}要求重新处理` : text }),
  cancel: ({ text }, { ticket, community }) =>
    text === ''
      ? ask(`请回复撤销 ${ticket.number} 的原因，业主会收到`)
      : (toOwner(text, community) ?? act({ kind: 'cancel', reason: text })),
  invalidate: ({ text }, { ticket, community }) =>
    text === ''
      ? ask(`请回复 ${ticket.number} 判为无效的原因，业主会收到`)
      : (toOwner(text, community) ?? act({ kind: 'invalidate', reason: text })),
  reclassify,
  judge,
  verify: ({ confirmed, text }, { ticket, community }) => {
    if (confirmed === null) return ask(`${ticket.number} 是否属实？请回复：属实 或 不属实，后面写说明`);
    const [praised, ...others] = findMembers(text.split(/[\s,，]/)[0] ?? '', community);
    return act({ kind: 'verify', confirmed, userid: others.length === 0 ? (praised?.userid ?? null) : null, text });
  },
  accuse,
  apologise: ({ text }, { ticket }) => {
    const [by, how] = twoWords(text);
    return how === ''
      ? ask(`${ticket.number} 由谁、怎样道歉的？例如：李师傅 当面道歉`)
      : act({ kind: 'apologise', by, how });
  },
  criticise: ({ decided, text }, { ticket }) =>
    text === ''
      ? ask(`请回复 ${ticket.number} ${decided ? '通报批评' : '不通报'}的说明`)
      : act({ kind: 'criticise', decided, text }),
  'consent-identity': ({ given }) => act({ kind: 'consent-identity', given }),
  contact,
  decide: ({ adopted, text }, { ticket, community }) =>
    text === ''
      ? ask(`请回复 ${ticket.number} ${adopted ? '采纳后怎么做' : '不采纳的原因'}，业主会收到`)
      : (toOwner(text, community) ?? act({ kind: 'decide', adopted, text })),
  summon,
  'report-major': ({ step, text }, { ticket }) =>
    text === '' ? ask(`请回复 ${ticket.number} 的报告内容`) : act({ kind: 'report-major', step, text }),
  charge: ({ step, text }) => act({ kind: 'charge', step, ...(text === '' ? {} : { text }) }),
  'hand-back': ({ text }, { ticket }) => {
    const [to, rest] = twoWords(text);
    if (to === '') return ask(`${ticket.number} 由谁领取、证件核验了吗？例如：王先生 已核验证件（不要发证件号）`);
    return act({
      kind: 'hand-back',
      to,
      verified: /核验|核对|已核|看过证/.test(rest) && !/[未没]核/.test(rest),
      text: maskText(rest),
    });
  },
  'rework-slip': ({ text }, { ticket, community, readTime }) =>
    act({
      kind: 'rework-slip',
      to: community.duty.afterSales,
      part: text === '' ? ticket.summary : text,
      due: readTime(text)?.at ?? null,
    }),
};

/** Turns a member's command into an action on the ticket. Pure; who may do it is for the ticket desk to say. */
export function toAction(
  command: Exclude<TicketCommand, { kind: 'merge' | 'visit' }>,
  context: TranslateContext,
): Translated {
  const translate = TRANSLATORS[command.kind] as Translate<typeof command.kind>;
  return translate(command as never, context);
}
