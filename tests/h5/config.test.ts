import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { loadCompany } from '../../src/config/load.ts';
import { formatProblem } from '../../src/yaml/problem.ts';
import { FILES, makeFolder, removeFolders, SHIPPED } from '../config/folder.ts';

afterEach(removeFolders);

const shipped = readFileSync('config/messages/pages.yaml', 'utf8');

/** Loads a company whose own `messages/pages.yaml` is the shipped one with a change. */
async function load(change: (text: string) => string) {
  const own = makeFolder({ ...FILES, 'messages/pages.yaml': change(shipped) });
  const { company, problems } = await loadCompany(own, { env: {}, shippedDir: makeFolder(SHIPPED) });
  return { pages: company?.communities.get('main')?.messages.pages, problems: problems.map(formatProblem) };
}

const lineOf = (text: string) => shipped.split('\n').findIndex((line) => line.includes(text)) + 1;

describe('messages/pages.yaml', () => {
  test('a company without one has the shipped words', async () => {
    const { company } = await loadCompany(makeFolder(FILES), { env: {}, shippedDir: makeFolder(SHIPPED) });
    expect(company?.communities.get('main')?.messages.pages.survey.title).toBe('服务回访');
  });

  test('a company words a sentence itself', async () => {
    const { pages } = await load((text) => text.replace('添加照片', '拍照上传'));
    expect(pages?.ticket.addPhoto).toBe('拍照上传');
  });

  test.each([
    ['a place that is not filled in', '发“电话 {number}”', '发“电话 {nummer}”', 'phoneHint', 'accepted: {number}'],
    ['a place where there is none', '提交', '提交{number}', 'send', 'this text has no places'],
    ['a key with a typing error', 'addPhoto:', 'addPhotos:', 'addPhoto', ''],
    ['an empty sentence', 'send: 提交', 'send: ""', 'send', ''],
    ['a refusal code in another spelling', 'LOGIN_FAILED:', 'login-failed:', 'login-failed', ''],
  ])('%s is refused with file and line', async (_name, from, to, place, words) => {
    const { pages, problems } = await load((text) => text.replace(from, to));
    expect(pages).toBeUndefined();
    expect(problems[0]).toMatch(/pages\.yaml:\d+/);
    expect(problems.join('\n')).toContain(place);
    expect(problems.join('\n')).toContain(words);
  });

  test('the line is that of the sentence', async () => {
    const { problems } = await load((text) => text.replace('发“电话 {number}”', '发“电话 {nummer}”'));
    expect(problems[0]).toContain(`pages.yaml:${lineOf('phoneHint')}`);
  });
});
