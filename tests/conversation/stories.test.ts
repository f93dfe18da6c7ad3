import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { lacking, measureCoverage, talkLength } from '../../src/conversation/story/coverage.ts';
import { parseStories } from '../../src/conversation/story/parse-stories.ts';
import { runStory, type StoryResult } from '../../src/conversation/story/run-story.ts';
import { createUnderstanding } from '../../src/understanding/index.ts';
import { shippedCommunity, shippedFlows } from './setting.ts';

const { understand } = createUnderstanding();

const flows = shippedFlows();
const setting = { flows, community: await shippedCommunity(), understand };
const files = readdirSync('bot-flows')
  .filter((name) => name.endsWith('.stories.yaml'))
  .sort()
  .map((name) => parseStories({ name, text: readFileSync(`bot-flows/${name}`, 'utf8') }));
const results: StoryResult[] = [];

describe.each(files.map((file) => [file.file, file] as const))('%s', (_, file) => {
  test('has no mistakes', () => {
    expect(file.problems).toEqual([]);
  });

  test.each(file.stories.map((story) => [story.story, story] as const))('%s', (_name, story) => {
    const result = runStory(story, setting);
    results.push(result);
    expect(result.problems).toEqual([]);
  });
});

describe('the stories together', () => {
  test('pass every step and branch, see each repair in three flows, and take three owner messages at the median', () => {
    expect(lacking(measureCoverage(flows, results), results)).toEqual([]);
  });

  test('a message that holds everything needs one confirmation', () => {
    expect(results.find((result) => result.name.startsWith('一句话说全'))?.ownerMessages).toBe(2);
  });

  test('every talk that opens a ticket counts', () => {
    expect(talkLength(results).count).toBeGreaterThan(40);
  });
});

afterAll(() => {
  expect(results.length).toBe(files.reduce((sum, file) => sum + file.stories.length, 0));
});
