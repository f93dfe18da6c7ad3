import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Command } from '../../../src/staff/commands/command.ts';
import { readCommand } from '../../../src/staff/commands/read-command.ts';
import { COMMAND_KINDS } from '../../../src/staff/commands/table.ts';
import { vocabularyOf } from '../../../src/staff/commands/vocabulary.ts';
import { formatRef } from '../../../src/staff/reading/ticket-reference.ts';
import { sampleCommunity } from '../../sample-community.ts';

const vocabulary = vocabularyOf(await sampleCommunity());
const parseCommand = (text: string) => readCommand(text, vocabulary);

/** A command as one line: kind, number, and what else was read. */
function read(text: string): string {
  const command = parseCommand(text) as Command & Record<string, unknown>;
  const { kind, ref, ...rest } = command as { kind: string; ref?: Parameters<typeof formatRef>[0] | null };
  const values = Object.values(rest).filter((value) => value !== null && value !== '' && !Array.isArray(value));
  return [kind, ...(ref === undefined ? [] : [ref === null ? '?' : formatRef(ref)]), ...values].join(' | ');
}

/** What members type, by what it means. Everybody of them must be understood (operating contract, "Words in chat"). */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  'accept | 007': [
    '接单 007',
    '接 007',
    '接007',
    '接单007',
    '接单００７',
    '接单 ＃007',
    '接#007',
    '接7号单',
    '接单第7单',
    '我接 007',
    '我来接007',
    '007 接单',
    '007我来',
    '007 我接',
    '０07接单',
    '抢单 007',
    '抢007',
    '接单零零七',
    '接零零七',
    '请接单 007',
    '帮我接单 007',
    '接单：007',
    '@工单助手 接单 007',
    '@首问 机器人 接 007',
    '@首问接单007',
    '/接单 007',
    '  接单\u2005007 ',
    '接单\u200b007',
    '接单 007。',
    '接单了007',
  ],
  'accept | BX261124-007': [
    '接单BX261124-007',
    '接单 bx261124-007',
    '接 bx261124007',
    '接 BX 261124 007',
    '接单 BX20261124-007',
    '接单 ＢＸ２６１１２４－００７',
    'BX261124-007 接单',
    '接 BX261124—007',
    '接BX二六一一二四杠零零七',
  ],
  'accept | CH-BX261124-007': ['接单 CH-BX261124-007', '接单 ch-bx261124-007'],
  'accept | 1124-007': ['接 1124-007'],
  'accept | ?': ['接单', '接', '我来', '接单！'],
  'acknowledge | ?': ['收到', '收到。', '知悉'],
  'acknowledge | 007': ['收到 007', '收到007', '007 收到', '007收到了', '已收到007'],
  'arrive | 007': [
    '到场 007',
    '到场007',
    '007到了',
    '到了 007',
    '我到了007',
    '到 007',
    '已到场 007',
    '已经到现场了 007',
    '到达现场007',
    '007 已到场',
  ],
  'start | 007': ['开工 007', '开始处理007', '007开工'],
  'complete | 007 | 换了阀芯 材料30 | 30元': [
    '完成 007 换了阀芯 材料30',
    '完成007换了阀芯 材料30',
    '007完成 换了阀芯 材料30',
    '007 修好了，换了阀芯 材料30',
    '已完成007 换了阀芯 材料30',
    '完成零零七换了阀芯 材料30',
  ],
  'complete | 007 | 换了阀芯': [
    '完成 换了阀芯 007',
    '完成：007，换了阀芯',
    '搞定007换了阀芯',
    '做好了 007 换了阀芯',
    '弄好了007 换了阀芯',
    '处理完了 007 换了阀芯',
    '007修好了换了阀芯',
    '完工 007 换了阀芯',
    '我完成了007 换了阀芯',
  ],
  'complete | 007': ['完成 007', '007完成', '007 修好了', '修好了 007'],
  'complete | 007 | 换阀芯 材料费30元 人工50 | 30元 | 80': ['完成 007 换阀芯 材料费30元 人工50'],
  'complete | 007 | 换灯 收费60 | 60': ['完成 007 换灯 收费60'],
  'transfer | 007 | 保洁部': [
    '转 007 保洁部',
    '转007保洁部',
    '转保洁部 007',
    '转给保洁部007',
    '007转保洁部',
    '007 转给保洁部',
    '把007转给保洁部',
    '转单 007 保洁部',
    '请把007转给保洁部',
  ],
  'transfer | 007 | 工程部 需要电工': ['转 007 工程部 需要电工'],
  'return | 007 | 人手不够': [
    '退 007 人手不够',
    '退单 007 人手不够',
    '007退单 人手不够',
    '退回007 人手不够',
    '接不了 007 人手不够',
  ],
  'suspend | 007 | 等配件': ['挂起 007 等配件', '挂起007等配件', '007挂起 等配件', '暂停 007 等配件', '挂单007 等配件'],
  'resume | 007': ['恢复 007', '007恢复', '继续007'],
  'quote | 007 | 80 | 换阀芯': [
    '报价 007 80元 换阀芯',
    '报价007 80 换阀芯',
    '报价 007 换阀芯 80元',
    '报价007八十元换阀芯',
    '007报价80块 换阀芯',
    '报价 007 ￥80 换阀芯',
    '报价 007 ８０元 换阀芯',
  ],
  'quote | 007 | 120.5 | 疏通 | 堵得深': ['报价 007 120.5元 疏通 原因 堵得深', '报价 007 疏通 120.5元 因为堵得深'],
  'quote | ? | 80 | 换阀芯': ['报价 80元 换阀芯'],
  'consent | 007 | true': ['业主同意 007', '业主同意007', '007业主同意', '同意报价 007'],
  'consent | 007 | false': ['业主不同意007', '不同意报价 007'],
  'note | 007 | 业主明天在家': [
    '备注 007 业主明天在家',
    '备注007：业主明天在家',
    '007备注 业主明天在家',
    '记录 007 业主明天在家',
  ],
  'note | 007 | 零零七不是号': ['备注 007 零零七不是号'],
  'reply | 007 | 师傅十分钟后到': [
    '回复 007 师傅十分钟后到',
    '告诉业主 007 师傅十分钟后到',
    '回复业主007师傅十分钟后到',
  ],
  'answer | 007 | 已安排整改': ['答复 007 已安排整改', '答复业主007 已安排整改'],
  'promise | 007 | 明天18点前 配件下午到': ['承诺 007 明天18点前 配件下午到', '改约007 明天18点前 配件下午到'],
  'reveal | 007': ['电话 007', '007电话', '007的电话', '业主电话007', '看电话 007'],
  'urge | 007': ['催单 007', '催 007', '催007', '007催一下'],
  'assign | 007 | 李师傅': [
    '派 007 李师傅',
    '派单007李师傅',
    '派李师傅 007',
    '派007给李师傅',
    '把007派给李师傅',
    '指派007李师傅',
    '安排007给李师傅',
  ],
  'close | 007': ['关 007', '关闭007', '关单 007', '007 关闭', '注销007'],
  'close | 007 | 已当面致歉': ['关 007 已当面致歉'],
  'reopen | 007': ['重开 007', '重开007', '007重开'],
  'reopen | 007 | 又漏了': ['重开 007 又漏了', '返工 007 又漏了'],
  'cancel | 007 | 业主不修了': ['撤销 007 业主不修了'],
  'invalidate | 007 | 重复': ['无效 007 重复', '作废007 重复'],
  'reclassify | 007 | 投诉': ['改类 007 投诉', '007改为投诉'],
  'verify | 007 | true | 吴阿姨': ['核实 007 属实 吴阿姨', '007核实 属实 吴阿姨'],
  'verify | 007 | false | 查无此事': ['核实 007 不属实 查无此事'],
  'decide | 007 | true | 下月加装': ['采纳 007 下月加装'],
  'decide | 007 | false | 场地不够': ['不采纳 007 场地不够'],
  'accuse | 007 | 吴阿姨': ['被投诉 007 吴阿姨'],
  'apologise | 007 | 李师傅 当面道歉': ['道歉 007 李师傅 当面道歉'],
  'criticise | 007 | true | 大会': ['通报批评 007 大会'],
  'criticise | 007 | false | 初犯': ['不通报 007 初犯'],
  'consent-identity | 007 | true': ['同意公开 007'],
  'consent-identity | 007 | false': ['不同意公开 007'],
  'contact | 007 | 自来水公司 明天恢复': ['联系 007 自来水公司 明天恢复'],
  'summon | 007 | 工程部、保洁部 今晚抢修': ['召集 007 工程部、保洁部 今晚抢修', '召集007工程部、保洁部 今晚抢修'],
  'report-major | 007 | verbal | 已报经理': ['口头报告 007 已报经理'],
  'report-major | 007 | written | 见附件': ['书面报告 007 见附件'],
  'report-major | 007 | declare | 多户进水': ['重大事件 007 多户进水'],
  'charge | 007 | handed-in': ['交单 007', '007交单'],
  'charge | 007 | noted': ['注记 007', '财务注记007'],
  'charge | 007 | billed': ['收费单 007', '开收费单 007'],
  'charge | 007 | collected': ['已收费 007', '已收款007'],
  'hand-back | 007 | 王先生 已核验证件': ['领取 007 王先生 已核验证件', '归还007 王先生 已核验证件'],
  'rework-slip | 007': ['返修单 007', '返修联系单007'],
  'visit | 007 | true | 5 | true | 师傅很好': ['回访 007 已解决 5分 师傅很好', '电话回访007已解决 5星 师傅很好'],
  'visit | 007 | false | true': ['回访 007 未解决', '回访007没修好'],
  'visit | 007 | false': ['回访 007 未接通', '回访007无人接听'],
  mine: ['我的单', '我的工单', '我的任务', '我手上的单', '我有哪些单', '看看我的单'],
  'query | 007 | 007': [
    '查 007',
    '查007',
    '查一下007',
    '查询 007',
    '007',
    '查单007',
    '007怎么样了',
    '007 进度',
    '007 修好了吗',
  ],
  'query | BX261124-007 | BX261124-007': ['查 BX261124-007', 'BX261124-007', '查询BX261124-007'],
  'query | ? | 3-2-1701': ['查 3-2-1701', '查3-2-1701'],
  'query | ? | 3栋2单元1701': ['查 3栋2单元1701', '查3栋2单元1701'],
  'query | ? | 漏水': ['查 漏水', '查漏水', '搜 漏水'],
  today: ['今日', '今天', '今日情况', '今天怎么样', '今天有多少单？', '日报'],
  open: ['未完成', '没完成的', '未完成的工单', '还有哪些没完成', '有多少未完成？', '看看未完成'],
  'open | 工程部': ['未完成 工程部', '未完成工程部', '工程部还有哪些没完成'],
  'open | 3栋': ['未完成 3栋', '3栋未完成', '未完成3栋', '未完成 3栋的'],
  'open | 投诉': ['未完成 投诉'],
  overdue: ['超时', '超时的单', '有没有超时', '逾期', '现在有哪些超时'],
  'overdue | 工程部': ['超时 工程部', '工程部超时', '工程部有多少超时的单'],
  complaints: ['投诉', '投诉情况', '投诉有多少', '有哪些投诉'],
  satisfaction: ['满意度', '满意度怎么样', '本月满意度'],
  monthly: ['月报', '月报 本月', '本月月报'],
  'monthly | 2026-10': [
    '月报 2026-10',
    '月报2026-10',
    '月报 2026年10月',
    '月报 202610',
    '2026年10月月报',
    '月报 ２０２６－１０',
  ],
  'monthly | 10': ['月报 10月', '10月月报', '10月的月报'],
  'monthly | last': ['月报 上月', '上月月报', '上个月的月报'],
  'export | 接待记录表': ['导出 接待记录表', '导出接待记录表', '下载 接待记录表'],
  'export | 收费单 2026-10': ['导出 收费单 2026-10'],
  help: ['帮助', '？', 'help', '怎么用', '命令', '菜单'],
  'help | 报价': ['帮助 报价'],
  rain: ['下雨', '下雨了', '今天下雨了', '外面下雨了'],
  'register | 来电 | 3-2-1701 王先生 13800000000 厨房漏水': [
    '登记 来电 3-2-1701 王先生 13800000000 厨房漏水',
    '登记来电 3-2-1701 王先生 13800000000 厨房漏水',
    '登记：来电，3-2-1701 王先生 13800000000 厨房漏水',
    '来电登记 3-2-1701 王先生 13800000000 厨房漏水',
  ],
  'register | 来访 | 5-302 投诉保安': ['登记 来访 5-302 投诉保安', '登记 上门 5-302 投诉保安'],
  'register | 邮件 | 建议加装充电桩': ['登记 邮件 建议加装充电桩'],
  'register | 电子信箱 | 建议加装充电桩': ['登记 电子信箱 建议加装充电桩'],
  'register | 信函 | 建议加装充电桩': ['登记 信函 建议加装充电桩', '登记 来信 建议加装充电桩'],
  'register | 代录 | 3-2-1701 漏水': ['登记 代录 3-2-1701 漏水', '代录 3-2-1701 漏水'],
  'register | 投诉 保安态度差': ['登记 投诉 保安态度差'],
  'shift-note | 3号楼门禁坏了': ['交班 3号楼门禁坏了', '交班：3号楼门禁坏了', '值班记录 3号楼门禁坏了'],
  'shift-over': ['交班', '交班了'],
  'shift-take': ['接班', '我接班', '接班签字'],
  'door-visit | 3-2-1701 供暖正常': [
    '走访 3-2-1701 供暖正常',
    '走访：3-2-1701 供暖正常',
    '登记 走访 3-2-1701 供暖正常',
  ],
  'door-visit': ['走访', '走访 本月', '走访本月'],
  'door-visit | 2026-10': ['走访 2026-10', '走访 2026年10月', '走访 202610'],
  'door-visit | last': ['走访 上月'],
  'analyse | 2026-11 | 多为内部原因': [
    '分析 2026-11 多为内部原因',
    '分析 2026年11月：多为内部原因',
    '投诉分析 2026-11 多为内部原因',
  ],
  'analyse | 2026-11': ['分析 2026-11', '分析 2026年11月'],
  'analyse | last | 多为内部原因': ['分析 上月 多为内部原因'],
  'log-line | event | 2号楼停电半小时': [
    '登记 事件 2号楼停电半小时',
    '登记事件：2号楼停电半小时',
    '登记　事件　2号楼停电半小时',
  ],
  'log-line | guests | 街道领导看消防设备': ['登记 参观 街道领导看消防设备', '登记参观 街道领导看消防设备'],
  'switch | 翠湖花园': ['切换 翠湖花园', '切换小区 翠湖花园'],
  'courtesy | 谢谢': ['谢谢'],
  'courtesy | 好的': ['好的'],
  'courtesy | 辛苦了': ['辛苦了'],
};

describe('what members type', () => {
  const cases = Object.entries(MEANT).flatMap(([meaning, texts]) => texts.map((text) => [text, meaning] as const));
  test.each(cases)('%s → %s', (text, meaning) => {
    expect(read(text)).toBe(meaning);
  });

  test('every command is in the table', () => {
    const meant = new Set(Object.keys(MEANT).map((meaning) => meaning.split(' ')[0]));
    const missing = COMMAND_KINDS.filter((kind) => !meant.has(kind));
    expect(missing.filter((kind) => !['judge', 'merge'].includes(kind))).toEqual([]);
  });

  test('merge names two tickets', () => {
    for (const text of ['合并 007 到 008', '合并007和008', '合并 007 008', '007并入008']) {
      const command = parseCommand(text);
      expect(command.kind).toBe('merge');
      const { ref, into } = command as Extract<Command, { kind: 'merge' }>;
      expect([ref, into].map((one) => one && formatRef(one))).toEqual(['007', '008']);
    }
  });

  test('R15: a judgement names cause, grade, responsible person, measures and verifier', () => {
    expect(
      parseCommand('判定 007 有效 重要 内部 原因:维修不及时 责任人:李师傅 纠正:补修；预防：培训 验证 王工'),
    ).toMatchObject({
      kind: 'judge',
      valid: true,
      grade: '重要',
      cause: '内部',
      reason: '维修不及时',
      responsible: '李师傅',
      corrective: '补修',
      preventive: '培训',
      verifier: '王工',
    });
    expect(parseCommand('判定 007 无效')).toMatchObject({ valid: false, cause: null, grade: null });
  });
});

describe('what is no command', () => {
  test.each([
    ['今天吃什么', []],
    ['讲个笑话', []],
    ['接没接', ['accept']],
    ['接丹 007', ['accept']],
    ['完城 007 好了', ['complete']],
    ['转去 保洁', ['transfer']],
    ['007 业主说明天在家', ['note']],
    ['3栋2单元1701漏水', ['register']],
    ['完成不了', ['suspend']],
    ['007 完成不了', ['suspend']],
    ['月报 13月', ['monthly']],
  ])('%s: the nearest commands are offered', (text, nearest) => {
    const command = parseCommand(text);
    expect(command.kind).toBe('unknown');
    expect((command as Extract<Command, { kind: 'unknown' }>).nearest).toEqual(expect.arrayContaining(nearest));
  });

  test('a deed that is asked about is not done', () => {
    for (const text of ['007 完成了吗', '修好了没有 007', '到了吗', '接单了没']) {
      expect(['query', 'unknown']).toContain(parseCommand(text).kind);
    }
  });

  test('an amount, a time or a house is not a ticket number', () => {
    for (const text of ['报价 80元 换阀芯', '挂起 3天后再来', '完成 2个灯泡换了', '转 3栋 保洁部']) {
      expect(parseCommand(text)).toMatchObject({ ref: null });
    }
  });
});

describe('whatever is typed', () => {
  const words = fc.constantFrom(
    ...vocabulary.words.map(({ word }) => word),
    '007',
    'BX261124-007',
    '零零七',
    ' ',
    '，',
    '@首问 ',
    '80元',
  );
  const scraps = fc.array(fc.oneof(words, fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 8 });

  test('it never throws and always means something', () => {
    fc.assert(
      fc.property(scraps, (parts) => {
        const command = parseCommand(parts.join(''));
        expect(typeof command.kind).toBe('string');
      }),
      { numRuns: 2_000 },
    );
  });

  test('very long texts are read at once', () => {
    const began = performance.now();
    for (const piece of ['接', '@', '@a ', '零', '3-2-', ' ', '原因:', '材料', '1', '一十']) {
      parseCommand(`判定 007 ${piece.repeat(20_000)}`);
      parseCommand(piece.repeat(20_000));
    }
    // No timing test: this only fails when a pattern runs away, by minutes.
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  test('a command written out is read as the same command', () => {
    const texts = Object.values(MEANT).flat();
    for (const text of texts) {
      const command = parseCommand(text);
      if (command.kind === 'courtesy') continue;
      const again = parseCommand(vocabulary.format(command));
      expect([text, again]).toEqual([text, command]);
    }
  });
});
