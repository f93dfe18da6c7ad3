import { formatHouse, maskName, maskPhone } from '../../language/index.ts';
import type { Talk } from '../state.ts';
import { departmentName } from './departments.ts';
import { greetingWords } from './hello.ts';
import type { Turn } from './turn.ts';

type Fact = (turn: Turn, talk: Talk) => string | undefined;

/** Everything a text of a flow may name besides its own questions; empty when unknown. `flows -- check` lists these. */
export const TEXT_FACTS: Readonly<Record<string, Fact>> = {
  owner: ownerWords,
  bye: (turn) => greetingWords(turn).bye,
  words: (_, talk) => talk.words?.join('；'),
  place: (_, talk) => talk.visit?.place ?? talk.place,
  matter: (_, talk) => talk.visit?.matter ?? talk.quote?.item,
  date: (_, talk) => talk.visit?.date,
  worker: (_, talk) => talk.visit?.worker ?? undefined,
  ticket: (_, talk) => talk.visit?.number ?? talk.quote?.number,
  amount: (_, talk) => talk.quote?.amount,
  item: (_, talk) => talk.quote?.item,
  accused: (_, talk) => talk.accused,
  accusedDepartment: (turn, talk) => departmentName(turn.context.community, talk),
  finance: (turn) => turn.context.community.staff.find((member) => member.roles.includes('finance'))?.name,
  advice: (turn, talk) => turn.context.community.routing.topics[talk.topic ?? '']?.advice,
  'danger.advice': (turn, talk) => turn.context.community.routing.dangers[talk.danger ?? '']?.advice,
  'danger.phones': dangerPhones,
  photos: (_, talk) => (talk.media === undefined || talk.media.length === 0 ? '' : String(talk.media.length)),
  unlisted: unlistedNote,
  'known.any': (turn) => (isKnown(turn) ? 'yes' : ''),
  'known.name': (turn) => turn.state.profile.name,
  'known.phone': (turn) => (turn.state.profile.phone === undefined ? '' : maskPhone(turn.state.profile.phone)),
  'known.house': (turn) => turn.state.profile.houses?.map(formatHouse).join('、'),
  'known.relation': (turn) => turn.state.profile.relation,
};

/** What a `when` may ask about besides the questions of its flow. */
export const CONDITION_FACTS: Readonly<Record<string, Fact>> = {
  category: (_, talk) => talk.category,
  topic: (_, talk) => talk.topic,
  urgent: (_, talk) => (talk.urgent === true ? 'yes' : 'no'),
  confidential: (_, talk) => (talk.confidential === true ? 'yes' : 'no'),
  paid: (turn, talk) => (turn.context.community.routing.topics[talk.topic ?? '']?.paid === true ? 'yes' : 'no'),
  relation: (turn) => turn.state.profile.relation,
  visit: (_, talk) => talk.visit?.type,
};

function isKnown(turn: Turn): boolean {
  const { profile } = turn.state;
  return profile.name !== undefined || profile.phone !== undefined || profile.houses !== undefined;
}

function ownerWords(turn: Turn, talk: Talk): string {
  const name = typeof talk.slots.name === 'string' ? talk.slots.name : turn.state.profile.name;
  if (name === undefined) return '您';
  const masked = maskName(name);
  return masked.includes('*') ? '您' : masked;
}

/** A house that the directory does not have is taken as said, and pointed out where it is repeated back. */
function unlistedNote(turn: Turn, talk: Talk): string {
  const { houses } = turn.context.community;
  const house = talk.slots.house;
  if (houses.length === 0 || typeof house !== 'object' || !('building' in house)) return '';
  const listed = houses.some((one) => one.building === house.building && one.room === house.room);
  return listed ? '' : turn.flows.phrases.texts.houseUnlisted.source.trim();
}

function dangerPhones(turn: Turn, talk: Talk): string {
  const { routing, phones } = turn.context.community;
  const names = turn.flows.phrases.phoneNames;
  const keys = routing.dangers[talk.danger ?? '']?.phones ?? [];
  return keys.flatMap((key) => (phones[key] === undefined ? [] : [`${names[key] ?? ''}${phones[key]}`])).join('、');
}
