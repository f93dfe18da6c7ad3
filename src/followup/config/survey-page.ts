import { z } from 'zod';

const aspect = z.strictObject({
  id: z.string().regex(/^[a-z]+$/),
  name: z.string().min(1),
  /** How it is recorded beside a good and beside a bad answer; the same words as in the flows. */
  good: z.string().min(1),
  bad: z.string().min(1),
});

/** Words of the survey page; `{name}` places are filled in. */
export const surveyPage = z
  .strictObject({
    title: z.string().default('服务回访'),
    owner: z.string().default('{date}{place}“{matter}”'),
    staff: z.string().default('{number} {date}{place}“{matter}”'),
    phoneHint: z.string().default('业主电话请在应用里发“电话 {number}”查看，查看会留有记录。'),
    solved: z.string().default('问题解决了吗？'),
    good: z.string().default('现在还正常吗？'),
    rain: z.string().default('下过雨之后还漏吗？'),
    leader: z.string().default('处理之后，我们的服务有改进吗？'),
    yes: z.string().default('解决了／正常'),
    no: z.string().default('没解决／又有问题'),
    score: z.string().default('您给这次服务打几分？'),
    scores: z
      .tuple([z.string(), z.string(), z.string(), z.string(), z.string()])
      .default(['1分 很不满意', '2分 不满意', '3分 一般', '4分 满意', '5分 非常满意']),
    aspects: z.array(aspect).default([
      { id: 'speed', name: '到场速度', good: '来得快', bad: '来得慢' },
      { id: 'quality', name: '修理质量', good: '修得好', bad: '没修好或做得粗' },
      { id: 'attitude', name: '服务态度', good: '态度好', bad: '态度不好' },
      { id: 'fee', name: '收费', good: '收费清楚', bad: '收费不明白' },
    ]),
    aspect: z.string().default('哪方面让您满意或不满意？可以多选，也可以不选'),
    words: z.string().default('还想说的话（可以不填）'),
    praise: z.string().default('同意把表扬登记下来，核实后转告本人'),
    reached: z.string().default('电话结果'),
    reachedYes: z.string().default('接通，业主答复如下'),
    reachedNo: z.string().default('没打通'),
    reachedRefused: z.string().default('接通，业主不愿回答'),
    send: z.string().default('提交'),
    opinion: z.string().default('业主的意见：“{words}”'),
    opinionText: z.string().default('给业主的答复'),
    opinionDone: z.string().default('已于{time}答复：{text}'),
    missing: z.string().default('请至少选一项：是否解决，或者分数。'),
    missingText: z.string().default('请写下给业主的答复，句子里不要用“{word}”这样的字眼。'),
    thanks: z.string().default('已经收到，谢谢您！'),
    sorry: z.string().default('很抱歉没让您满意。我们已经记下，会尽快安排并由专人给您答复。'),
    done: z.string().default('这次回访已经收到答复，谢谢您！如有新的情况，请直接在微信里告诉我们。'),
    saved: z.string().default('已登记。'),
    ended: z.string().default('这次回访已经结束（{why}）。'),
    invalid: z.string().default('链接不完整或已失效。请直接在微信里告诉我们，或拨打服务电话。'),
  })
  .prefault({});
