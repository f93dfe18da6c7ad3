import { z } from 'zod';

/** The titles of one form: the first is printed, each is accepted (篇4 02). */
const titles = (...preset: string[]) => z.array(z.string().min(1).max(60)).min(1).default(preset);

/** `texts.yaml` section `records.titles`: the names of the forms of the procedures. */
export const formTitles = z.strictObject({
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
});

/** The parsed section. */
export type FormTitles = z.infer<typeof formTitles>;
