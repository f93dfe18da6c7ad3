import { describe, expect, test } from '@jest/globals';
import {
  findDepartment,
  findDepartments,
  findMembers,
  findOneMember,
  isSelf,
  namesPerson,
} from '../../../src/staff/reading/people.ts';
import { sampleCommunity } from '../../sample-community.ts';

const community = await sampleCommunity();

describe('departments in a text', () => {
  test.each([
    ['保洁部', 'cleaning', ''],
    ['保洁', 'cleaning', ''],
    ['Cleaning', 'cleaning', ''],
    ['工程部 需要电工', 'engineering', '需要电工'],
    ['转给工程部', 'engineering', '转给'],
    ['给保洁部，那边的地漏', 'cleaning', '那边的地漏'],
  ])('%s: %s and %j', (text, id, rest) => {
    const found = findDepartment(text, community);
    expect([found?.department.id, found?.rest]).toEqual([id, rest]);
  });

  test('none', () => {
    expect(findDepartment('食堂', community)).toBeNull();
    expect(findDepartment('', community)).toBeNull();
  });

  test('several, in order, each once', () => {
    const { departments, rest } = findDepartments('工程部、保洁部和工程部 今晚抢修', community);
    expect(departments.map(({ id }) => id)).toEqual(['engineering', 'cleaning']);
    expect(rest).toBe('今晚抢修');
    expect(findDepartments('今晚抢修', community)).toEqual({ departments: [], rest: '今晚抢修' });
  });
});

describe('members in a text', () => {
  const staff = [
    { userid: 'li.shifu', name: '李师傅', department: 'engineering', roles: ['worker' as const], number: '202' },
    { userid: 'li.ming', name: '李明', department: 'engineering', roles: ['worker' as const] },
    { userid: 'zhang.wei', name: '张伟', department: 'cleaning', roles: ['worker' as const] },
  ];
  test.each([
    ['李师傅', ['li.shifu']],
    ['@李师傅', ['li.shifu']],
    ['LI.SHIFU', ['li.shifu']],
    ['202', ['li.shifu']],
    ['李明 明天去', ['li.ming']],
    ['张师傅', ['zhang.wei']],
    ['小张', ['zhang.wei']],
    ['张', ['zhang.wei']],
    ['李', ['li.shifu', 'li.ming']],
    ['老李', ['li.shifu', 'li.ming']],
    ['王工', []],
    ['', []],
  ])('%j: %j', (text, userids) => {
    expect(findMembers(text, { staff }).map(({ userid }) => userid)).toEqual(userids);
    expect(findOneMember(text, { staff })?.userid ?? null).toBe(userids.length === 1 ? userids[0] : null);
  });

  test('the member who writes, and a person of a department', () => {
    expect(['我', '自己', '本人', '我们', '李师傅'].map(isSelf)).toEqual([true, true, true, false, false]);
    expect(['态度差', '有人员骂人', '不打扫'].map(namesPerson)).toEqual([true, true, false]);
  });
});
