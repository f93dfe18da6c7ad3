import { describe, expect, test } from '@jest/globals';
import { onDuty, shiftAt } from '../../src/community/duty.ts';
import { CATEGORIES, type Category } from '../../src/shared/category.ts';
import { routeTicket } from '../../src/tickets/routing.ts';
import { TOPICS, type TopicId } from '../../src/understanding/index.ts';
import { at, community, draft, NOON, open } from './factories.ts';

const route = (overrides: Parameters<typeof draft>[0] = {}, now = NOON, of = community) =>
  routeTicket(draft(overrides), now, of);

describe('routing (篇3 3.2; domain.md 3)', () => {
  test.each(Object.entries(TOPICS) as [TopicId, { category: Category }][])(
    '篇3 3.2 topic %s reaches a department with a level, a promise and somebody to take it',
    (topic, { category }) => {
      const { department, level } = route({ topic, category });
      expect(community.departments.map(({ id }) => id)).toContain(department);
      expect(community.routing.slas[level]?.promise).toBeGreaterThan(0);
      expect(onDuty(community, department, at('2026-11-24 03:00')).length).toBeGreaterThan(0);
    },
  );

  test.each(CATEGORIES)('a %s without a topic has its department too', (category) => {
    expect(route({ category, topic: null }).department).toBe(community.routing.categories[category].department);
  });

  test.each([
    // topic, category, department, urgent
    ['pipe-burst', '报修', 'engineering', true],
    ['water-outage-indoor', '报修', 'engineering', true],
    ['power-indoor', '报修', 'engineering', true],
    ['structure-falling', '报修', 'engineering', true],
    ['lift-fault', '报修', 'engineering', true],
    ['fire-equipment', '报修', 'engineering', true],
    ['plumbing', '报修', 'engineering', false],
    ['lighting-public', '报修', 'engineering', false],
    ['leak', '报修', 'engineering', false], // R40: 外墙渗水 is not urgent unless something is about to fall
    ['handover-leak', '售后', 'aftersales', false],
    ['sanitation', '投诉', 'cleaning', false],
    ['greening', '投诉', 'landscaping', false],
    ['parking', '投诉', 'security', false],
    ['fire-lane', '投诉', 'security', true],
    ['falling-objects', '投诉', 'security', true],
    ['fees', '投诉', 'finance', false],
    ['compensation', '投诉', 'management', false],
    ['housekeeping', '服务', 'service', false],
    ['suggestion-facility', '建议', 'management', false],
    ['lost', '其它', 'service', false],
  ] as const)('篇5 六.4 %s (%s) goes to %s, urgent: %s', (topic, category, department, urgent) => {
    expect(route({ topic, category })).toMatchObject({ department, urgent });
  });

  test('a rule by time of day: noise in office hours is the desk’s, at night the guards’', () => {
    const noise = { category: '投诉', topic: 'noise-neighbour' } as const;
    expect(route(noise, at('2026-11-24 10:00'))).toMatchObject({ department: 'service', level: 'complaint' });
    expect(route(noise, at('2026-11-24 23:00'))).toMatchObject({ department: 'security', level: 'prompt' });
  });

  test('rules by building, topic, urgency and accused department; the first that fits wins', () => {
    const rules = [
      { when: { topic: 'leak', building: ['9'] }, use: { department: 'aftersales', dispatch: 'rotate' as const } },
      { when: { topic: 'leak' }, use: { also: ['cleaning'] } },
      { when: { category: '投诉' as const, accusedDepartment: 'security' }, use: { department: 'management' } },
    ];
    const of = { ...community, routing: { ...community.routing, rules } };
    const house = { building: '9', unit: null, room: null };
    expect(route({ topic: 'leak', house }, NOON, of)).toMatchObject({
      department: 'aftersales',
      dispatch: 'rotate',
      also: [],
    });
    expect(route({ topic: 'leak' }, NOON, of)).toMatchObject({ department: 'engineering', also: ['cleaning'] });
  });

  test('R22 kinds of visits by category and topic; 表扬, 建议, 其它 have none', () => {
    const kinds = (topic: string, category: Category) => route({ topic, category }).visitKinds;
    expect(kinds('repair-other', '报修')).toEqual(['repair']);
    expect(kinds('pipe-burst', '报修')).toEqual(['urgent', 'leak']);
    expect(kinds('power-indoor', '报修')).toEqual(['urgent', 'safety']);
    expect(kinds('leak', '报修')).toEqual(['leak']);
    expect(kinds('handover-leak', '售后')).toEqual(['leak', 'aftersales']);
    expect(kinds('housekeeping', '服务')).toEqual(['service']);
    expect(kinds('parking', '投诉')).toEqual(['complaint']);
    expect(kinds('attitude', '投诉')).toEqual(['attitude']);
    for (const category of ['表扬', '建议', '其它'] as const) expect(kinds('other', category)).toEqual([]);
  });

  test('a department that config no longer has falls back to the desk', () => {
    const departments = community.departments.filter(({ id }) => id !== 'landscaping');
    expect(route({ category: '投诉', topic: 'greening' }, NOON, { ...community, departments }).department).toBe(
      'service',
    );
  });
});

describe('duty (R12)', () => {
  const roster = {
    ...community,
    duty: {
      ...community.duty,
      days: { '2026-11-24': { engineering: { night: ['zhang.shifu'] } } },
    },
  };

  test.each([
    ['2026-11-24 07:59', 'night', '2026-11-23'],
    ['2026-11-24 08:00', 'day', '2026-11-24'],
    ['2026-11-24 19:59', 'day', '2026-11-24'],
    ['2026-11-24 20:00', 'night', '2026-11-24'],
    ['2026-11-25 03:00', 'night', '2026-11-24'], // a night belongs to the day it began
  ])('工程部 at %s: shift %s of %s', (when, shift, day) => {
    expect(shiftAt(community, 'engineering', at(when))).toMatchObject({ day, shift: { id: shift } });
  });

  test.each([
    ['2026-11-24 15:59', 'early'],
    ['2026-11-24 16:00', 'late'],
    ['2026-11-24 23:59', 'late'],
    ['2026-11-25 00:00', 'night'],
    ['2026-11-25 07:59', 'night'],
  ])('客服部 at %s: %s', (when, shift) => {
    expect(shiftAt(community, 'service', at(when))?.shift.id).toBe(shift);
  });

  test('the roster of a day goes before the shift’s own list; without either everybody with the roles', () => {
    expect(onDuty(roster, 'engineering', at('2026-11-25 03:00'))).toEqual(['zhang.shifu']);
    expect(onDuty(roster, 'engineering', at('2026-11-26 03:00'))).toEqual(['wang.gong', 'li.shifu', 'zhang.shifu']);
    expect(onDuty(community, 'service', NOON)).toEqual(['zhou.zhuguan', 'he.jiedai', 'tang.jiedai']);
  });

  test('轮流 takes the people on duty in turn', () => {
    const categories = {
      ...community.routing.categories,
      报修: { ...community.routing.categories.报修, dispatch: 'rotate' as const },
    };
    const of = { ...community, routing: { ...community.routing, categories } };
    const turns = [1, 2, 3, 4].map((sequence) => open({}, { sequence, community: of }).assignee);
    expect(turns).toEqual(['wang.gong', 'li.shifu', 'zhang.shifu', 'wang.gong']);
  });
});
