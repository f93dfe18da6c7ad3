import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { numberIn, peopleIn } from './people.ts';
import { closeWorlds, startWorld } from './world.ts';

let configDir = '';

/** Two communities of one company: each with accounts, groups and people of its own. */
beforeEach(async () => {
  configDir = await mkdtemp(path.join(tmpdir(), 'shouwen-communities-'));
  await cp('config', configDir, { recursive: true });
  for (const [id, name, code] of [
    ['cuihu', '翠湖花园', 'CH'],
    ['yunshan', '云山府', 'YS'],
  ] as const) {
    const folder = path.join(configDir, 'communities', id);
    await mkdir(folder, { recursive: true });
    const edit = async (file: string, change: (text: string) => string) =>
      writeFile(path.join(folder, file), change(await readFile(path.join('config', file), 'utf8')));
    await edit('community.yaml', (text) =>
      text
        .replace(/^name:.*$/m, `name: ${name}\ncode: ${code}`)
        .replace(/^openKfId:.*$/m, `openKfId: wk${code}`)
        .replace(/^quietHours:.*$/m, 'quietHours: []'),
    );
    await edit('departments.yaml', (text) =>
      text
        .replaceAll(/"\$\{GROUP_\w+:-demo-(\w+)\}"/g, `"${id}-$1"`)
        .replaceAll(/leader: ([\w.]+)/g, `leader: ${id}.$1`),
    );
    await edit('staff.yaml', (text) => text.replaceAll(/userid: ([\w.]+)/g, `userid: ${id}.$1`));
  }
  await rm(path.join(configDir, 'community.yaml'));
});
afterEach(async () => {
  await closeWorlds();
  await rm(configDir, { recursive: true, force: true });
});

test('an owner of one community never reaches the groups, staff or numbers of the other', async () => {
  const world = await startWorld({ configDir });
  const here = peopleIn(world, '林女士', 'wkCH');
  const there = peopleIn(world, '周先生', 'wkYS');
  const report = (who: string) => `客厅的灯不亮了，3栋2单元1701，我姓${who}，电话13812345678，明天下午三点在家`;
  await here.says(report('林'));
  await there.says(report('周'));
  const first = numberIn(await here.says('对'));
  const second = numberIn(await there.says('对'));

  // Numbers count for themselves and say where they belong.
  expect([first, second]).toEqual(['CH-BX261124-001', 'YS-BX261124-001']);
  expect(here.group('cuihu-engineering')).toContain(first);
  expect(there.group('yunshan-engineering')).toContain(second);
  const other = (id: string) =>
    world.sim
      .callsOf('webhook/send')
      .filter(({ query }) => query.key?.startsWith(id))
      .map(({ body }) => JSON.stringify(body))
      .join('\n');
  expect(other('cuihu')).not.toContain(second);
  expect(other('yunshan')).not.toContain(first);

  // Nobody reads, takes or finishes what belongs to the other.
  expect(await here.member('yunshan.chen.jingli', `查 ${first}`)).not.toContain('客厅');
  expect(await here.member('yunshan.li.shifu', `接单 ${first}`)).not.toContain('已接单');
  expect(await here.member('cuihu.li.shifu', `接单 ${first}`)).toContain('已接单');
  expect(await here.member('yunshan.chen.jingli', '未完成')).not.toContain(first);
  for (const message of world.sim.member('cuihu.chen.jingli').inbox) expect(message.text).not.toContain(second);

  // The same WeChat user in the other account is a stranger there: neither his house nor his ticket is known.
  const stranger = peopleIn(world, '林女士', 'wkYS');
  expect(await stranger.says('我的单到哪一步了')).not.toContain(first);
});
