import { readMonth } from '../reading/month.ts';
import type { Normalised } from '../reading/normalised.ts';
import { onlyAsks, withoutMarks, withoutParticles } from '../reading/phrases.ts';
import { onlyRef } from '../reading/ticket-reference.ts';
import type { QueryCommand } from './command.ts';
import type { CommandTable, Label } from './definition.ts';

/** A month as it is written: `2026-10`, 上月; null for the present one, which needs no word. */
export function monthText(month: string | null, label: Label): string | null {
  return month === 'last' ? label('last') : month;
}

function readMonthly(rest: Normalised) {
  const month = readMonth(rest);
  return month === undefined ? null : ({ kind: 'monthly', month } as const);
}

/** Lists and figures (operating contract, "Words in chat", third row). Today and the like take nothing after the word. */
export const QUERY_COMMANDS: CommandTable<QueryCommand['kind']> = {
  query: {
    joined: 'any',
    read: (rest) => ({ kind: 'query', ref: onlyRef(rest), text: rest.raw }),
  },
  mine: { read: (rest) => (onlyAsks(rest) ? { kind: 'mine' } : null) },
  today: { read: (rest) => (onlyAsks(rest) ? { kind: 'today' } : null) },
  open: { read: (rest) => ({ kind: 'open', text: withoutParticles(rest.raw) }) },
  overdue: { read: (rest) => ({ kind: 'overdue', text: withoutParticles(rest.raw) }) },
  complaints: { read: (rest) => (onlyAsks(rest) ? { kind: 'complaints' } : null) },
  satisfaction: { read: (rest) => (onlyAsks(rest) ? { kind: 'satisfaction' } : null) },
  monthly: {
    labels: ['last'],
    read: readMonthly,
    details: ({ month }, label) => [monthText(month, label)],
  },
  export: { read: (rest) => ({ kind: 'export', text: withoutMarks(rest.raw) }) },
  help: { read: (rest) => ({ kind: 'help', text: withoutMarks(rest.raw) }) },
};
