import type { StaffMember } from '../../community/config/people.ts';
import { findForbidden } from '../../delivery/guard.ts';
import { maskText } from '../../language/mask.ts';
import { CATEGORIES, type Category } from '../../shared/category.ts';
import type { SuspendReason, TicketAction } from '../../tickets/action.ts';
import { findPriceLine } from '../../tickets/actions/money.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { topicOf } from '../../tickets/wording.ts';
import { TOPICS } from '../../understanding/index.ts';
import type { TicketCommand } from '../command.ts';
import type { Community } from '../community.ts';
import { findDepartment, findDepartments, findMembers } from '../find-people.ts';
import { type Tell, tellIn } from '../tell.ts';

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
/** With the sentences, which know the ticket's number. */
type Translating = TranslateContext & { readonly tell: Tell };
type Translate<K extends TicketCommand['kind']> = (command: Command<K>, context: Translating) => Translated;
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
function toOwner(text: string, { community, tell }: Translating): Translated | null {
  const [word] = findForbidden(text, community);
  return word === undefined ? null : refuse(tell('refuse.words', { word }));
}

function departmentNames(community: Community): string {
  return community.departments.map(({ name }) => name).join('、');
}

/** `换阀芯` names a line of the price list by its words; otherwise a reason goes with the price (R17). */
function quote({ amount, item, why }: Command<'quote'>, context: Translating): Translated {
  const { ticket, community, tell } = context;
  if (amount === null) return ask(tell('ask.quote'));
  const impolite = toOwner(`${item}${why ?? ''}`, context);
  if (impolite !== null) return impolite;
  const ofTopic = community.prices.lines.filter(({ topics }) => ticket.topic !== null && topics.includes(ticket.topic));
  const what = item !== '' ? item : ofTopic.length === 1 ? ofTopic[0]!.name : topicOf(ticket, community);
  const line = findPriceLine(what, ticket.topic, community);
  if (line !== null) return act({ kind: 'quote', amount, item: what, line: line.id });
  const reason = why ?? tell('why.no-price-line');
  const action: TicketAction = { kind: 'quote', amount, item: what, line: null, why: reason };
  if (why !== null) return act(action);
  return act(action, tell('quoted.why', { item: what, reason, amount }));
}

function consent({ accepted, text }: Command<'consent'>, context: Translating): Translated {
  const { ticket, tell } = context;
  const open = ticket.quotes.findLast(({ answer }) => answer === null);
  if (open === undefined) return refuse(tell('refuse.no-quote'));
  return act({ kind: 'answer-quote', quoteId: open.id, accepted, ...(text === '' ? {} : { text }) });
}

const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/;

/** The owner's phone, where the ticket still lacks one, is what the note is for. */
function note({ text }: Command<'note'>, context: Translating): Translated {
  const { ticket, tell } = context;
  if (text === '') return ask(tell('ask.note'));
  const phone = MOBILE.exec(text)?.[0];
  if (phone === undefined || ticket.reporter.phone !== null) return act({ kind: 'note', text });
  return act({ kind: 'add-detail', what: 'contact', text: maskText(text), phone }, tell('noted.phone'));
}

function transfer({ text }: Command<'transfer'>, context: Translating): Translated {
  const { community, tell } = context;
  if (text === '') return ask(tell('ask.transfer', { names: departmentNames(community) }));
  const found = findDepartment(text, community);
  if (found === null) return ask(tell('ask.transfer-again', { text, names: departmentNames(community) }));
  return act({
    kind: 'transfer',
    department: found.department.id,
    ...(found.rest === '' ? {} : { reason: found.rest }),
  });
}

function assign({ who }: Command<'assign'>, context: Translating): Translated {
  const { ticket, community, member, tell } = context;
  if (/^(?:我|自己|本人)$/.test(who)) return act({ kind: 'assign', userid: member.userid });
  const found = findMembers(who, community);
  const inDepartment = found.filter(({ department }) => department === ticket.department);
  const meant = inDepartment.length > 0 ? inDepartment : found;
  if (meant.length === 1) return act({ kind: 'assign', userid: meant[0]!.userid });
  const names = community.staff.filter(({ department }) => department === ticket.department).map(({ name }) => name);
  if (meant.length > 1)
    return ask(
      tell('ask.assign-which', { text: who, count: meant.length, names: meant.map(({ name }) => name).join('、') }),
    );
  return ask(tell(who === '' ? 'ask.assign' : 'ask.assign-again', { text: who, names: names.join('、') }));
}

function reclassify({ text }: Command<'reclassify'>, context: Translating): Translated {
  const { community, tell } = context;
  const topics = Object.entries({ ...TOPICS, ...community.routing.topics } as Record<
    string,
    { name?: string; category?: Category }
  >);
  const topic = topics.find(
    ([id, { name }]) => text.includes(name ?? id) || text.toUpperCase().includes(id.toUpperCase()),
  );
  const category = CATEGORIES.find((one) => text.includes(one)) ?? topic?.[1].category;
  if (category === undefined) return ask(tell('ask.reclassify', { names: CATEGORIES.join('、') }));
  const reason = text
    .replace(category, '')
    .replace(topic?.[1].name ?? '', '')
    .trim();
  return act({
    kind: 'reclassify',
    category,
    topic: topic?.[0] ?? null,
    reason: reason === '' ? tell('why.reclassified') : reason,
  });
}

function judge(command: Command<'judge'>, context: Translating): Translated {
  const { tell } = context;
  const { kind: _kind, ref: _ref, ...fields } = command;
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  if (Object.keys(given).length === 0) {
    return ask(tell('ask.judge'));
  }
  return act({ kind: 'judge', ...given });
}

function accuse({ text }: Command<'accuse'>, context: Translating): Translated {
  const { community, tell } = context;
  if (text === '') return ask(tell('ask.accuse'));
  const members = findMembers(text.split(/\s/)[0] ?? '', community);
  const [only] = members;
  if (members.length === 1 && only !== undefined) {
    return act({ kind: 'accuse', userid: only.userid, department: only.department, scope: 'person' });
  }
  const found = findDepartment(text, community);
  if (found === null) return ask(tell('ask.accuse-again', { text, names: departmentNames(community) }));
  const scope = /态度|人员|员工|某人|个人/.test(found.rest) ? 'person' : 'work';
  return act({ kind: 'accuse', department: found.department.id, scope });
}

function summon({ text }: Command<'summon'>, context: Translating): Translated {
  const { community, readTime, tell } = context;
  const { departments, rest } = findDepartments(text, community);
  if (departments.length === 0) return ask(tell('ask.summon'));
  if (rest === '') return ask(tell('ask.summon-plan', { names: departments.map(({ name }) => name).join('、') }));
  const date = readTime(rest)?.at ?? null;
  return act({ kind: 'summon', departments: departments.map(({ id }) => id), plan: rest, date });
}

function contact({ text }: Command<'contact'>, context: Translating): Translated {
  const { readTime, tell } = context;
  const match = /^(\S+)\s+(.+)$/s.exec(text);
  if (match === null) return ask(tell('ask.contact'));
  return act({ kind: 'contact', body: match[1]!, text: match[2]!, next: readTime(match[2]!)?.at ?? null });
}

function promise({ text }: Command<'promise'>, context: Translating): Translated {
  const { readTime, tell } = context;
  const when = readTime(text);
  if (when === null) return ask(tell('ask.promise'));
  const reason = text
    .replace(when.text, '')
    .replace(/^[\s前,，之]+/, '')
    .trim();
  if (reason === '') return ask(tell('ask.promise-reason', { time: when.text }));
  return toOwner(reason, context) ?? act({ kind: 'renew-promise', until: when.at, reason });
}

function twoWords(text: string): readonly [string, string] {
  const match = /^(\S+)\s*(.*)$/s.exec(text);
  return [match?.[1] ?? '', match?.[2] ?? ''];
}

/** Asks for the words a command lacks, else goes on with them. */
function worded<K extends Here>(
  name: string,
  go: (command: Command<K>, context: Translating) => TicketAction,
): Translate<K> {
  return (command, context) =>
    (command as { text: string }).text === '' ? ask(context.tell(name)) : act(go(command, context));
}

/** The same for words that the owner will read (R26). */
function wordedForOwner<K extends Here>(
  name: string,
  go: (command: Command<K>, context: Translating) => TicketAction,
): Translate<K> {
  return (command, context) => {
    const { text } = command as { text: string };
    if (text === '') return ask(context.tell(name));
    return toOwner(text, context) ?? act(go(command, context));
  };
}

/** 完成 of a suggestion or a praise whose words hold the decision that is owed: 采纳 or not, 属实 or not (篇5 二.4; R29). */
function verdictIn(text: string, { category }: Ticket, community: Community): TicketAction | null {
  if (category === '建议' && /采纳/.test(text)) {
    return { kind: 'decide', adopted: !/(?:不|未|无法|没有)[^，。]{0,3}采纳/.test(text), text };
  }
  if (category !== '表扬' || !/属实|核实/.test(text)) return null;
  const [praised, ...others] = community.staff.filter(({ name }) => text.includes(name));
  const userid = others.length === 0 ? (praised?.userid ?? null) : null;
  return { kind: 'verify', confirmed: !/不属实|不实|未能核实|无法核实/.test(text), userid, text };
}

const TRANSLATORS: { readonly [K in Here]: Translate<K> } = {
  accept: () => act({ kind: 'accept' }),
  acknowledge: () => act({ kind: 'acknowledge' }),
  arrive: () => act({ kind: 'arrive' }),
  start: () => act({ kind: 'start' }),
  resume: () => act({ kind: 'resume' }),
  reveal: () => act({ kind: 'reveal' }),
  complete: wordedForOwner(
    'ask.complete',
    ({ text, materials, amount }, { ticket, community }) =>
      verdictIn(text, ticket, community) ?? { kind: 'complete', text, materials, amount },
  ),
  transfer,
  return: worded('ask.return', ({ text }) => ({ kind: 'return', reason: text })),
  suspend: wordedForOwner('ask.suspend', ({ text }, { readTime }) => ({
    kind: 'suspend',
    reason: suspendReason(text),
    text,
    until: readTime(text)?.at ?? null,
  })),
  quote,
  consent,
  note,
  reply: wordedForOwner('ask.reply', ({ text }) => ({ kind: 'note', text, toOwner: true })),
  answer: wordedForOwner('ask.answer', ({ text }) => ({ kind: 'answer', text })),
  promise,
  urge: ({ text }) => act({ kind: 'urge', ...(text === '' ? {} : { text }) }),
  assign,
  close: ({ text }, context) =>
    toOwner(text, context) ??
    act({
      kind: 'close',
      ...(text === '' ? {} : { text, ...(context.ticket.category === '投诉' ? { told: text } : {}) }),
    }),
  reopen: ({ text }, { member, tell }) =>
    act({ kind: 'reopen', reason: text === '' ? tell('why.reopened', { name: member.name }) : text }),
  cancel: wordedForOwner('ask.cancel', ({ text }) => ({ kind: 'cancel', reason: text })),
  invalidate: wordedForOwner('ask.invalidate', ({ text }) => ({ kind: 'invalidate', reason: text })),
  reclassify,
  judge,
  verify: ({ confirmed, text }, { community, tell }) => {
    if (confirmed === null) return ask(tell('ask.verify'));
    const [praised, ...others] = findMembers(text.split(/[\s,，]/)[0] ?? '', community);
    return act({ kind: 'verify', confirmed, userid: others.length === 0 ? (praised?.userid ?? null) : null, text });
  },
  accuse,
  apologise: ({ text }, { tell }) => {
    const [by, how] = twoWords(text);
    return how === '' ? ask(tell('ask.apologise')) : act({ kind: 'apologise', by, how });
  },
  criticise: ({ decided, text }, { tell }) =>
    text === ''
      ? ask(tell(decided ? 'ask.criticise' : 'ask.criticise-not'))
      : act({ kind: 'criticise', decided, text }),
  'consent-identity': ({ given }) => act({ kind: 'consent-identity', given }),
  contact,
  decide: ({ adopted, text }, context) =>
    text === ''
      ? ask(context.tell(adopted ? 'ask.decide' : 'ask.decide-not'))
      : (toOwner(text, context) ?? act({ kind: 'decide', adopted, text })),
  summon,
  'report-major': worded('ask.report-major', ({ step, text }) => ({ kind: 'report-major', step, text })),
  charge: ({ step, text }) => act({ kind: 'charge', step, ...(text === '' ? {} : { text }) }),
  'hand-back': ({ text }, { tell }) => {
    const [to, rest] = twoWords(text);
    if (to === '') return ask(tell('ask.hand-back'));
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
  const say = tellIn(context.community);
  const tell: Tell = (name, values) => say(name, { number: context.ticket.number, ...values });
  return translate(command as never, { ...context, tell });
}
