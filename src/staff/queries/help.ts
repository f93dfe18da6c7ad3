import type { CommandKind } from '../commands/command.ts';
import { COMMAND_KINDS } from '../commands/table.ts';
import type { Vocabulary } from '../commands/vocabulary.ts';
import type { Answer, Context } from '../context.ts';
import { isDeskMember, scopeOf } from '../member.ts';
import { tellIn } from '../tell.ts';

type Kinds = readonly CommandKind[];

const WORKER: Kinds = [
  ...(['accept', 'arrive', 'complete', 'transfer', 'return', 'suspend', 'resume', 'quote', 'note', 'reply'] as const),
  ...(['reveal', 'acknowledge', 'mine', 'query'] as const),
];
const EVERYBODY: Kinds = ['register', 'log-line', 'shift-note', 'shift-over', 'shift-take'];
const DESK: Kinds = ['door-visit', 'assign', 'urge', 'visit', 'consent', 'answer', 'promise', 'charge'];
const HEADS: Kinds = [
  ...(['today', 'open', 'overdue', 'complaints', 'satisfaction', 'monthly', 'export', 'assign'] as const),
  ...(['close', 'reopen', 'judge', 'verify', 'summon', 'analyse', 'rain'] as const),
];

const MOST_FOUND = 6;
const OTHER_WORDS = 3;

const usages = (kinds: Kinds, { usageOf }: Vocabulary) => kinds.map(usageOf).join('\n');

/** How the commands are written whose words contain `wanted`. */
function usagesFor(wanted: string, { first, vocabulary }: Context): string[] {
  const tell = tellIn(first.community);
  const found = COMMAND_KINDS.filter((kind) => vocabulary.wordsOf(kind).some((word) => word.includes(wanted)));
  return found.slice(0, MOST_FOUND).map((kind) => {
    const [, ...others] = vocabulary.wordsOf(kind);
    const words = others.slice(0, OTHER_WORDS).join('、');
    return tell(words === '' ? 'help.usage' : 'help.usage-also', { usage: vocabulary.usageOf(kind), words });
  });
}

/** 帮助: what this member can type; with a word behind it, how that command is written. */
export function help(context: Context, text: string): Answer {
  const { first, memberships, vocabulary } = context;
  const wanted = text.trim();
  const found = wanted === '' ? [] : usagesFor(wanted, context);
  if (found.length > 0) return { lines: found };
  const tell = tellIn(first.community);
  const isHead = memberships.some((one) => scopeOf(one) !== 'own');
  const isDesk = memberships.some(isDeskMember);
  return {
    lines: [
      tell('help.head'),
      usages(WORKER, vocabulary),
      tell('help.photos'),
      tell('help.everybody'),
      usages(EVERYBODY, vocabulary),
      ...(isDesk ? [tell('help.desk'), usages(DESK, vocabulary)] : []),
      ...(isHead ? [tell('help.heads'), usages(HEADS, vocabulary)] : []),
      tell('help.more'),
    ],
  };
}
