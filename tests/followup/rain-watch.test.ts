import { describe, expect, test } from '@jest/globals';
import { createRainWatch } from '../../src/followup/rain-watch.ts';
import { community, HOUR, TEN, withFollowUp } from './factories.ts';

function watch(body: unknown | Error, rain: Partial<(typeof community)['followUp']['rain']> = {}) {
  const settings = { ...community.followUp.rain, url: 'http://weather.test/now', ...rain };
  const asked: string[] = [];
  const told: { at: number; id: string; by: string }[] = [];
  const errors: string[] = [];
  let now = TEN;
  const watcher = createRainWatch({
    communities: () => [withFollowUp({ rain: settings })],
    async rain(request) {
      told.push(request);
      return 1;
    },
    now: () => now,
    async fetchJson(url) {
      asked.push(url);
      if (body instanceof Error) throw body;
      return body;
    },
    onError: (message) => errors.push(message),
  });
  return {
    asked,
    told,
    errors,
    async check(later = 0) {
      now += later;
      await watcher.check();
    },
  };
}

describe('R22: the weather source', () => {
  test('R22: off by default: nobody is asked', async () => {
    expect(community.followUp.rain.url).toBeNull();
    const { asked, check } = watch({ precipitation: 9 }, { url: null });
    await check();
    expect(asked).toEqual([]);
  });

  test.each([
    [1, 1],
    [0.9, 0],
    ['2.5', 1],
  ])('R22: %s mm: %i rainy day(s)', async (precipitation, days) => {
    const { told, check } = watch({ precipitation });
    await check();
    expect(told).toHaveLength(days);
  });

  test('R22: the number may lie deeper', async () => {
    const { told, check } = watch({ current: { rain: 3 } }, { field: 'current.rain' });
    await check();
    expect(told[0]).toMatchObject({ at: TEN, by: 'weather' });
  });

  test('R22: one day is told under one id, the next under another; asked as often as configured', async () => {
    const { told, asked, check } = watch({ precipitation: 5 });
    await check();
    await check(HOUR - 1);
    expect(asked).toHaveLength(1);
    await check(1);
    await check(24 * HOUR);
    expect(asked).toHaveLength(3);
    expect(new Set(told.map(({ id }) => id)).size).toBe(2);
  });

  test.each([[{}], [null], [{ precipitation: '' }], [{ precipitation: 'heavy' }], [new Error('timeout')]])(
    'an answer such as %j is no rain, and the log names the setting',
    async (body) => {
      const { told, errors, check } = watch(body);
      await check();
      expect(told).toEqual([]);
      expect(errors[0]).toContain('rain.url of follow-up.yaml');
    },
  );
});
