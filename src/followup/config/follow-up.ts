import { z } from 'zod';
import { duration } from '../../shared/duration-schema.ts';

const by = z.enum(['keeper', 'leader']).default('keeper');

/** One dated visit: a delay after 完成, or the first rainy day after it, at the latest after `latest`. */
const visitRule = z.union([
  z.strictObject({ after: duration, by }),
  z.strictObject({ afterRain: z.literal(true), latest: duration, by }),
]);

/** One dated visit of a kind. */
export type VisitRule = z.infer<typeof visitRule>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function after(delay: number): VisitRule {
  return { after: delay, by: 'keeper' };
}

/** Sentences of follow-up to members and owners. `{name}` places are filled in. */
const texts = z
  .strictObject({
    /** The telephone task: {number} {matter} {place} {date} {worker} {why} {until} {question} {url}. */
    task: z
      .string()
      .default(
        '【电话回访】{number} {place}“{matter}”\n{why}，请在{until}前致电业主，依次问：\n1. {question}\n2. 到场时间是否满意\n3. 质量是否满意\n4. 态度是否满意\n5. 收费是否清楚满意，总评1到5分\n登记：回访 {number} 已解决 5分 意见\n没打通：回访 {number} 未接通\n或在此填写：{url}',
      ),
    /** The same for the leader's own visit (R3). */
    leaderTask: z
      .string()
      .default(
        '【领导回访】{number} “{matter}”\n{why}，请您在{until}前亲自回访业主：\n1. {question}\n2. 当事人的道歉业主是否接受\n3. 现在的服务是否有改进\n4. 还有什么要求\n5. 总评1到5分\n登记：回访 {number} 已解决 5分 意见\n没打通：回访 {number} 未接通\n或在此填写：{url}',
      ),
    taskGroup: z
      .string()
      .default('【电话回访】{number} 由{person}在{until}前致电业主（{why}）。登记：回访 {number} 已解决 5分 意见'),
    taskReminder: z.string().default('【请回访】{number} 的电话回访还没有登记，请在{until}前完成：{url}'),
    taskLate: z.string().default('【回访超时】{number} 由{person}负责的电话回访还没有登记，请督促或另派人：{url}'),
    taskOff: z.string().default('{number} 业主已经答复，不用再打电话了。'),
    taskHold: z.string().default('{number} 业主刚刚来信，正在微信里问，先不用打电话；没有答复会再请您打。'),
    questionClosing: z.string().default('问题解决了吗'),
    questionDated: z.string().default('现在还正常吗'),
    questionRain: z.string().default('下过雨之后还漏吗'),
    questionLeader: z.string().default('处理之后，我们的服务有改进吗'),
    /** The link that is sent before the window shuts: {date} {place} {matter} {day} {url}. */
    link: z
      .string()
      .default('您好，{date}{place}“{matter}”，我们{day}想再了解一下是否一直正常。到时点开这里就能告诉我们：{url}'),
    /** The 整改通知 (R24): {number} {department} {worker} {head} {finding} {words} {until} {found}. */
    notice: z
      .string()
      .default(
        '【整改通知】{number}\n{found}回访发现：{finding}{words}\n责任部门：{department}　维修人：{worker}　负责人：{head}\n请在{until}前整改完毕，做完发“完成 {number} 说明”。\n请马上回“收到 {number}”。整改后会再次回访业主。',
      ),
    findingUnsolved: z.string().default('业主说没有解决'),
    findingScore: z.string().default('业主只给了{score}分'),
    noticeUnread: z.string().default('【整改通知未确认】{number} 的整改通知{worker}还没有回“收到”，请督促。'),
    noticeLate: z.string().default('【整改超时】{number} 应在{until}前整改完毕，现在还没有完成，请督促。'),
    noticeFailed: z.string().default('【整改不合格】{number} 整改后再次回访，业主仍不满意。'),
    noticeVerified: z.string().default('{number} 整改后已回访，业主确认没有问题了。'),
    /** R25: {number} {person} {words} {until} {url}. */
    opinion: z
      .string()
      .default(
        '【请答复意见】{number} 业主在回访中说：“{words}”\n由{person}在{until}前答复业主，请在此填写答复：{url}',
      ),
    opinionLate: z.string().default('【意见未答复】{number} 业主在回访中的意见还没有答复，由{person}负责：{url}'),
    opinionAnswer: z.string().default('您好，您在回访中提的意见“{words}”，{person}答复您：{text}'),
    /** The owner says something else than before: {number} {from} {to}. */
    changed: z.string().default('{number} 业主在回访结束之后又答复：{to}（原来：{from}），请联系业主核实。'),
    /** Reason of 返修, {score} {words}. */
    reworkUnsolved: z.string().default('回访：业主说没有解决。{words}'),
    reworkScore: z.string().default('回访：业主评{score}分。{words}'),
    surveyName: z.string().default('定期意见征询'),
    praise: z.string().default('回访中的表扬：{words}'),
    complaint: z.string().default('回访中的投诉：{words}'),
    /** Why a way was chosen or a visit ended; shown to members and kept in the record. */
    why: z
      .record(z.string(), z.string())
      .default({})
      .transform((given) => ({ ...WHY, ...given })),
  })
  .prefault({});

const WHY = {
  now: '48小时内可以直接在微信里问',
  closing: '刚完成，趁业主在线问',
  early: '按期那天窗口已关闭，提前问',
  reply: '业主正好来信，随即问',
  'session-end': '人工会话刚结束，用结束语问',
  shut: '业主超过48小时没有来信，等他来信时问',
  spent: '五条消息已用完，等业主来信时问',
  person: '正在人工接待，等会话结束时问',
  link: '窗口将关闭且还不到回访日，先发问卷链接',
  'no-wechat': '业主不在微信',
  leader: '态度投诉由领导回访',
  waited: '没有等到业主来信',
  silent: '微信里问过，业主没有回音',
  'not-asked': '没能在时限内问出去',
  'budget-used': '五条消息已用完',
  'window-closed': '超过48小时窗口已关闭',
  'session-with-person': '正在人工接待',
  'owner-unreachable': '业主已删除或拒收',
  'code-expired': '回复时限已过',
  expired: '发送时限已过',
  refused: '微信不接受',
  misconfigured: '接口设置有误',
  'target-gone': '对方不存在',
  'not-reached': '电话打了{count}次没有打通',
  'not-called': '负责人没有在时限内打电话',
  overdue: '到期没有得到答复',
  next: '下一次回访已经到期',
  declined: '业主不愿回答',
  reopened: '工单已返修',
  'taken-over': '由后一次回访一并询问',
  answered: '业主已答复',
  phoned: '电话回访已登记',
  cancelled: '工单已撤销',
  invalid: '工单已作废',
} as const;

const rules = z.array(visitRule);

const byKind = z.strictObject({
  urgent: rules.optional(),
  leak: rules.optional(),
  safety: rules.optional(),
  repair: rules.optional(),
  service: rules.optional(),
  aftersales: rules.optional(),
  complaint: rules.optional(),
  attitude: rules.optional(),
});

/** What a company that names only some kinds gets for the others (R22). */
const USUAL: Readonly<Record<keyof typeof byKind.shape, VisitRule[]>> = {
  urgent: [after(DAY), after(7 * DAY)],
  leak: [after(3 * DAY), { afterRain: true, latest: 30 * DAY, by: 'keeper' }],
  safety: [after(2 * DAY)],
  repair: [after(7 * DAY)],
  service: [after(DAY)],
  aftersales: [after(7 * DAY)],
  complaint: [after(3 * DAY)],
  attitude: [{ ...after(3 * DAY), by: 'leader' }],
};

const settings = z.strictObject({
  ...byKind.shape,
  visits: z.record(z.string(), rules).default({}),
  /** Visits of several kinds closer than this are one. */
  merge: duration.default(12 * HOUR),
  /** One reminder after this silence, then stop. */
  reminder: duration.default(2 * HOUR),
  /** A visit without an outcome ends as expired this long after it was due. */
  expire: duration.default(7 * DAY),
  /** The share of the delay by which a visit may be asked early when the window would shut before it is due. */
  early: z.number().min(0).max(1).default(0.25),
  /** How long before the window shuts the last question is put. */
  margin: duration.default(HOUR),
  /** How long a visit that is due waits for the owner to write before somebody calls. */
  wait: duration.default(4 * HOUR),
  /** A question that is not out after this has failed. */
  ask: duration.default(12 * HOUR),
  /** A question without an answer after this goes to somebody who calls. */
  silent: duration.default(DAY),
  /** An answer that does not grow any more is complete after this. */
  settle: duration.default(15 * MINUTE),
  /** In which time the telephone task is to be done; then a reminder, then the supervisor. */
  call: duration.default(8 * HOUR),
  /** Calls that reach nobody before the owner counts as unreachable. */
  attempts: z.number().int().positive().default(3),
  /** Whether the page's link is sent before the window shuts. */
  link: z.boolean().default(true),
  /** The 整改通知 reaches repairer and head within this (R24). */
  notice: duration.default(DAY),
  /** It is acknowledged within this, else the next in line hears of it. */
  acknowledge: duration.default(4 * HOUR),
  /** What was found is put right within this: the notice's own deadline. */
  rectify: duration.default(3 * DAY),
  /** Reasons in an answer that are a complaint by themselves, as the flows word them (issue: a complaint inside becomes one). */
  complaintReasons: z.array(z.string()).default(['态度不好']),
  /** An opinion is answered within this (R25). */
  opinion: duration.default(DAY),
  /** Where rain comes from besides the command 下雨: an HTTP address that answers with precipitation in mm. */
  rain: z
    .strictObject({
      url: z.url().nullable().default(null),
      /** Dotted path of the number inside the JSON answer, such as `current.precipitation`. */
      field: z.string().default('precipitation'),
      every: duration.default(HOUR),
      /** From this many mm on it is a rainy day. */
      from: z.number().positive().default(1),
    })
    .prefault({}),
  /** 篇5 一.5: asks a share of the owners for their opinion, each at most once a quarter. 0: nobody. */
  survey: z
    .strictObject({
      share: z.number().min(0).max(1).default(0.1),
      /** This long after his message. */
      after: duration.default(2 * HOUR),
      expire: duration.default(2 * DAY),
    })
    .prefault({}),
  texts,
});

/** `follow-up.yaml`: which visits a finished ticket gets (R21, R22) and what comes after an answer (R24, R25). */
export const followUpFile = settings.transform(
  ({ urgent, leak, safety, repair, service, aftersales, complaint, attitude, visits, ...file }) => {
    const named = { urgent, leak, safety, repair, service, aftersales, complaint, attitude };
    const written = Object.entries({ ...named, ...visits }).flatMap(([kind, own]) =>
      own === undefined ? [] : [[kind, own] as const],
    );
    return { ...file, visits: { ...USUAL, ...Object.fromEntries(written) } as Record<string, VisitRule[]> };
  },
);

/** The parsed `follow-up.yaml`. */
export type FollowUpFile = z.infer<typeof followUpFile>;
