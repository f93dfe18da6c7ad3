import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Community } from '../../src/config/types.ts';
import { community } from './factories.ts';
import { type Happening, type Played, play } from './month.ts';

const span = (from: string, to: string) => {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  return { from: minutes(from), to: minutes(to) };
};

/** 何敏 has the early shift, 唐悦 the late one, 周主管 the night; 李师傅 by day, 张师傅 by night. */
const rostered: Community = {
  ...community,
  duty: {
    ...community.duty,
    departments: {
      service: {
        roles: ['receptionist'],
        shifts: [
          { id: 'early', name: '早班', hours: span('08:00', '16:00'), members: ['he.jiedai'] },
          { id: 'late', name: '中班', hours: span('16:00', '24:00'), members: ['tang.jiedai'] },
          { id: 'night', name: '夜班', hours: span('00:00', '08:00'), members: ['zhou.zhuguan'] },
        ],
      },
      engineering: {
        roles: ['worker'],
        shifts: [
          { id: 'day', name: '白班', hours: span('08:00', '20:00'), members: ['li.shifu'] },
          { id: 'night', name: '夜班', hours: span('20:00', '08:00'), members: ['zhang.shifu'] },
        ],
      },
    },
  },
};

/**
 * 14 September to 14 October 2026: 中秋 (25th–27th), 国庆 (1st–7th), 调休 on Sunday 20 September and Saturday 10 October.
 * Working hours of the shipped calendar: 工程部 08–12 and 13–18 every day; 项目部 and 售后部 08:30–12 and 13:30–18, with holidays.
 * Quiet hours 21:00–08:30 and 12:30–14:00.
 */
const HAPPENINGS: readonly Happening[] = [
  // smooth: nothing but a person's doing
  { when: '2026-09-14 09:00', id: 'smooth', open: {} },
  { when: '2026-09-14 09:20', id: 'smooth', do: { kind: 'accept' }, by: 'li.shifu' },
  { when: '2026-09-14 10:00', id: 'smooth', do: { kind: 'arrive' }, by: 'li.shifu' },
  { when: '2026-09-14 11:00', id: 'smooth', do: { kind: 'complete', text: '修好了' }, by: 'li.shifu' },
  // left: half an hour before the end of the day nobody takes it until the next morning
  { when: '2026-09-15 17:30', id: 'left', open: {} },
  { when: '2026-09-16 09:40', id: 'left', do: { kind: 'accept' }, by: 'li.shifu' },
  { when: '2026-09-16 10:00', id: 'left', do: { kind: 'arrive' }, by: 'li.shifu' },
  { when: '2026-09-16 15:00', id: 'left', do: { kind: 'complete', text: '修好了' }, by: 'li.shifu' },
  // parts: pauses from Thursday to Monday, then comes late
  { when: '2026-09-17 10:00', id: 'parts', open: {} },
  { when: '2026-09-17 10:10', id: 'parts', do: { kind: 'accept' }, by: 'li.shifu' },
  {
    when: '2026-09-17 14:00',
    id: 'parts',
    do: { kind: 'suspend', reason: 'parts', text: '等配件', until: Date.UTC(2026, 8, 21, 2, 0) },
    by: 'li.shifu',
  },
  { when: '2026-09-21 09:00', id: 'parts', do: { kind: 'resume' }, by: 'li.shifu' },
  { when: '2026-09-21 17:00', id: 'parts', do: { kind: 'arrive' }, by: 'li.shifu' },
  { when: '2026-09-21 17:30', id: 'parts', do: { kind: 'complete', text: '换好了' }, by: 'li.shifu' },
  // weekend: a suggestion on Friday evening; the Sunday after it is worked (调休)
  { when: '2026-09-18 17:00', id: 'weekend', open: { category: '建议', topic: 'suggestion-facility' } },
  { when: '2026-09-18 17:10', id: 'weekend', do: { kind: 'acknowledge' }, by: 'chen.jingli' },
  {
    when: '2026-09-21 10:00',
    id: 'weekend',
    do: { kind: 'decide', adopted: true, text: '下月办' },
    by: 'chen.jingli',
  },
  // dark: no light at two in the morning
  { when: '2026-09-22 02:00', id: 'dark', open: { topic: 'power-indoor' } },
  { when: '2026-09-22 02:06', id: 'dark', do: { kind: 'accept' }, by: 'zhang.shifu' },
  { when: '2026-09-22 02:28', id: 'dark', do: { kind: 'arrive' }, by: 'zhang.shifu' },
  { when: '2026-09-22 03:30', id: 'dark', do: { kind: 'complete', text: '换了开关' }, by: 'zhang.shifu' },
  // drip: not urgent, at eleven in the evening; the duty desk acknowledges
  { when: '2026-09-22 23:00', id: 'drip', open: {} },
  { when: '2026-09-22 23:10', id: 'drip', do: { kind: 'acknowledge' }, by: 'tang.jiedai' },
  { when: '2026-09-23 08:40', id: 'drip', do: { kind: 'accept' }, by: 'li.shifu' },
  { when: '2026-09-23 09:30', id: 'drip', do: { kind: 'arrive' }, by: 'li.shifu' },
  { when: '2026-09-23 10:00', id: 'drip', do: { kind: 'complete', text: '修好了' }, by: 'li.shifu' },
  // noon: just before the rest at noon
  { when: '2026-09-23 11:50', id: 'noon', open: {} },
  { when: '2026-09-23 12:00', id: 'noon', do: { kind: 'acknowledge' }, by: 'wang.gong' },
  { when: '2026-09-23 14:05', id: 'noon', do: { kind: 'accept' }, by: 'li.shifu' },
  { when: '2026-09-23 14:30', id: 'noon', do: { kind: 'arrive' }, by: 'li.shifu' },
  { when: '2026-09-23 15:00', id: 'noon', do: { kind: 'complete', text: '修好了' }, by: 'li.shifu' },
  // answer: a complaint whose 24 hours end on a holiday
  {
    when: '2026-09-24 16:00',
    id: 'answer',
    open: { category: '投诉', topic: 'slow-repair', accusedDepartment: '工程部' },
  },
  { when: '2026-09-24 16:05', id: 'answer', do: { kind: 'acknowledge' }, by: 'wang.gong' },
  { when: '2026-09-24 16:10', id: 'answer', do: { kind: 'accept' }, by: 'li.shifu' },
  { when: '2026-09-25 17:30', id: 'answer', do: { kind: 'answer', text: '明天上门' }, by: 'tang.jiedai' },
  { when: '2026-09-25 17:50', id: 'answer', do: { kind: 'complete', text: '已约定' }, by: 'li.shifu' },
  // slip: a legacy defect in the evening; its day ends at midnight, with the shift
  { when: '2026-09-28 20:30', id: 'slip', open: { category: '售后', topic: 'handover-leak' } },
  { when: '2026-09-28 20:40', id: 'slip', do: { kind: 'acknowledge' }, by: 'tang.jiedai' },
  { when: '2026-09-29 08:35', id: 'slip', do: { kind: 'rework-slip', to: 'xu.gong' }, by: 'xu.gong' },
  { when: '2026-09-29 08:40', id: 'slip', do: { kind: 'accept' }, by: 'xu.gong' },
  { when: '2026-09-29 10:00', id: 'slip', do: { kind: 'arrive' }, by: 'xu.gong' },
  { when: '2026-10-09 09:00', id: 'slip', do: { kind: 'complete', text: '已返修' }, by: 'xu.gong' },
  // holiday: five working days of 项目部 from the eve of 国庆
  { when: '2026-09-30 17:00', id: 'holiday', open: { category: '建议', topic: 'suggestion-facility' } },
  { when: '2026-09-30 17:05', id: 'holiday', do: { kind: 'accept' }, by: 'chen.jingli' },
  {
    when: '2026-10-13 17:10',
    id: 'holiday',
    do: { kind: 'decide', adopted: false, text: '电容量不够' },
    by: 'chen.jingli',
  },
];

/** Worked out by hand from the calendar and the configuration, ticket by ticket; the arithmetic stands beside the line. */
const EXPECTED = `
09-15 17:52 left warn handover tang.jiedai wang.gong           | a quarter of 30 min before 18:00
09-15 18:00 left miss handover
09-15 18:00 left alarm unassigned group/engineering            | 30 working min
09-15 18:00 left alarm handover tang.jiedai                    | keeper and desk are one
09-15 18:15 left alarm handover li.shifu group/service         | +15 min on the wall clock
09-16 08:30 left alarm unassigned wang.gong                    | 1 h: 30 min + 30 min from 08:00
09-16 09:00 left warn respond wang.gong                        | 2 h less 30 min: 30 min + 1 h
09-16 09:30 left miss respond                                  | 30 min + 1 h 30
09-16 09:30 left alarm respond wang.gong group/engineering
09-18 17:30 weekend alarm unassigned group/management
09-18 18:00 weekend alarm unassigned chen.jingli
09-20 11:30 weekend alarm unassigned zhou.zhuguan              | 4 h: 1 h Friday + 3 h of the worked Sunday
09-20 15:00 weekend warn respond chen.jingli                   | 8 h less 2 h: 1 + 3.5 + 1.5
09-20 17:00 weekend miss respond                               | 1 + 3.5 + 3.5
09-20 17:00 weekend alarm unassigned chen.jingli               | one working day
09-20 17:00 weekend alarm respond chen.jingli group/management
09-21 08:30 parts warn next he.jiedai                          | 4 h before ten is 06:00: after the quiet hours
09-21 14:00 parts warn arrive li.shifu                         | 3 of 9 h ran; 3.75 h from 09:00 is 13:45, quiet until 14:00
09-21 16:00 parts miss arrive                                  | 6 h from 09:00 without the noon hour
09-21 16:00 parts alarm arrive li.shifu group/engineering
09-22 02:05 dark warn respond wang.gong                        | half of 10 min
09-22 02:05 dark alarm unassigned group/engineering zhang.shifu
09-22 02:10 dark remind promise zhou.zhuguan                   | 25 min before the renewal at 02:35
09-22 02:22 dark warn arrive zhang.shifu                       | a quarter of 30 min
09-23 08:30 drip alarm unassigned group/engineering            | 30 working min from 08:00
09-23 14:00 noon alarm unassigned group/engineering wang.gong  | 10 + 20 and 10 + 50 working min are 13:20 and 13:50: quiet until 14:00
09-25 12:00 answer warn answer tang.jiedai                     | 4 h before, R6 also at noon and on a holiday
09-25 15:30 answer remind promise tang.jiedai
09-25 15:55 answer renew promise 09-26 10:00                   | 16:00 + 4 working h of 工程部
09-25 15:55 answer alarm promise tang.jiedai zhou.zhuguan
09-25 16:00 answer miss answer                                 | 24 h
09-25 16:00 answer alarm answer tang.jiedai zhou.zhuguan       | the late shift has just begun
09-25 17:00 answer alarm answer chen.jingli fang.zhuli
09-28 23:07 slip warn same-day tang.jiedai                     | a quarter of 3 h 30
09-29 00:00 slip miss same-day                                 | the calendar day ends
09-29 00:00 slip alarm same-day tang.jiedai zhou.zhuguan       | keeper, and the night shift that has just begun
09-29 00:15 slip alarm same-day xu.gong lu.shifu group/service
10-08 14:00 slip warn next tang.jiedai                         | 24 h less 4 h: 8 + 8, then 3.5 + 0.5 after 国庆
10-08 18:00 slip miss next
10-09 08:30 slip alarm next tang.jiedai                        | the next working minute
10-13 11:30 holiday warn finish chen.jingli                    | 36 of 40 h: 1 + 8 + 8 + 8 (Saturday 10th) + 8 + 3
10-13 11:30 holiday warn decide tang.jiedai     | his keeper since the late shift of the 30th
10-13 17:00 holiday miss finish                                | 1 + 8 + 8 + 8 + 8 + 7
10-13 17:00 holiday miss decide
10-13 17:00 holiday alarm finish chen.jingli group/management
10-13 17:00 holiday alarm decide tang.jiedai
`;

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/\|.*/, '').trim())
    .filter((line) => line !== '')
    .sort();

describe('a month with holidays, 调休, nights and shift changes (R6, R7, R13, R19)', () => {
  let played: Played;
  beforeAll(async () => {
    played = await play(rostered, { happenings: HAPPENINGS, until: '2026-10-14 00:00' });
  });

  test('every warning, miss, alarm and renewal at the minute that was worked out by hand, and no other', () => {
    const seen = played.beats.map(({ when, id, what, to }) => `${when} ${id} ${what} ${to}`.trim());
    expect(seen.sort()).toEqual(lines(EXPECTED));
  });

  test('at night nothing is sent but what is urgent or cannot wait (R6)', () => {
    expect(played.night.length).toBeGreaterThan(3);
    const wrong = played.night.filter(
      ({ ticket, what }) => !ticket.urgent && !/半小时传递|返修联系单当天送达|24小时答复|投诉答复超时/.test(what),
    );
    expect(wrong).toEqual([]);
  });

  test('every ticket ended, with nothing left for the clock', () => {
    for (const ticket of played.tickets.values()) {
      expect(['done', 'closed']).toContain(ticket.state);
      expect(ticket.ladders.every(({ endedAt }) => endedAt !== null)).toBe(true);
    }
  });
});
