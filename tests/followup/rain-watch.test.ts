import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createRainWatch } from '../../src/followup/rain-watch.ts';
import { communitiesOf } from '../support/communities.ts';
import { community, HOUR, TEN, withFollowUp } from './factories.ts';

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** A weather source that answers every request with `body`; `down`: with an error. */
async function source(body: unknown) {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.writeHead(body === 'down' ? 500 : 200, { connection: 'close' }).end(JSON.stringify(body));
  });
  cleanUps.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/now`;
  return { url, requests: () => requests };
}

async function watch(body: unknown, rain: Partial<(typeof community)['followUp']['rain']> = {}) {
  const { url, requests } = await source(body);
  const settings = { ...community.followUp.rain, url, ...rain };
  const days: { community: string; at: number; id: string; by: string }[] = [];
  const warnings: string[] = [];
  let now = TEN;
  const watcher = createRainWatch({
    communities: communitiesOf(withFollowUp({ rain: settings })),
    followUp: {
      async rain(day) {
        days.push(day);
        return 1;
      },
    },
    clock: { now: () => now, after: () => () => {} },
    log: { warn: (_, message) => warnings.push(message) },
  });
  return {
    requests,
    days,
    warnings,
    async check(later = 0) {
      now += later;
      await watcher.check();
    },
  };
}

describe('R22: the weather source', () => {
  test('R22: off by default: nobody is asked', async () => {
    expect(community.followUp.rain.url).toBeNull();
    const { requests, check } = await watch({ precipitation: 9 }, { url: null });
    await check();
    expect(requests()).toBe(0);
  });

  test.each([
    [1, 1],
    [0.9, 0],
    ['2.5', 1],
  ])('R22: %s mm: %i rainy day(s)', async (precipitation, count) => {
    const { days, check } = await watch({ precipitation });
    await check();
    expect(days).toHaveLength(count);
  });

  test('R22: the number may lie deeper', async () => {
    const { days, check } = await watch({ current: { rain: 3 } }, { field: 'current.rain' });
    await check();
    expect(days[0]).toMatchObject({ community: 'main', at: TEN, by: 'weather' });
  });

  test('R22: one day is told under one id, the next under another; asked as often as configured', async () => {
    const { days, requests, check } = await watch({ precipitation: 5 });
    await check();
    await check(HOUR - 1);
    expect(requests()).toBe(1);
    await check(1);
    await check(24 * HOUR);
    expect(requests()).toBe(3);
    expect(new Set(days.map(({ id }) => id)).size).toBe(2);
  });

  test.each([[{}], [null], [{ precipitation: '' }], [{ precipitation: 'heavy' }], ['down']])(
    'an answer such as %j is no rain, and the log names the setting',
    async (body) => {
      const { days, warnings, check } = await watch(body);
      await check();
      expect(days).toEqual([]);
      expect(warnings[0]).toContain('rain.url of follow-up.yaml');
    },
  );

  test('a source that cannot be reached is asked again later, and the log names the setting', async () => {
    const { url } = await source({ precipitation: 5 });
    for (const cleanUp of cleanUps.splice(0)) cleanUp();
    const { days, warnings, check } = await watch({ precipitation: 5 }, { url });
    await check();
    expect(days).toEqual([]);
    expect(warnings[0]).toContain('does not answer');
    await check(HOUR);
    expect(warnings).toHaveLength(2);
  });
});
