import { afterAll, expect, test } from '@jest/globals';
import type { Company } from '../../src/config/types.ts';
import { watchCompany } from '../../src/config/watch-company.ts';
import { fingerprintFolder } from '../../src/yaml/watch-folder.ts';
import { createTestClock } from '../delivery/test-clock.ts';
import { FILES, makeFolder, removeFolders, SHIPPED, writeFiles } from './folder.ts';

afterAll(removeFolders);

async function start() {
  const shippedDir = makeFolder(SHIPPED);
  const dir = makeFolder(FILES);
  const clock = createTestClock();
  const loaded: Company[] = [];
  const lines: string[] = [];
  const say = (message: string) => lines.push(message);
  const stop = watchCompany({
    configDir: dir,
    shippedDir,
    env: {},
    clock,
    log: { info: say, warn: say, error: say },
    onLoaded: (company) => loaded.push(company),
  });
  const seconds = async (count: number) => {
    for (let second = 0; second < count; second += 1) {
      await settle();
      clock.advance(1_000);
      await settle();
    }
  };
  await seconds(1);
  return { dir, loaded, lines, seconds, stop };
}

/** Lets real file reads finish; the clock itself is moved by hand. */
async function settle() {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setTimeout(resolve, 40));
}

test('a valid change is loaded once', async () => {
  const { dir, loaded, lines, seconds, stop } = await start();
  writeFiles(dir, { 'community.yaml': FILES['community.yaml']!.replace('翠湖花园', '翠湖二期') });
  await seconds(5);
  stop();
  expect(loaded.map((company) => company.communities.get('main')!.name)).toEqual(['翠湖二期']);
  expect(lines).toEqual(['config loaded again: main']);
});

test('a change that is not valid is refused with its line, and the next good one is loaded', async () => {
  const { dir, loaded, lines, seconds, stop } = await start();
  writeFiles(dir, { 'staff.yaml': 'staff: [{userid: 5}]\n' });
  await seconds(4);
  expect(loaded).toEqual([]);
  expect(lines[0]).toMatch(
    /^config refused, the old one stays: .*staff\.yaml:1:18 staff\[0\]\.userid: 5 is read as a number/,
  );
  writeFiles(dir, { 'staff.yaml': FILES['staff.yaml']! });
  await seconds(4);
  stop();
  expect(loaded).toHaveLength(1);
});

test('a file still being written is waited for', async () => {
  const { dir, loaded, seconds, stop } = await start();
  for (let part = 1; part <= 4; part += 1) {
    writeFiles(dir, { 'community.yaml': `${FILES['community.yaml']!}# ${'.'.repeat(part)}\n` });
    await seconds(1);
  }
  expect(loaded).toEqual([]);
  await seconds(2);
  stop();
  expect(loaded).toHaveLength(1);
});

test('a folder that went away is said, and the watch goes on', async () => {
  const { dir, lines, loaded, seconds, stop } = await start();
  removeFolders();
  await seconds(2);
  expect(lines[0]).toMatch(/^config folder .* could not be read/);
  writeFiles(dir, { ...SHIPPED, ...FILES, 'community.yaml': `${FILES['community.yaml']!}# back\n` });
  await seconds(4);
  stop();
  expect(loaded).toHaveLength(1);
});

test('the fingerprint sees names, sizes and times below the folder', async () => {
  const dir = makeFolder({ 'a/b.yaml': '1' });
  const first = await fingerprintFolder(dir);
  expect(await fingerprintFolder(dir)).toBe(first);
  writeFiles(dir, { 'a/c.yaml': '1' });
  expect(await fingerprintFolder(dir)).not.toBe(first);
});

test('a word in a catalogue is loaded; one with an unknown place is refused with its line, and the old words stay', async () => {
  const { dir, loaded, lines, seconds, stop } = await start();
  writeFiles(dir, { 'messages/delivery.yaml': 'settled: 办好了\n' });
  await seconds(5);
  writeFiles(dir, { 'messages/delivery.yaml': 'settled: 办好了\ndigest: 共{cuont}项\n' });
  await seconds(4);
  stop();
  expect(loaded.map((company) => company.communities.get('main')!.messages.delivery.settled)).toEqual(['办好了']);
  expect(lines.at(-1)).toMatch(
    /^config refused, the old one stays: .*delivery\.yaml:2:9 digest: \{cuont\} stands for nothing here; accepted: \{count\}$/,
  );
});
