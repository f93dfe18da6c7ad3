import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { numberIn, peopleIn } from './people.ts';
import { closeWorlds, startWorld } from './world.ts';

jest.setTimeout(90_000);
afterEach(closeWorlds);

const WHO = '3栋2单元1701，我姓林，电话13812345678';
const DAY = 86_400_000;

describe('one story a category, over HTTP, from the first word to the closed ticket', () => {
  test('报修: said at once, confirmed once, done, asked, visited again after 7 days, closed (R21, R22)', async () => {
    const world = await startWorld();
    const { says, member, group, ownerReads } = peopleIn(world);
    const summary = await says(`客厅的灯不亮了，${WHO}，明天下午三点在家`);
    expect(summary).toContain('3栋2单元1701');
    const told = await says('对');
    const number = numberIn(told);
    expect(number).toBe('BX261124-001');
    expect(told).toContain('明天下午三点');
    expect(group('demo-engineering')).toContain(number);
    expect(group('demo-engineering')).not.toContain('13812345678');
    expect(await member('li.shifu', `接单 ${number}`)).toContain('已接单');
    const asked = await ownerReads(() => member('li.shifu', `完成 ${number} 换了灯管`));
    expect(asked).toMatch(/解决了吗/);
    await says('解决了');
    expect(await says('5')).toMatch(/谢谢|感谢/);
    await says('师傅很准时');
    await world.pass(16 * DAY, DAY / 2);
    const found = await member('chen.jingli', `查 ${number}`);
    expect(found).toContain('已关闭');
    expect(found).toContain('换了灯管');
  });

  test('报修: not solved reopens it with the reason (R21)', async () => {
    const world = await startWorld();
    const { says, member, group, ownerReads } = peopleIn(world);
    await says(`客厅的灯不亮了，${WHO}，明天下午三点在家`);
    const number = numberIn(await says('对'));
    await member('li.shifu', `接单 ${number}`);
    await ownerReads(() => member('li.shifu', `完成 ${number} 换了灯管`));
    await says('没修好');
    await says('换了还是不亮');
    expect(group('demo-engineering')).toContain('返修');
    expect(await member('chen.jingli', `查 ${number}`)).not.toContain('已完成');
  });

  test('投诉: apology first, answered by a person, judged, closed (篇1 4.7a, R6, R15)', async () => {
    const world = await startWorld();
    const { says, member, group } = peopleIn(world);
    const first = await says('我要投诉，保洁从上周一开始就没打扫3栋2单元的楼道，脏得要命');
    expect(first).toMatch(/保洁部.*致歉|致歉.*保洁部/s);
    const rest = await says(WHO);
    expect(rest).toContain('对吗');
    const number = numberIn(await says('对'));
    expect(number).toMatch(/^TS/);
    expect(group('demo-cleaning')).not.toContain('林');
    expect(group('demo-cleaning')).not.toContain('1701');
    await member('sun.zhuguan', `接单 ${number}`);
    const answer = await member('zhou.zhuguan', `答复 ${number} 楼道今天已经清扫，今后每天两次`);
    expect(answer).not.toContain('失败');
    await member('sun.zhuguan', `完成 ${number} 已清扫，并加密巡查`);
    await member('zhou.zhuguan', `判定 ${number} 有效 内部 轻微 责任人:吴阿姨 纠正:已清扫 预防:每日巡查 验证:周主管`);
    await says('解决了');
    await says('4');
    await says('没有');
    await world.pass(16 * DAY, DAY / 2);
    expect(await member('zhou.zhuguan', `关 ${number} 楼道已清扫，今后每天巡查`)).not.toContain('还差');
    expect(await member('chen.jingli', `查 ${number}`)).toContain('已关闭');
  });

  test('服务: price list, quote, consent, money by its steps (R17, R18)', async () => {
    const world = await startWorld();
    const { says, member, ownerReads, taps } = peopleIn(world);
    await says(`想约个保洁打扫一下家里，${WHO}，周六上午`);
    const number = numberIn(await says('对'));
    expect(number).toMatch(/^FW/);
    await member('he.jiedai', `接单 ${number}`);
    const quote = await ownerReads(() => member('he.jiedai', `报价 ${number} 90元 居家保洁2小时`));
    expect(quote).toContain('90');
    await taps(/同意/);
    await ownerReads(() => member('he.jiedai', `完成 ${number} 已打扫干净`));
    await says('解决了');
    await says('5');
    await member('he.jiedai', `交单 ${number}`);
    await member('qian.kuaiji', `注记 ${number}`);
    await member('qian.kuaiji', `收费单 ${number}`);
    await member('he.jiedai', `已收费 ${number}`);
    await world.pass(10 * DAY, DAY / 2);
    const found = await member('chen.jingli', `查 ${number}`);
    expect(found).toContain('已关闭');
    expect(found).toMatch(/已收费/);
  });

  test('表扬: thanked at once, passed on only after a person has verified it (R29)', async () => {
    const world = await startWorld();
    const { says, member, inboxOf } = peopleIn(world);
    await says('表扬一下李师傅，昨天下大雨还来帮我修水管，特别负责');
    const told = await says('没有');
    const number = numberIn(/BY\d/.test(told) ? told : await says('可以'));
    expect(inboxOf('li.shifu')).not.toContain('表扬');
    await member('zhou.zhuguan', `核实 ${number} 属实 李师傅昨天冒雨上门`);
    expect(inboxOf('li.shifu')).toContain('表扬');
    expect(await member('zhou.zhuguan', `查 ${number}`)).toContain('已关闭');
  });

  test('建议: to the project manager, answered 采纳 (篇5 二.4)', async () => {
    const world = await startWorld();
    const { says, member, group, ownerReads } = peopleIn(world);
    await says('建议小区东门加一个电动车充电棚');
    const number = numberIn(await says('可以'));
    expect(group('demo-management')).toContain(number);
    const answer = await ownerReads(() => member('chen.jingli', `采纳 ${number} 下个月动工`));
    expect(answer).toContain('采纳');
    expect(await member('chen.jingli', `查 ${number}`)).toContain('已关闭');
  });

  test('售后: the slip to the after-sales group the same day, chased until done (R19)', async () => {
    const world = await startWorld();
    const { says, member, group, ownerReads } = peopleIn(world);
    await says(`我家收房的时候客厅墙面就有一条裂缝，开发商一直没处理，${WHO}`);
    const number = numberIn(await says('对'));
    expect(number).toMatch(/^SH/);
    expect(group('demo-aftersales')).toContain('返修联系单');
    await member('xu.gong', `接单 ${number}`);
    await ownerReads(() => member('xu.gong', `完成 ${number} 裂缝已修补`));
    await says('解决了');
    await says('4');
    await world.pass(16 * DAY, DAY / 2);
    expect(await member('chen.jingli', `查 ${number}`)).toContain('已关闭');
  });

  test('其它: a lost thing is registered, and what was found is matched and handed back (篇1 4.6)', async () => {
    const world = await startWorld();
    const { says, member, inboxOf } = peopleIn(world);
    let told = await says('我的钱包丢了，黑色的，昨天下午在3栋大堂，电话13812345678');
    for (let turn = 0; turn < 3 && !/QT\d/.test(told); turn += 1) told = await says('对');
    const number = numberIn(told);
    await member('ma.baoan', '登记 来访 3栋 王先生 13900001111 在3栋大堂捡到一个黑色钱包');
    expect(inboxOf('zhou.zhuguan')).toMatch(new RegExp(`${number}`));
    await member('he.jiedai', `归还 ${number} 林女士 证件已核验`);
    expect(await member('zhou.zhuguan', `查 ${number}`)).toContain('已关闭');
  });
});
