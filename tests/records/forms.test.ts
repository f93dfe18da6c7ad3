import { describe, expect, test } from '@jest/globals';
import { findForm, formNames } from '../../src/records/find-form.ts';
import { headingsOf } from '../../src/records/form.ts';
import { FORMS } from '../../src/records/forms/index.ts';
import { COLUMNS } from './columns.ts';
import { at, community, EMPTY, rowsOf } from './papers.ts';

describe('the forms', () => {
  test('篇1 5.0 R40: every form named in the procedures, with its columns', () => {
    expect(Object.fromEntries(FORMS.map(({ id }) => [id, headingsOf(id, community.messages.forms).join('·')]))).toEqual(
      COLUMNS,
    );
  });

  test.each(FORMS.map(({ id }) => id))('篇1 5.0 %s has rows of the day, and none of a day without any', (id) => {
    expect(rowsOf(id).length).toBeGreaterThan(0);
    expect(rowsOf(id, { papers: EMPTY })).toEqual([]);
  });
});

test.each(['reception', 'rework', 'complaints', 'lost', 'major', 'task', 'summary', 'bills'])(
  '篇1 5.0 %s leaves out what was opened another day',
  (id) => {
    expect(rowsOf(id, { from: at('2026-11-25'), to: at('2026-12-01') })).toEqual([]);
  },
);

describe('篇4 02 form titles', () => {
  test.each([
    ['业主接待记录表', 'reception'],
    ['来电来访登记表', 'reception'],
    ['《业主来电来访登记表》', 'reception'],
    ['业主诉求记录表', 'reception'],
    ['物业返修联系单', 'rework'],
    ['业主投诉记录表', 'complaints'],
    ['失物招领登记表', 'lost'],
    ['物品存放（招领）登记表', 'lost'],
    ['重大（突发）事件处理记录表', 'major'],
    ['突发事件记录表', 'major'],
    ['服务中心值班记录表', 'watch'],
    ['服务中心交接班记录表', 'handover'],
    ['维修（服务）任务单', 'task'],
    ['维修(服务)单', 'task'],
    ['报修(服务)汇总表', 'summary'],
    ['回访记录', 'visits'],
    ['收费单', 'bills'],
    ['管理处日工作记录', 'daily'],
    ['交班簿', 'daily'],
    ['Reception', 'reception'],
  ])('%s is %s', (name, id) => {
    expect(findForm(name, community)?.form.id).toBe(id);
  });

  test('the company’s own title is accepted and printed; the built-in one is then not known', () => {
    const { messages } = community;
    const reception = { ...messages.forms.forms.reception, titles: ['客户来访台账', '台账'] };
    const forms = { ...messages.forms, forms: { ...messages.forms.forms, reception } };
    const own = { messages: { ...messages, forms } };
    expect(findForm('台账', own)).toMatchObject({ title: '台账', form: { id: 'reception' } });
    expect(findForm('reception', own)?.title).toBe('客户来访台账');
    expect(findForm('业主接待记录表', own)).toBeNull();
    expect(formNames(own)).toContain('reception 客户来访台账 / 台账');
  });

  test('篇4 02 no title stands for two forms', () => {
    const titles = Object.values(community.messages.forms.forms).flatMap((form) => form.titles);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe('what is written', () => {
  test('篇1 4.4, 4.11: the reception record has every matter of the day, its category, and when it was struck off', () => {
    const rows = rowsOf('reception');
    expect(rows.map((row) => row.类别)).toEqual(['报修', '其它', '其它', '其它', '售后', '投诉']);
    expect(rows[0]).toMatchObject({
      序号: 1,
      日期时间: '2026-11-24 10:00',
      姓名: '王先生/女士',
      '栋-单元-房': '3栋2单元1701',
      电话: '138****5678',
      内容: 'BX261124-001 龙头坏了',
      '转交部门/接收人': '工程部/李师傅',
      处理结果: '换了阀芯，试水不漏',
      完成时间: '2026-11-24 10:40',
      '注销(签名/时间)': null,
    });
  });

  test('篇1 4.5 R19: the slip has the day the house was handed over, and leaves the signatures to the pen', () => {
    const houses = [
      {
        building: '3',
        unit: '2',
        room: '1701',
        ownerName: null,
        ownerPhone: null,
        handoverDate: '2021-06-30',
        completionDate: null,
      },
    ];
    expect(rowsOf('rework', { community: { ...community, houses } })).toEqual([
      expect.objectContaining({
        编号: 'SH261124-001-F',
        日期: '2026-11-24',
        楼栋房号: '3栋2单元1701',
        交房日期: '2021-06-30',
        照片: '1张',
        问题描述: '=1+1 交房就渗水',
        业主验收签字: null,
      }),
    ]);
  });

  test('篇5 六.2, 六.3 R17 R18: sheet, summary and bill have the price, the consent and how far the money is', () => {
    const numbered = (id: string, column: string) => rowsOf(id).find((row) => row[column] === 'BX261124-001');
    expect(numbered('task', '单号')).toMatchObject({
      '报价/业主同意': expect.stringMatching(/^80元 同意 2026-11-24 /),
      '材料(名称数量单价)': '阀芯 1个 60元',
      合计: 80,
    });
    expect(numbered('summary', '单号')).toMatchObject({
      是否及时: '是',
      是否返修: '否',
      合计: 80,
      '收费状态(财务注记)': '已交单',
    });
    expect(numbered('bills', '任务单号')).toMatchObject({
      '金额(元)': 80,
      '交单人/时间': '李师傅/2026-11-24 10:40',
      收费状态: '已交单',
    });
  });

  test('篇5 六.3: a bill belongs to the month in which the work was done', () => {
    const period = { from: at('2026-11-24 10:30'), to: at('2026-11-24 11:00') };
    expect(rowsOf('bills', period)).toHaveLength(1);
    expect(rowsOf('summary', period)).toHaveLength(0);
  });

  test('篇1 4.6: lost and found on one form; who took it back is masked, his document only looked at', () => {
    expect(rowsOf('lost')).toEqual([
      expect.objectContaining({ '拾获/遗失': '遗失', 物品名称: '一串钥匙', 特征: '红绳', 拾获人: null, 认领人: null }),
      expect.objectContaining({
        '拾获/遗失': '拾获',
        物品名称: '钱包',
        拾获人: '王先生/女士',
        认领人: '赵先生/女士',
        '证件核验(是/否,不存号)': '是',
        领取时间: '2026-11-24 15:00',
      }),
    ]);
  });

  test('篇1 4.10: the record of a 重大(突发)事件 has its kind, place and words', () => {
    expect(rowsOf('major')).toEqual([
      expect.objectContaining({
        编号: 'QT261124-003',
        类型: community.routing.dangers.fire!.name,
        简要经过: '楼道着火了',
      }),
    ]);
  });

  test('篇3 4.6, 4.9: watch, hand-over and day book by the clock, free entries with numbers masked', () => {
    expect(rowsOf('watch')[0]).toMatchObject({ 时间: '2026-11-24 09:30', 事由: '3栋钥匙交139****0000', 班次: '早班' });
    expect(rowsOf('handover')).toEqual([
      expect.objectContaining({
        班次: '早班→中班',
        '未完成事项(工单号,状态,下一步,承诺时间)':
          'SH261124-001,待派,等接单,2026-11-24 18:00；TS261124-001,待派,等接单,2026-11-24 18:00',
        重要通知: '3栋钥匙交139****0000',
        交接时间: '2026-11-24 16:05',
      }),
    ]);
    const daily = rowsOf('daily');
    expect(daily).toHaveLength(8);
    expect(daily.at(-1)).toMatchObject({ 日期: '2026-11-24 23:50', 事项: '北门道闸坏了', 来源: '秩序维护部' });
  });

  test('篇5 五.3 R23: a visit is a row once it has ended; one that another asks for is none', () => {
    expect(rowsOf('visits')).toEqual([
      expect.objectContaining({
        单号: 'BX261124-001',
        回访方式: '微信',
        意见建议: '很及时',
        '评价(A满意 B较满意 C不满意, or 5–1)': '5分',
      }),
      expect.objectContaining({ 单号: 'TS261124-001', 回访方式: '电话', '评价(A满意 B较满意 C不满意, or 5–1)': '2分' }),
    ]);
  });

  test('R15 篇4: the complaint record has cause, grade, validity, answer and measures', () => {
    expect(rowsOf('complaints')).toEqual([
      expect.objectContaining({
        '等级(轻微/重要/重大)': '重要',
        '有效/无效': '有效',
        '原因(市政/内部/邻里/开发商)': '内部',
        处理意见: '已找张师傅谈话',
        答复时间: '2026-11-24 10:00',
        纠正措施: '当天补修；排班表每天核对',
      }),
    ]);
  });
});

describe('who reads what', () => {
  test('R1: the accused has no row about himself on any form, nor has his department', () => {
    const everything = (as: string) => JSON.stringify(FORMS.map(({ id }) => rowsOf(id, { as })));
    for (const as of ['zhang.shifu', 'ZHANG.SHIFU', 'li.shifu']) {
      expect(everything(as)).not.toContain('TS261124-001');
      expect(everything(as)).not.toContain('骂人');
      expect(everything(as)).not.toContain('还没道歉');
    }
    expect(everything('chen.jingli')).toContain('TS261124-001');
  });

  test('篇1 4.12 R4: names and numbers are masked, in the words as well', () => {
    const all = JSON.stringify(FORMS.map(({ id }) => rowsOf(id)));
    for (const secret of ['王小明', '13812345678', '13900000000', '赵大勇']) expect(all).not.toContain(secret);
  });

  test('R4: unmasked, whoever may know reads them in the open; who may not still does not', () => {
    expect(rowsOf('complaints', { unmasked: true })[0]).toMatchObject({
      '投诉人(可匿名)': '王小明',
      电话: '13812345678',
    });
    expect(rowsOf('complaints', { unmasked: true, as: 'gao.zong' })[0]).toMatchObject({
      '投诉人(可匿名)': '匿名',
      房号: null,
      电话: null,
      '投诉内容(原话)': expect.not.stringContaining('13812345678'),
    });
  });
});
