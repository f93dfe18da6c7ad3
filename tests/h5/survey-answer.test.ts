import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { filledIn, surveyFields } from '../../src/h5/survey-answer.ts';
import { community } from '../followup/factories.ts';

const read = (fields: Record<string, unknown>) => filledIn(surveyFields.parse(fields), community);
const NOTHING = {
  what: 'answer',
  reached: null,
  solved: null,
  score: null,
  reasons: [],
  words: '',
  praise: null,
};

describe('the form of a survey page', () => {
  test('R21: an empty form says nothing; there are no defaults', () => {
    expect(read({})).toEqual(NOTHING);
  });

  test.each([
    ['solved', ['yes'], { solved: true }],
    ['solved', ['no'], { solved: false }],
    ['solved', ['perhaps'], {}],
    ['score', ['1'], { score: 1 }],
    ['score', ['5'], { score: 5 }],
    ['score', ['0'], {}],
    ['score', ['6'], {}],
    ['score', ['3.5'], {}],
    ['score', [''], {}],
    ['reached', ['refused'], { reached: 'refused' }],
    ['reached', ['later'], {}],
    ['praise', ['yes'], { praise: true }],
    ['praise', ['no'], {}],
    ['what', ['opinion'], { what: 'opinion' }],
    ['what', ['anything'], {}],
    ['words', [' 好 '], { words: '好' }],
    ['aspect', ['speed'], { reasons: ['来得快'] }],
    ['aspect', ['nothing'], {}],
    ['unknown', ['x'], {}],
  ])('%s %j', (name, values, expected) => {
    expect(read({ [name]: values })).toEqual({ ...NOTHING, ...expected });
  });

  test.each([
    [{ solved: ['yes'], score: ['5'] }, '来得快'],
    [{ solved: ['no'] }, '来得慢'],
    [{ score: ['1'] }, '来得慢'],
  ])('an aspect beside %j is recorded as %s', (given, reason) => {
    expect(read({ ...given, aspect: ['speed'] }).reasons).toEqual([reason]);
  });

  test('aspects are recorded in the order of the page, each once', () => {
    expect(read({ aspect: ['fee', 'speed', 'fee'] }).reasons).toEqual(['来得快', '收费清楚']);
  });

  test('property: nothing that is posted makes a form invalid', () => {
    const values = fc.oneof(fc.array(fc.string()), fc.constant(undefined));
    const names = ['what', 'reached', 'solved', 'score', 'aspect', 'words', 'praise', 'other'];
    fc.assert(
      fc.property(fc.record(Object.fromEntries(names.map((name) => [name, values]))), (fields) => {
        const filled = read(fields);
        expect(filled.words.length).toBeLessThanOrEqual(500);
        expect([null, 1, 2, 3, 4, 5]).toContain(filled.score);
      }),
    );
  });
});
