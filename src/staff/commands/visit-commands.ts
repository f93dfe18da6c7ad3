import type { TicketCommand } from '../command.ts';
import { cut, type Folded, trimmed } from '../folded.ts';
import { findRef } from '../ticket-ref.ts';
import { type CommandSpec, spec } from './spec.ts';
import { writeWith } from './work-commands.ts';

type Visit = Extract<TicketCommand, { kind: 'visit' }>;

const UNSOLVED = /^(?:未解决|没解决|没有解决|没修好|未修好|没有修好|还没好|未处理好)/;
const SOLVED = /^(?:已解决|解决了|解决|修好了|已修好|正常|没问题|好了)/;
const UNREACHED = /^(?:未接通|未接|无人接听|联系不上|没人接|打不通|关机|空号)/;
const SCORE = /^([1-5])\s*(?:分|星)?(?!\d)/;

function takeWord(text: Folded, pattern: RegExp): Folded | null {
  const match = pattern.exec(text.plain);
  return match === null ? null : trimmed(cut(text, match[0].length));
}

function readVisit(rest: Folded): Visit {
  const { ref, rest: words } = findRef(rest);
  const unreached = takeWord(words, UNREACHED);
  if (unreached !== null) return { kind: 'visit', ref, solved: null, score: null, reached: false, text: unreached.raw };
  const unsolved = takeWord(words, UNSOLVED);
  const solved = unsolved === null ? takeWord(words, SOLVED) : null;
  const after = unsolved ?? solved ?? words;
  const score = SCORE.exec(after.plain);
  return {
    kind: 'visit',
    ref,
    solved: unsolved !== null ? false : solved !== null ? true : null,
    score: score === null ? null : (Number(score[1]) as Visit['score']),
    reached: true,
    text: trimmed(cut(after, score?.[0].length ?? 0)).raw,
  };
}

/** A return visit made by phone, when WeChat's window was shut (R21, R23; design rule 6). */
export const visitCommands: readonly CommandSpec[] = [
  spec<Visit>({
    kind: 'visit',
    words: ['回访', '已回访', '电话回访'],
    usage: '回访 <号> 已解决|未解决|未接通 [1-5分] [意见]',
    read: readVisit,
    write(command) {
      const outcome = !command.reached
        ? '未接通'
        : command.solved === null
          ? null
          : command.solved
            ? '已解决'
            : '未解决';
      return writeWith(
        '回访',
        command.ref,
        outcome,
        command.score === null ? null : `${command.score}分`,
        command.text,
      );
    },
  }),
];
