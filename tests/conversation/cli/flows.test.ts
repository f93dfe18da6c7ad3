import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'flows-cli-'));
  cpSync('bot-flows', dir, { recursive: true });
});
afterAll(() => rmSync(dir, { recursive: true }));

/** Runs `npm run flows -- …` on a copy of the flow files, one of them changed. */
function flows(args: readonly string[], change?: { file: string; from: string; to: string }) {
  const path = change === undefined ? '' : join(dir, change.file);
  const before = change === undefined ? '' : readFileSync(path, 'utf8');
  if (change !== undefined) writeFileSync(path, before.replace(change.from, change.to));
  const env = { ...process.env, FLOWS_DIR: dir };
  const run = spawnSync(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', 'src/cli/flows/flows.ts', ...args],
    {
      encoding: 'utf8',
      env,
    },
  );
  if (change !== undefined) writeFileSync(path, before);
  return { code: run.status, out: run.stdout.trim().split('\n'), err: run.stderr.trim().split('\n') };
}

describe('npm run flows', () => {
  test('check of good files says how many and ends with 0', () => {
    const { code, out } = flows(['check']);
    const count = readdirSync('bot-flows').filter(
      (name) => !name.includes('stories') && name !== 'phrases.yaml',
    ).length;
    expect([code, out.at(-1)]).toEqual([0, expect.stringMatching(`${count} flows, \\d+ stories, no mistakes$`)]);
  });

  test('check of a mistake says file, line and what is accepted, and ends with 1', () => {
    const { code, err } = flows(['check'], { file: 'thanks.yaml', from: 'kind: side', to: 'kind: talk' });
    expect(code).toBe(1);
    expect(err).toEqual([
      `${join(dir, 'thanks.yaml')}:4: error: kind: "talk" is not accepted; expected one of "matter", "side", "visit", "quote", "emergency"`,
    ]);
  });

  test('check of a mistake in a story says its line', () => {
    const { code, err } = flows(['check'], { file: 'fees.stories.yaml', from: 'talk:', to: 'tolk:' });
    expect(code).toBe(1);
    expect(err.join('\n')).toMatch(
      /fees\.stories\.yaml:\d+: error: .*unknown setting "tolk"; accepted: story, at, knows, tickets, hears, transcript, talk/,
    );
  });

  test('test of some stories counts them and ends with the line that CI reads', () => {
    const { code, out } = flows(['test', '同意，开工']);
    expect([code, out.at(-1)]).toEqual([0, '1 passed, 0 failed']);
  });

  test('test of a story that goes otherwise shows the talk and ends with 1', () => {
    const change = { file: 'quote.stories.yaml', from: 'bot: 按这个价格开工', to: 'bot: 马上退款' };
    const { code, out, err } = flows(['test', '同意，开工'], change);
    expect([code, out.at(-1)]).toEqual([1, '0 passed, 1 failed']);
    expect(err.join('\n')).toContain('should say "马上退款" but says: 好的，已经通知师傅按这个价格开工。');
  });

  test('without a verb says how it is used', () => {
    const { code, err } = flows([]);
    expect([code, err[0]]).toEqual([2, expect.stringContaining('npm run flows -- check')]);
  });
});
