import { z } from 'zod';

/** The titles of one form: the first is printed, each is accepted (#59). */
const titles = (...preset: string[]) => z.array(z.string().min(1).max(60)).min(1).default(preset);

/** `texts.yaml`: words that delivery itself puts around what others hand it. `{name}` is filled in. */
export const textsFile = z.strictObject({
  delivery: z
    .strictObject({
      /** First line of a digest. */
      digest: z.string().default('以下{count}项任务请及时处理：'),
      /** State on a card that has no buttons left. */
      settled: z.string().default('已处理'),
      /** Mark at the end of a text that was cut. */
      cut: z.string().default('…'),
      /** Title of a card for which the caller gave none that fits. */
      card: z.string().default('工单'),
    })
    .prefault({}),
  /** What the service desk's group is told when a talk needs a person. Places: {reason} {who} {house} {summary} {text} {to} {danger} {number}. */
  desk: z
    .strictObject({
      /** What the 智能机器人 says when its chat is opened. */
      welcome: z.string().default('您好，这里是工单助手。发“帮助”看口令，发“我的单”看手上的活。'),
      handOver: z.string().default('【请接待】{who}{house}\n原因：{reason}\n{summary}'),
      alert: z.string().default('【请马上核实】疑似{danger}{house}\n原话：{text}'),
      relay: z.string().default('【转告】{who}{house}请转告{to}：{text}'),
      /** To the person whom the words are for (R34). */
      relayed: z.string().default('【业主转告】{who}{house}请您知悉：{text}\n看到后请回“收到”。'),
      privacy: z
        .string()
        .default('【个人信息】{who}{house}{reason}：{text}\n请核对后办理，未结工单与依法留存的记录除外'),
      phone: z.string().default('【请电话告知】{number} {who}\n微信没有送到（{reason}），原话：{text}'),
      /** Why WeChat did not carry a message, by delivery's reason. */
      failures: z.record(z.string(), z.string()).default({
        'budget-used': '五条消息已用完',
        'window-closed': '业主超过48小时没有来信',
        'session-with-person': '正在人工接待',
        'owner-unreachable': '业主已删除或拒收',
        'code-expired': '回复时限已过',
        expired: '已过时限',
        refused: '微信不接受',
        misconfigured: '接口设置有误',
        'target-gone': '对方不存在',
      }),
      reasons: z.record(z.string(), z.string()).default({
        asked: '业主要求人工',
        anger: '业主情绪激动',
        threat: '业主提到媒体、主管部门或诉讼',
        'not-understood': '两次没有听明白',
        'unknown-question': '咨询需要人工答复',
        fees: '费用问题',
        silence: '业主中途没有再回复，请按已知情况办理',
        error: '程序出错，请直接接待',
        privacy: '个人信息请求',
        delete: '要求删除个人信息',
        correct: '要求更正个人信息',
      }),
    })
    .prefault({}),
  /** The page of one ticket for members. */
  ticketPage: z
    .strictObject({
      photo: z.string().default('现场照片'),
      file: z.string().default('附件'),
      addPhoto: z.string().default('添加照片'),
      saved: z.string().default('照片已加到工单。'),
      failed: z.string().default('照片没有传上，请再试一次，或直接发在聊天里。'),
    })
    .prefault({}),
  /** The forms of the procedures that are written as workbooks (`npm run records`). */
  records: z
    .strictObject({
      titles: z
        .strictObject({
          reception: titles('业主接待记录表', '来电来访登记表', '业主来电来访登记表', '业主诉求记录表'),
          rework: titles('物业返修联系单', '返修联系单'),
          complaints: titles('业主投诉记录表', '投诉记录表'),
          lost: titles('失物招领登记表', '物品存放(招领)登记表'),
          major: titles('重大(突发)事件处理记录表', '突发事件记录表', '重大事件处理记录表'),
          watch: titles('服务中心值班记录表', '值班记录表'),
          handover: titles('服务中心交接班记录表', '交接班记录表'),
          task: titles('维修(服务)任务单', '维修(服务)单', '任务单', '派工单'),
          summary: titles('报修(服务)汇总表', '报修汇总表'),
          visits: titles('回访记录', '回访记录表'),
          bills: titles('收费单'),
          daily: titles('管理处日工作记录', '日工作记录', '交班簿'),
        })
        .prefault({}),
    })
    .prefault({}),
});

/** The parsed `texts.yaml`. */
export type TextsFile = z.infer<typeof textsFile>;
