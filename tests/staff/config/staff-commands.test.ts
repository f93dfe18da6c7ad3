import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { checkSource } from '../../../src/config/schema-problems.ts';
import { readYamlSource } from '../../../src/config/yaml-source.ts';
import { COMMAND_KINDS, definitionOf } from '../../../src/staff/commands/table.ts';
import { staffCommandsFile } from '../../../src/staff/config/staff-commands.ts';

const SHIPPED = readFileSync('config/staff-commands.yaml', 'utf8');

/** What a company that wrote this file would read, as `line: path: message`. */
function problemsOf(text: string): string[] {
  const { source, problems } = readYamlSource({ file: 'staff-commands.yaml', text, env: {} });
  expect(problems).toEqual([]);
  return checkSource(source, staffCommandsFile).problems.map(
    ({ line, path, message }) => `${line}: ${path}: ${message}`,
  );
}
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

describe('staff-commands.yaml', () => {
  test('the shipped file names every command of the program', () => {
    expect(problemsOf(SHIPPED)).toEqual([]);
    const { source } = readYamlSource({ file: 'staff-commands.yaml', text: SHIPPED, env: {} });
    const file = checkSource(source, staffCommandsFile).value;
    if (file === null) throw new Error('the shipped file is refused');
    expect(Object.keys(file).sort()).toEqual([...COMMAND_KINDS].sort());
    for (const kind of COMMAND_KINDS) {
      const { variants = [], variantOf, labels = [] } = definitionOf(kind);
      if (variantOf !== undefined)
        expect([kind, Object.keys(file[kind].means).sort()]).toEqual([kind, [...variants].sort()]);
      expect([kind, Object.keys(file[kind].labels).sort()]).toEqual([kind, [...labels].sort()]);
    }
  });

  test('a command that is missing, or that the program does not know, is named with its line', () => {
    const text = SHIPPED.replace('\naccept:', '\naccepts:');
    const problems = problemsOf(text);
    expect(problems).toContainEqual(expect.stringMatching(/: accept: /));
    expect(problems).toContainEqual(expect.stringContaining(`${lineOf(text, 'accepts:')}: `));
    expect(problems.join()).toContain('accepts');
  });

  test('a word begins one command only, but for 交班', () => {
    const text = SHIPPED.replace('words: [开工, 开始,', 'words: [开工, 接单,');
    expect(problemsOf(text)).toEqual([
      `${lineOf(text, '[开工, 接单')}: start.words[1]: "接单" already begins the command "accept"; a word can begin one command`,
    ]);
  });

  test('a word with a meaning is a word of the command', () => {
    const text = SHIPPED.replace('refused: [业主不同意, 不同意报价]', 'refused: [业主拒绝]');
    expect(problemsOf(text)).toEqual([
      `${lineOf(text, 'refused: [业主拒绝]')}: consent.means.refused[0]: "业主拒绝" is not among the words of this command; add it there`,
    ]);
  });

  test.each([
    ['an empty list of words', 'words: [收到, 知悉, 已知悉, 已收到, 明白]', 'words: []', 'acknowledge.words'],
    ['an empty usage', 'usage: 收到 <号>', 'usage: " "', 'acknowledge.usage'],
    ['a missing meaning', '    written: [书面报告]\n', '', 'report-major.means.written'],
    ['an unknown meaning', 'adopted: [采纳]', 'adopted: [采纳]\n    maybe: [采纳]', 'decide.means'],
    ['a missing label', '{into: "到 {value}"}', '{}', 'merge.labels.into'],
    [
      'labels that the command does not have',
      'usage: 交班\n',
      'usage: 交班\n  labels: {last: 上月}\n',
      'shift-over.labels',
    ],
  ])('%s is refused', (_, from, to, path) => {
    const text = SHIPPED.replace(from, to);
    expect(text).not.toBe(SHIPPED);
    expect(problemsOf(text)).toEqual([expect.stringContaining(`: ${path}`)]);
  });
});
