import { describe, expect, test } from '@jest/globals';
import { CATEGORIES } from '../../src/shared/index.ts';
import { loadModel } from '../../src/understanding/model/load-model.ts';
import { TOPIC_IDS, TOPICS, topicName } from '../../src/understanding/topics.ts';

describe('topics', () => {
  test.each(TOPIC_IDS.map((id) => [id] as const))('%s has a name and one of the seven categories', (id) => {
    expect(TOPICS[id].name).not.toBe('');
    expect(CATEGORIES).toContain(TOPICS[id].category);
    expect(topicName(id)).toBe(TOPICS[id].name);
  });

  test('names are told apart', () => {
    expect(new Set(TOPIC_IDS.map((id) => TOPICS[id].name)).size).toBe(TOPIC_IDS.length);
  });

  test('a topic of the company’s own is shown by its id, none by nothing', () => {
    expect(topicName('swimming-pool')).toBe('swimming-pool');
    expect(topicName('constructor')).toBe('constructor');
    expect(topicName(null)).toBe('');
  });

  test('the main category of a topic is one that the model knows it under', () => {
    const known = new Set(loadModel().pairs.map(({ category, topic }) => `${category} ${topic}`));
    const unknown = TOPIC_IDS.filter((id) => id !== 'other' && !known.has(`${TOPICS[id].category} ${id}`));
    expect(unknown).toEqual([]);
  });
});
