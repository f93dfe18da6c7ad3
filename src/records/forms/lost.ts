import { maskName } from '../../language/mask.ts';
import { defineForm } from '../form.ts';
import { join, yesNo } from '../phrases.ts';

/** 《失物招领登记表》, also 物品存放(招领)登记表 (篇1 4.6): what was lost and what was found. No number of a document is kept. */
export const lost = defineForm({
  id: 'lost',
  items: ({ tickets }, reading) =>
    reading
      .lines(tickets)
      .filter(({ ticket }) => ticket.topic === 'lost' || ticket.topic === 'found')
      .map((line) => ({ ...line, reading, found: line.ticket.topic === 'found', back: line.ticket.handBack })),
  columns: [
    ['编号', ({ ticket }) => ticket.number],
    ['拾获/遗失', ({ found }) => (found ? '拾获' : '遗失')],
    ['时间', ({ ticket, reading }) => ticket.details.when ?? reading.time(ticket.openedAt)],
    ['地点', ({ ticket, place, plain }) => plain(ticket.details.where) ?? place],
    ['物品名称', ({ ticket, plain, matter }) => plain(ticket.details.item) ?? matter],
    ['特征', ({ ticket, plain }) => plain(join([ticket.details.features, ticket.details.colour], '、'))],
    ['数量'],
    ['拾获人', ({ found, name }) => (found ? name : null)],
    ['经手人', ({ ticket, reading }) => reading.member(ticket.firstReceiver)],
    ['存放处', ({ ticket, plain }) => plain(ticket.details.keep)],
    ['公告时间'],
    ['认领人', ({ back, reading }) => (back === null ? null : reading.unmasked ? back.to : maskName(back.to))],
    ['证件核验(是/否,不存号)', ({ back }) => yesNo(back?.verified)],
    ['联系电话', ({ phone }) => phone],
    ['领取时间', ({ back, reading }) => reading.time(back?.at)],
    ['领取签字'],
    ['备注', ({ back, plain }) => plain(back?.text)],
  ],
});
