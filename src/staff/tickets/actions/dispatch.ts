import { maskText } from '../../../language/mask.ts';
import { CATEGORIES, type Category } from '../../../shared/category.ts';
import { TOPICS } from '../../../understanding/index.ts';
import type { CommandOf } from '../../commands/command.ts';
import type { Community } from '../../community.ts';
import { findMembers, isSelf } from '../../reading/people.ts';
import { saysVerified, twoWords } from '../../reading/ticket-words.ts';
import {
  act,
  ask,
  needsWordsForOwner,
  refuseForbidden,
  type Translated,
  type Translating,
  type Translations,
} from './translate.ts';

function assign({ who }: CommandOf<'assign'>, { ticket, community, member, tell }: Translating): Translated {
  if (isSelf(who)) return act({ kind: 'assign', userid: member.userid });
  const isNear = ({ department }: { department: string }) => department === ticket.department;
  const found = findMembers(who, community);
  const near = found.filter(isNear);
  const meant = near.length > 0 ? near : found;
  const [only, ...others] = meant;
  if (only !== undefined && others.length === 0) return act({ kind: 'assign', userid: only.userid });
  const namesOf = (members: readonly { name: string }[]) => members.map(({ name }) => name).join('、');
  if (meant.length > 1) {
    return ask(tell('ask.assign-which', { text: who, count: meant.length, names: namesOf(meant) }));
  }
  const names = namesOf(community.staff.filter(isNear));
  return ask(tell(who === '' ? 'ask.assign' : 'ask.assign-again', { text: who, names }));
}

/** The topic that a text names by its words or its id. */
function topicIn(text: string, { routing }: Pick<Community, 'routing'>) {
  const topics = { ...TOPICS, ...routing.topics } as Record<string, { name?: string; category?: Category }>;
  const found = Object.entries(topics).find(
    ([id, { name }]) => text.includes(name ?? id) || text.toUpperCase().includes(id.toUpperCase()),
  );
  return found === undefined ? null : { id: found[0], ...found[1] };
}

function reclassify({ text }: CommandOf<'reclassify'>, { community, tell }: Translating): Translated {
  const topic = topicIn(text, community);
  const category = CATEGORIES.find((one) => text.includes(one)) ?? topic?.category;
  if (category === undefined) return ask(tell('ask.reclassify', { names: CATEGORIES.join('、') }));
  const reason = text
    .replace(category, '')
    .replace(topic?.name ?? '', '')
    .trim();
  return act({
    kind: 'reclassify',
    category,
    topic: topic?.id ?? null,
    reason: reason === '' ? tell('why.reclassified') : reason,
  });
}

function close({ text }: CommandOf<'close'>, context: Translating): Translated {
  if (text === '') return act({ kind: 'close' });
  const told = context.ticket.category === '投诉' ? { told: text } : {};
  return refuseForbidden(text, context) ?? act({ kind: 'close', text, ...told });
}

function handBack({ text }: CommandOf<'hand-back'>, { tell }: Translating): Translated {
  const [to, rest] = twoWords(text);
  if (to === '') return ask(tell('ask.hand-back'));
  return act({ kind: 'hand-back', to, verified: saysVerified(rest), text: maskText(rest) });
}

function reworkSlip({ text }: CommandOf<'rework-slip'>, { ticket, community, readTime }: Translating): Translated {
  const part = text === '' ? ticket.summary : text;
  return act({ kind: 'rework-slip', to: community.duty.afterSales, part, due: readTime(text)?.at ?? null });
}

/** What dispatchers, heads and managers say about a ticket, the way of the money, found things, the after-sales slip. */
export const DISPATCH: Translations<
  | ('urge' | 'assign' | 'close' | 'reopen' | 'cancel' | 'invalidate' | 'reclassify')
  | ('charge' | 'hand-back' | 'rework-slip')
> = {
  urge: ({ text }) => act({ kind: 'urge', ...(text === '' ? {} : { text }) }),
  assign,
  close,
  reopen: ({ text }, { member, tell }) =>
    act({ kind: 'reopen', reason: text === '' ? tell('why.reopened', { name: member.name }) : text }),
  cancel: needsWordsForOwner('ask.cancel', ({ text }) => ({ kind: 'cancel', reason: text })),
  invalidate: needsWordsForOwner('ask.invalidate', ({ text }) => ({ kind: 'invalidate', reason: text })),
  reclassify,
  charge: ({ step, text }) => act({ kind: 'charge', step, ...(text === '' ? {} : { text }) }),
  'hand-back': handBack,
  'rework-slip': reworkSlip,
};
