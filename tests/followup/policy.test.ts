import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { datedVisits } from '../../src/followup/policy.ts';
import { community, DAY, finished, HOUR, planned, TEN, withFollowUp } from './factories.ts';

const { followUp } = community;
const shape = (kinds: readonly string[]) =>
  datedVisits(kinds, 0, followUp).map(({ rule, dueAt, waits, type }) => [rule, dueAt / HOUR, waits, type]);

describe('R22: dated visits by kind, from the shipped follow-up.yaml', () => {
  test.each([
    [
      'urgent',
      [
        [24, null],
        [168, null],
      ],
    ],
    [
      'leak',
      [
        [72, null],
        [720, 'rain'],
      ],
    ],
    ['safety', [[48, null]]],
    ['repair', [[168, null]]],
    ['service', [[24, null]]],
    ['aftersales', [[168, null]]],
    ['complaint', [[72, null]]],
  ])('R22: %s', (kind, expected) => {
    expect(datedVisits([kind], 0, followUp).map(({ dueAt, waits }) => [dueAt / HOUR, waits])).toEqual(expected);
  });

  test('R3, R22: an attitude complaint is visited by a leader after three days', () => {
    expect(shape(['attitude'])).toEqual([['after/259200000', 72, null, 'leader']]);
  });

  test('R22: several kinds are the union; the same moment is one visit', () => {
    expect(shape(['urgent', 'service'])).toEqual([
      ['after/86400000', 24, null, 'dated'],
      ['after/604800000', 168, null, 'dated'],
    ]);
    expect(datedVisits(['urgent', 'service'], 0, followUp)[0]!.kinds).toEqual(['urgent', 'service']);
  });

  test.each([
    [12 * HOUR, 1],
    [12 * HOUR + 1, 2],
  ])('R22: two kinds %i ms apart are %i visit(s): 12 h and no more', (apart, count) => {
    const visits = {
      a: [{ after: 2 * DAY, by: 'keeper' as const }],
      b: [{ after: 2 * DAY + apart, by: 'keeper' as const }],
    };
    expect(datedVisits(['a', 'b'], 0, { ...followUp, visits })).toHaveLength(count);
  });

  test('R22: two visits of one kind stay two, however close a shortened month brings them', () => {
    const visits = {
      urgent: [
        { after: 2_000, by: 'keeper' as const },
        { after: 5_000, by: 'keeper' as const },
      ],
    };
    expect(datedVisits(['urgent'], 0, { ...followUp, visits })).toHaveLength(2);
  });

  test('R3, R22: merged with a leader’s visit it is a leader’s', () => {
    expect(shape(['complaint', 'attitude'])).toEqual([['after/259200000', 72, null, 'leader']]);
  });

  test('a kind without a policy brings no visit', () => {
    expect(datedVisits(['unheard-of'], 0, followUp)).toEqual([]);
  });

  test('R22: whatever the kinds, every rule is asked for once, and no two different kinds stay within the merge span', () => {
    const kinds = Object.keys(followUp.visits);
    fc.assert(
      fc.property(fc.subarray(kinds), fc.integer({ min: 0, max: 2 * DAY }), (some, merge) => {
        const visits = datedVisits(some, 0, { ...followUp, merge });
        const wanted = new Set(
          some.flatMap((kind) => followUp.visits[kind]!.map((rule) => JSON.stringify([kind, rule]))),
        );
        expect(visits.reduce((sum, { kinds: of }) => sum + of.length, 0)).toBe(wanted.size);
        expect([...visits].sort((a, b) => a.dueAt - b.dueAt)).toEqual(visits);
      }),
    );
  });
});

describe('plans', () => {
  test('R21: the closing visit is due at 完成, the dated ones after it; planning again gives the same ids', () => {
    const first = planned(['urgent']);
    expect(first.map(({ type, dueAt }) => [type, dueAt - TEN])).toEqual([
      ['closing', 0],
      ['dated', DAY],
      ['dated', 7 * DAY],
    ]);
    expect(planned(['urgent']).map(({ _id }) => _id)).toEqual(first.map(({ _id }) => _id));
  });

  test('a reopened ticket begins a new round with new visits', () => {
    const again = planned(['urgent'], { finishedAt: TEN + DAY, reopenings: 1 });
    expect(again.map(({ firstRound }) => firstRound)).toEqual([false, false, false]);
    expect(again.map(({ _id }) => _id)).not.toContain(planned(['urgent'])[0]!._id);
  });

  test('it names the matter: place, date, worker by surname and title', () => {
    expect(planned(['repair'])[0]!.about).toEqual({
      matter: '阳台晾衣架坏了',
      place: '3栋2单元1701',
      date: '11月24日',
      worker: '李师傅',
    });
  });

  test('R23: every visit has a responsible person; never whoever did the work', () => {
    for (const visit of planned(['leak'])) expect(visit.responsible).toBe('he.jiedai');
    const own = planned(['repair'], { assignee: 'he.jiedai' });
    expect(own.map(({ responsible }) => responsible)).toEqual(['zhou.zhuguan', 'zhou.zhuguan']);
  });

  test('R1, R23: the accused is not responsible for the visit of the complaint about him', () => {
    const about = finished({ category: '投诉' }, { category: '投诉', accused: '何敏', words: ['何敏态度很差'] });
    const visits = planned(['attitude'], { ...about, assignee: null, keeper: 'he.jiedai' });
    expect(visits[0]!.personal).toBe(true);
    for (const { responsible } of visits) expect(responsible).not.toBe('he.jiedai');
  });

  test('an earlier visit ends when the next one is due, so that two are never open for one matter', () => {
    const [, first, second] = planned(['urgent']);
    expect(first!.latest).toBe(second!.dueAt);
    expect(second!.latest).toBe(second!.dueAt + community.followUp.expire);
  });

  test('how early a visit may be asked is a share of its delay', () => {
    const dated = planned(['safety'], {}, withFollowUp({ early: 0.5 }))[1]!;
    expect(dated.earliest).toBe(TEN + DAY);
  });
});
