import { describe, expect, test } from '@jest/globals';
import { figuresOf } from '../../src/followup/figures.ts';
import type { RecordedAnswer, Visit, VisitOutcome } from '../../src/followup/visit.ts';
import { planned, TEN } from './factories.ts';
import { notice } from './repository-contract.ts';

const closing = planned(['repair'])[0]!;
const said = (overrides: Partial<RecordedAnswer> = {}): RecordedAnswer => ({
  solved: true,
  score: 5,
  reasons: [],
  words: '',
  praise: null,
  at: TEN,
  by: 'owner',
  final: true,
  changes: [],
  ...overrides,
});
let number = 0;
function ended(outcome: VisitOutcome | null, overrides: Partial<Visit> = {}): Visit {
  number += 1;
  const answer = outcome === 'answered' || outcome === 'by-phone' ? said() : null;
  return { ...closing, _id: `v${number}`, outcome, answer, state: outcome === null ? 'asked' : 'ended', ...overrides };
}
const attempt = { id: 'c1', at: TEN, by: 'he.jiedai', reached: false, words: '' };

describe('the numbers', () => {
  test('R23: 回访率: an answer or a recorded attempt by phone ÷ due; an expired one without either counts against', () => {
    const { visited, due } = figuresOf(
      [
        ended('answered'),
        ended('by-phone', { attempts: [{ ...attempt, reached: true }] }),
        ended('unreachable', { attempts: [attempt] }),
        ended('expired', { attempts: [attempt] }),
        ended('expired'),
        ended(null),
        ended('merged'),
        ended('cancelled'),
      ],
      [],
    ).all;
    expect(due).toBe(6);
    expect(visited).toEqual({ count: 4, of: 6 });
  });

  test('R23: 回访处理率: put right and verified ÷ found; what was called off is no problem any more', () => {
    const { handled } = figuresOf(
      [],
      [
        notice({ _id: 'n1', state: 'verified' }),
        notice({ _id: 'n2', state: 'rectified' }),
        notice({ _id: 'n3', state: 'failed' }),
        notice({ _id: 'n4', state: 'issued' }),
        notice({ _id: 'n5', state: 'void' }),
      ],
    ).all;
    expect(handled).toEqual({ count: 1, of: 4 });
  });

  test('满意率: 4 and 5 of the scored; unanswered and unscored are in neither', () => {
    const scored = ([5, 4, 3, 2, 1] as const).map((score) => ended('answered', { answer: said({ score }) }));
    const others = [
      ended('answered', { answer: said({ score: null }) }),
      ended('expired'),
      ended('unreachable'),
      ended('refused'),
    ];
    const { satisfied, average } = figuresOf([...scored, ...others], []).all;
    expect(satisfied).toEqual({ count: 2, of: 5 });
    expect(average).toBe(3);
  });

  test('R23: an answer that came after a visit had expired changes neither its outcome nor the satisfaction', () => {
    const { answered, satisfied } = figuresOf([ended('expired', { answer: said() })], []).all;
    expect([answered, satisfied]).toEqual([0, { count: 0, of: 0 }]);
  });

  test('一次修复率: closings of a first 完成 that were said to be good', () => {
    const { firstFix } = figuresOf(
      [
        ended('answered'),
        ended('answered', { answer: said({ solved: false, score: null }) }),
        ended('answered', { answer: said({ score: 2 }) }),
        ended('answered', { firstRound: false }),
        ended('answered', { type: 'dated' }),
        ended('by-phone', { type: 'dated', takesOver: 'v1' }),
        ended('expired'),
      ],
      [],
    ).all;
    expect(firstFix).toEqual({ count: 2, of: 4 });
  });

  test('by kind, department and worker; a visit of two kinds is counted under both, a survey under none', () => {
    const { byKind, byDepartment, byWorker } = figuresOf(
      [
        ended('answered', { kinds: ['urgent', 'leak'] }),
        ended('answered', { department: 'cleaning', worker: null }),
        ended('answered', { ticketId: null, kinds: ['survey'] }),
      ],
      [],
    );
    expect([...byKind].map(([kind, { due }]) => [kind, due])).toEqual([
      ['leak', 1],
      ['repair', 1],
      ['urgent', 1],
    ]);
    expect([...byDepartment.keys()]).toEqual(['cleaning', 'engineering']);
    expect([...byWorker.keys()]).toEqual(['li.shifu']);
  });

  test('nothing to measure is nothing, not 100 %', () => {
    const { visited, satisfied, average } = figuresOf([], []).all;
    expect([visited, satisfied, average]).toEqual([{ count: 0, of: 0 }, { count: 0, of: 0 }, null]);
  });
});
