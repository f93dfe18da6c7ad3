import type { Command } from '../command.ts';
import { COMMANDS, specOf } from '../commands/table.ts';
import { isDeskMember, type Membership, scopeOf } from '../member.ts';
import { tellIn } from '../tell.ts';
import type { Answer } from './context.ts';

type Kinds = readonly Command['kind'][];

const WORKER: Kinds = [
  'accept',
  'arrive',
  'complete',
  'transfer',
  'return',
  'suspend',
  'resume',
  'quote',
  'note',
  'reply',
  'reveal',
  'acknowledge',
  'mine',
  'query',
];
const EVERYBODY: Kinds = ['register', 'log-line', 'shift-note', 'shift-over', 'shift-take'];
const DESK: Kinds = ['door-visit', 'assign', 'urge', 'visit', 'consent', 'answer', 'promise', 'charge'];
const HEADS: Kinds = [
  'today',
  'open',
  'overdue',
  'complaints',
  'satisfaction',
  'monthly',
  'export',
  'assign',
  'close',
  'reopen',
  'judge',
  'verify',
  'summon',
  'analyse',
  'rain',
];

const usages = (kinds: Kinds) => kinds.flatMap((kind) => specOf(kind)?.usage ?? []).join('\n');

const MOST_FOUND = 6;
const OTHER_WORDS = 3;

/** 帮助: what this member can type; with a word behind it, how that command is written. */
export function help(memberships: readonly Membership[], text: string): Answer {
  const tell = tellIn(memberships[0]!.community);
  const wanted = text.trim();
  const found = wanted === '' ? [] : COMMANDS.filter(({ words }) => words.some((word) => word.includes(wanted)));
  if (found.length > 0) {
    const line = ({ usage, words: [, ...others] }: (typeof found)[number]) => {
      const words = others.slice(0, OTHER_WORDS).join('、');
      return tell(words === '' ? 'help.usage' : 'help.usage-also', { usage, words });
    };
    return { lines: found.slice(0, MOST_FOUND).map(line) };
  }
  const leads = memberships.some((one) => scopeOf(one) !== 'own');
  const desk = memberships.some(isDeskMember);
  return {
    lines: [
      tell('help.head'),
      usages(WORKER),
      tell('help.photos'),
      tell('help.everybody'),
      usages(EVERYBODY),
      ...(desk ? [tell('help.desk'), usages(DESK)] : []),
      ...(leads ? [tell('help.heads'), usages(HEADS)] : []),
      tell('help.more'),
    ],
  };
}
