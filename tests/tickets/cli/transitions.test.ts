import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { RELATIONS } from '../../../src/tickets/relations.ts';
import { TICKET_STATES } from '../../../src/tickets/state.ts';
import { ACTIONS } from '../../../src/tickets/transition-table.ts';

const SCRIPT = fileURLToPath(new URL('../../../src/cli/transitions.ts', import.meta.url));
const run = (...args: string[]) =>
  spawnSync(process.execPath, ['--conditions=source', '--import', 'tsx', SCRIPT, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
const SLOW = 60_000;

describe('npm run transitions', () => {
  test(
    'prints every action with its states and its roles',
    () => {
      const { status, stdout } = run();
      expect(status).toBe(0);
      const [states, roles] = stdout
        .trim()
        .split('\n\n')
        .map((table) => table.split('\n'));
      expect(states).toHaveLength(ACTIONS.length + 2);
      expect(roles).toHaveLength(ACTIONS.length + 2);
      expect(states![1]).toMatch(
        /待派 +已派 +已接 +已报价 +业主同意 +处理中 +挂起 +已完成 +回访中 +已关闭 +已撤销 +无效 +已合并/,
      );
      expect(stdout).not.toMatch(/undefined|action-|relation-/);
    },
    SLOW,
  );

  test(
    '--json is one line for every state, action and role',
    () => {
      const cells = run('--json')
        .stdout.trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { state: string; action: string; to: string[]; refusal: string | null });
      expect(cells).toHaveLength(TICKET_STATES.length * ACTIONS.length * RELATIONS.length);
      for (const { to, refusal } of cells) expect(to.length > 0).toBe(refusal === null);
    },
    SLOW,
  );

  test(
    'another word is answered with how it is used',
    () => {
      const { status, stderr } = run('--all');
      expect(status).toBe(1);
      expect(stderr).toContain('--full');
    },
    SLOW,
  );
});
