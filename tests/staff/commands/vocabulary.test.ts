import { describe, expect, test } from '@jest/globals';
import { readCommand } from '../../../src/staff/commands/read-command.ts';
import {
  COMMAND_KINDS,
  commandKind,
  isDeskCommand,
  isQueryCommand,
  isTicketCommand,
} from '../../../src/staff/commands/table.ts';
import { vocabularyOf } from '../../../src/staff/commands/vocabulary.ts';
import { sampleCommunity } from '../../sample-community.ts';

const community = await sampleCommunity();
const vocabulary = vocabularyOf(community);

/** The shipped words with those of one command changed. */
function withWords(
  kind: 'accept' | 'consent',
  words: readonly string[],
  means: Record<string, readonly string[]> = {},
) {
  const wording = { ...community.staffCommands[kind], words, means };
  return vocabularyOf({ staffCommands: { ...community.staffCommands, [kind]: wording } });
}

describe('the words of a community', () => {
  test('are compiled once for a file', () => {
    expect(vocabularyOf(community)).toBe(vocabulary);
    expect(vocabularyOf({ staffCommands: { ...community.staffCommands } })).not.toBe(vocabulary);
  });

  test('longer ones are tried first', () => {
    const lengths = vocabulary.words.map(({ word }) => word.length);
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
    expect(readCommand('接班', vocabulary).kind).toBe('shift-take');
  });

  test('a company may have its own, in capitals or small letters and in any width', () => {
    const own = withWords('accept', ['签收', 'take']);
    for (const text of ['签收 007', 'TAKE 007', 'take007', 'ｔａｋｅ　００７']) {
      expect(readCommand(text, own)).toMatchObject({ kind: 'accept', ref: { sequence: '007' } });
    }
    expect(readCommand('接单 007', own).kind).toBe('unknown');
    expect(own.format({ kind: 'accept', ref: null })).toBe('签收');
  });

  test('words with a meaning are read and written by it', () => {
    const own = withWords('consent', ['客户点头', '客户摇头'], { accepted: ['客户点头'], refused: ['客户摇头'] });
    const refused = readCommand('客户摇头 007 太贵', own);
    expect(refused).toMatchObject({ kind: 'consent', accepted: false, text: '太贵' });
    expect(own.format(refused)).toBe('客户摇头 007 太贵');
    expect(own.firstVariant('consent')).toBe('accepted');
    expect(own.firstVariant('accept')).toBeNull();
  });

  test('what is no command is written as it was typed', () => {
    expect(vocabulary.format({ kind: 'courtesy', text: '谢谢' })).toBe('谢谢');
    expect(vocabulary.format({ kind: 'unknown', text: '接丹', nearest: [] })).toBe('接丹');
  });
});

describe('the table', () => {
  test('every kind has words, and a usage that begins with one of them', () => {
    for (const kind of COMMAND_KINDS) {
      const words = vocabulary.wordsOf(kind);
      const usage = vocabulary.usageOf(kind);
      expect([kind, words.some((word) => usage.startsWith(word))]).toEqual([kind, true]);
      expect([kind, readCommand(words[0] ?? '', vocabulary).kind]).toEqual([
        kind,
        // Without anything behind it 交班 ends the shift, and 分析 needs a month.
        { 'shift-note': 'shift-over', analyse: 'unknown' }[kind as string] ?? kind,
      ]);
    }
  });

  test('every kind is of one sort', () => {
    for (const kind of COMMAND_KINDS) {
      const command = { kind } as Parameters<typeof isTicketCommand>[0];
      expect([isTicketCommand, isQueryCommand, isDeskCommand].filter((is) => is(command))).toHaveLength(1);
    }
    expect([isTicketCommand, isQueryCommand, isDeskCommand].some((is) => is({ kind: 'courtesy', text: '' }))).toBe(
      false,
    );
  });

  test('a text names a kind or none', () => {
    expect(['accept', 'hand-keeper', 'toString', ''].map(commandKind)).toEqual(['accept', null, null, null]);
  });
});
