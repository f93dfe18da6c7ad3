import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseFlows } from '../../../src/conversation/flow/parse-flows.ts';
import type { Flows } from '../../../src/conversation/flow/types.ts';
import { formatFlowProblem, loadFlows } from '../../../src/conversation/load-flows.ts';
import { SHIPPED, withFile } from './files.ts';

/** What a running service does with a saved file: the new flows when they are whole, else the old ones. */
function reload(old: Flows, files: Parameters<typeof parseFlows>[0]): Flows {
  return parseFlows(files).flows ?? old;
}

const before = parseFlows(SHIPPED).flows!;
const asked = (flows: Flows) => {
  const step = flows.byId.get('repair')!.steps.find((one) => one.id === 'phone');
  return step?.kind === 'collect' ? step.ask.source : '';
};

describe('saving a flow file while the service runs', () => {
  test('a changed question is asked from now on', () => {
    const after = reload(
      before,
      withFile('repair.yaml', (text) => text.replace('请问联系电话是多少？', '请问哪个电话找得到您？')),
    );
    expect(asked(after)).toContain('请问哪个电话找得到您？');
  });

  test.each([
    ['a text that is no YAML', (text: string) => `${text}\n  - [`],
    ['an unknown key', (text: string) => text.replace('    label: 电话\n', '    label: 电话\n    colour: red\n')],
    ['a forbidden word', (text: string) => text.replace('请问联系电话是多少？', '我不知道您的电话，请问是多少？')],
    ['an empty file', () => ''],
  ])('%s keeps the old flows', (_, change) => {
    expect(reload(before, withFile('repair.yaml', change))).toBe(before);
  });

  test('a warning alone does not refuse', () => {
    const after = reload(
      before,
      withFile('repair.yaml', (text) => text.replace('请问联系电话是多少？', '你的电话是多少？')),
    );
    expect(after).not.toBe(before);
  });
});

describe('a folder', () => {
  let dir = '';
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'flows-'));
    for (const file of SHIPPED) writeFileSync(join(dir, file.name), file.text);
    writeFileSync(join(dir, 'repair.stories.yaml'), 'stories: [');
    writeFileSync(join(dir, 'notes.txt'), 'not a flow');
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  test('is read without its stories and other files', () => {
    expect(loadFlows(dir).problems).toEqual([]);
  });

  test('that is not there throws what the file system throws', () => {
    expect(() => loadFlows(join(dir, 'nowhere'))).toThrow(/ENOENT/);
  });

  test('a mistake is one line an editor can jump to', () => {
    const problem = { file: 'repair.yaml', line: 12, level: 'error', message: 'm' } as const;
    expect(formatFlowProblem(problem, 'bot-flows')).toBe('bot-flows/repair.yaml:12: error: m');
  });
});
