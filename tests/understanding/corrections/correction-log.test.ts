import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createCorrectionLog } from '../../../src/understanding/corrections/correction-log.ts';
import type { LabelledLine } from '../../../src/understanding/corrections/labelled-line.ts';
import { parseCorpus } from '../../../src/understanding/training/parse-corpus.ts';

/** A repository in memory, as the store keeps lines: the same line of a community once. */
function createMemoryRepository() {
  const stored = new Map<string, LabelledLine[]>();
  return {
    stored,
    addedAt: [] as number[],
    async add(community: string, line: LabelledLine, at: number) {
      const lines = stored.get(community) ?? [];
      if (lines.some(({ text }) => text === line.text)) return;
      this.addedAt.push(at);
      stored.set(community, [...lines, line]);
    },
    list: async (community: string) => stored.get(community) ?? [],
  };
}

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shouwen-corrections-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function setUp(communities = ['main', 'north']) {
  const repository = createMemoryRepository();
  const dataDir = path.join(folder, 'data');
  const log = createCorrectionLog({
    repository,
    dataDir,
    communities: () => communities,
    clock: { now: () => 1_000 },
  });
  return { repository, log, dataDir, file: path.join(dataDir, 'corrections.txt') };
}
const ticket = (text: string, community = 'main') =>
  ({ community, words: [text], category: '投诉', topic: 'slow-repair' }) as const;

describe('the correction log', () => {
  test('stores the masked words with their category, topic and time', async () => {
    const { repository, log } = setUp();
    await log.recordCorrection({ ...ticket(''), words: ['报修三天没人来', '电话13800138000'] });
    expect(repository.stored.get('main')).toEqual([
      { text: expect.stringContaining('报修三天没人来↵电话'), category: '投诉', topic: 'slow-repair' },
    ]);
    expect(JSON.stringify([...repository.stored])).not.toContain('13800138000');
    expect(repository.addedAt).toEqual([1_000]);
  });

  test('writes the lines of every community into one corpus file', async () => {
    const { log, file } = setUp();
    await log.recordCorrection(ticket('师傅一直没来'));
    await log.recordCorrection({ ...ticket('想装个灯', 'north'), category: '服务', topic: null });
    const lines = parseCorpus('corrections.txt', await readFile(file, 'utf8'));
    expect(lines.map(({ text, category, topic }) => [text, category, topic])).toEqual([
      ['师傅一直没来', '投诉', 'slow-repair'],
      ['想装个灯', '服务', null],
    ]);
  });

  test('the file belongs to its owner alone and no half-written one stays beside it', async () => {
    const { log, file, dataDir } = setUp();
    await log.recordCorrection(ticket('师傅一直没来'));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(['corrections.txt']);
  });

  test('corrections at the same moment are all in the file', async () => {
    const { log, file } = setUp();
    const texts = Array.from({ length: 20 }, (_, at) => `第${at}次报修没人管`);
    await Promise.all(texts.map((text) => log.recordCorrection(ticket(text))));
    expect(parseCorpus('corrections.txt', await readFile(file, 'utf8'))).toHaveLength(20);
  });

  test('words that say nothing are no line and write no file', async () => {
    const { repository, log, dataDir } = setUp();
    await log.recordCorrection(ticket(' # \n '));
    expect(repository.stored.size).toBe(0);
    await expect(readdir(dataDir)).rejects.toThrow('ENOENT');
  });

  test('a failure of the store is reported, and the next correction works', async () => {
    const { repository, log, file } = setUp();
    const { list } = repository;
    repository.list = () => Promise.reject(new Error('the store is down'));
    await expect(log.recordCorrection(ticket('师傅一直没来'))).rejects.toThrow('the store is down');
    repository.list = list;
    await log.recordCorrection(ticket('师傅还没来'));
    expect(parseCorpus('corrections.txt', await readFile(file, 'utf8'))).toHaveLength(2);
  });
});
