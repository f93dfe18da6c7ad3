import { z } from 'zod';
import { duration } from '../../shared/duration-schema.ts';

/** A time of day such as `09:00`, as minutes since midnight. */
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day as "09:00"')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

/** Days that every month has and that are over before the 25th (篇1 4.9). */
const dayOfMonth = z.number().int().min(1).max(24);

/** Sentences of the reports to members. `{name}` places are filled in. */
const texts = z
  .strictObject({
    weekly: z.string().default('【一周投诉汇总】{community} {from}至{to}'),
    monthly: z.string().default('【投诉情况月汇总表】{community} {period}（{from}至{to}）'),
    counts: z
      .string()
      .default('受理{received}件：有效{valid} 无效{invalid} 未判定{undecided}；已注销{ended} 未注销{unended}'),
    carried: z.string().default('此前受理、尚未注销：{count}件'),
    columns: z.string().default('日期｜房号｜事项｜原因｜责任部门｜处理情况｜结果｜回访｜是否有效'),
    none: z.string().default('本期没有投诉。'),
    share: z.string().default('本年有效投诉{count}件，共{houses}户，{permille}‰（上限{limit}‰）{state}'),
    shareNear: z.string().default('，接近上限'),
    shareOver: z.string().default('，已超过上限'),
    shareUnknown: z
      .string()
      .default('本年有效投诉{count}件；没有配置户数（community.yaml 的 households 或 houses.csv），算不出‰。'),
    analyse: z.string().default('请补充分析，发：分析 {period} 分析文字'),
    analysis: z.string().default('【分析】{period}（{person} {time}）：{text}'),
    warning: z.string().default('【有效投诉预警】{community} {share}'),
    exceeded: z.string().default('【有效投诉超限】{community} {share}'),
    visitReminder: z
      .string()
      .default(
        '【走访提醒】{month}月您已走访{count}户，定额{quota}户，还差{left}户，请在月底前完成。登记：走访 房号 内容',
      ),
  })
  .prefault({});

/** `reports.yaml`: what the clock reports by itself (篇1 4.9; 篇5 二.3, 二.4, 七.5; R37–R40). */
export const reportsFile = z.strictObject({
  /** The complaints of the last week, Monday to Sunday. `weekday` 1 = Monday … 7 = Sunday. */
  weekly: z
    .strictObject({ weekday: z.number().int().min(1).max(7).default(1), at: timeOfDay.default(540) })
    .prefault({}),
  /** 《投诉情况月汇总表》: from `firstDay` of a month until the day before it in the next; ready on `readyOn` (R38). */
  monthly: z
    .strictObject({
      firstDay: dayOfMonth.default(24),
      readyOn: dayOfMonth.default(24),
      at: timeOfDay.default(540),
    })
    .refine(({ firstDay, readyOn }) => readyOn >= firstDay, {
      message: 'readyOn must not be before firstDay, or the period would not be over',
    })
    .prefault({}),
  /** Visits to owners at home: how many a month by each member of the desk, and how long before its end to remind (R37). */
  visits: z
    .strictObject({ quota: z.number().int().nonnegative().default(1), remindBefore: duration.default(259_200_000) })
    .prefault({}),
  /** Valid complaints a year in ‰ of households, the share of `limit` that warns, and how often to look (R39). */
  complaints: z
    .strictObject({
      limit: z.number().positive().default(2),
      warnAt: z.number().positive().max(1).default(0.8),
      check: duration.default(600_000),
    })
    .prefault({}),
  texts,
});

/** The parsed `reports.yaml`. */
export type ReportsFile = z.infer<typeof reportsFile>;
