import { expect, test } from '@jest/globals';
import { readOptions } from '../../src/records/options.ts';

const DAY = ['--from', '2026-11-24', '--to', '2026-11-24'];
const OUT = ['--out', 'a.xlsx'];

test('篇1 5.0: what was asked for, the days inclusive, masked unless it is said', () => {
  expect(readOptions(['export', '收费单', ...DAY, ...OUT])).toEqual({
    options: {
      form: '收费单',
      from: '2026-11-24',
      to: '2026-11-24',
      out: 'a.xlsx',
      community: null,
      as: null,
      unmasked: false,
    },
  });
  expect(
    readOptions(['export', 'bills', ...DAY, ...OUT, '--unmasked', '--as', 'chen.jingli', '--community', 'east']),
  ).toMatchObject({ options: { unmasked: true, as: 'chen.jingli', community: 'east' } });
});

test.each([
  ['nothing', [], 'usage: npm run records -- export FORM'],
  ['no form', ['export', ...DAY, ...OUT], 'usage: npm run records -- export FORM'],
  ['two forms', ['export', '收费单', '任务单', ...DAY, ...OUT], 'usage: npm run records -- export FORM'],
  ['no days', ['export', '收费单', ...OUT], '--from is missing; write a day as 2026-11-01'],
  ['no last day', ['export', '收费单', '--from', '2026-11-24', ...OUT], '--to is missing; write a day as 2026-11-01'],
  [
    'no such day',
    ['export', '收费单', '--from', '2026-02-30', '--to', '2026-03-01', ...OUT],
    '--from "2026-02-30" is not a day',
  ],
  [
    'days the wrong way round',
    ['export', '收费单', '--from', '2026-03-02', '--to', '2026-03-01', ...OUT],
    '--from 2026-03-02 is after --to 2026-03-01; swap them',
  ],
  ['no file', ['export', '收费单', ...DAY], '--out is missing'],
  ['no workbook', ['export', '收费单', ...DAY, '--out', 'a.csv'], 'write a file name that ends in .xlsx'],
  ['an unknown option', ['export', '收费单', ...DAY, '--all'], "Unknown option '--all'"],
])('%s: says what to fix', (_, args, message) => {
  const read = readOptions(args);
  expect('problems' in read && read.problems.join('\n')).toContain(message);
});
