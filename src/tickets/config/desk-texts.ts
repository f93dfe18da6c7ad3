import { z } from 'zod';

/** `texts.yaml` section `desk`: what the service desk's group is told when a dialogue needs a person. Places: {reason} {who} {house} {summary} {text} {to} {danger} {number}. `{name}` is filled in. */
export const deskTexts = z.strictObject({
  /** What the 智能机器人 says when its chat is opened. */
  welcome: z.string().default('您好，这里是工单助手。发“帮助”看口令，发“我的单”看手上的活。'),
  handOver: z.string().default('【请接待】{who}{house}\n原因：{reason}\n{summary}'),
  alert: z.string().default('【请马上核实】疑似{danger}{house}\n原话：{text}'),
  relay: z.string().default('【转告】{who}{house}请转告{to}：{text}'),
  /** To the person whom the words are for (R34). */
  relayed: z.string().default('【业主转告】{who}{house}请您知悉：{text}\n看到后请回“收到”。'),
  privacy: z.string().default('【个人信息】{who}{house}{reason}：{text}\n请核对后办理，未结工单与依法留存的记录除外'),
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
});

/** The parsed section. */
export type DeskTexts = z.infer<typeof deskTexts>;
