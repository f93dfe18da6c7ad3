import { describe, expect, test } from '@jest/globals';
import { parseListFilter } from '../../../src/staff/reading/list-filter.ts';
import { sampleCommunity } from '../../sample-community.ts';

const community = await sampleCommunity();

describe('the filter of a list', () => {
  test.each([
    ['工程部', { departments: ['engineering'] }],
    ['工程', { departments: ['engineering'] }],
    ['3栋', { building: '3' }],
    ['3栋2单元', { building: '3', unit: '2' }],
    ['3栋2单元1701', { building: '3', unit: '2', room: '1701' }],
    ['3-1701', { building: '3', room: '1701' }],
    ['三号楼', { building: '3' }],
    ['报修', { categories: ['报修'] }],
    ['报修类', { categories: ['报修'] }],
    ['投诉单', { categories: ['投诉'] }],
    ['投诉 保洁部', { categories: ['投诉'], departments: ['cleaning'] }],
    ['投诉、3栋，渗水', { categories: ['投诉'], building: '3', text: '渗水' }],
    ['漏水', { text: '漏水' }],
    ['', {}],
  ])('%s', (text, filter) => {
    expect(parseListFilter(text, community)).toEqual(filter);
  });
});
