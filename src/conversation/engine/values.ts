import type { Department } from '../../config/schema/people.ts';
import { formatHouse } from '../../shared/house.ts';
import { maskName, maskPhone } from '../../shared/mask.ts';
import type { CollectStep, Flow } from '../flow/types.ts';
import type { SlotValue, Talk } from '../state.ts';
import { communityValue, type Turn } from './turn.ts';

/** The flow a talk runs on. Undefined when the file was taken away. */
export function flowOf(turn: Turn, talk: Talk): Flow | undefined {
  return turn.flows.byId.get(talk.flow);
}

/** The question with this id. */
export function collectStepOf(flow: Flow, id: string): CollectStep | null {
  const step = flow.steps[flow.indexOf.get(id) ?? -1];
  return step?.kind === 'collect' ? step : null;
}

/** The first question of a kind; its slot is what the ticket takes as house, phone, name or time. */
export function stepOfKind(flow: Flow, slot: CollectStep['slot']): CollectStep | null {
  for (const step of flow.steps) if (step.kind === 'collect' && step.slot === slot) return step;
  return null;
}

/** What a `when` compares with: option ids, yes and no, numbers; empty when unknown. */
export function conditionValue(turn: Turn, talk: Talk, name: string): string {
  const slot = talk.slots[name];
  if (slot !== undefined) return plain(slot);
  switch (name) {
    case 'category':
      return talk.category ?? '';
    case 'topic':
      return talk.topic ?? '';
    case 'urgent':
      return talk.urgent === true ? 'yes' : 'no';
    case 'confidential':
      return talk.confidential === true ? 'yes' : 'no';
    case 'paid':
      return turn.context.community.routing.topics[talk.topic ?? '']?.paid === true ? 'yes' : 'no';
    case 'relation':
      return turn.state.profile.relation ?? '';
    case 'visit':
      return talk.visit?.type ?? '';
    default:
      return textValue(turn, talk, name);
  }
}

function plain(value: SlotValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.join(',');
  if ('building' in value) return formatHouse(value);
  return (value as { text: string }).text;
}

/** A value as the owner reads it: the words of an option, a masked phone. Empty when unknown. */
export function textValue(turn: Turn, talk: Talk, name: string): string {
  const slot = talk.slots[name];
  if (slot !== undefined) return slotText(turn, { flow: flowOf(turn, talk), id: name, value: slot });
  return talkValue(turn, talk, name) ?? communityValue(turn, name);
}

/** The words for a collected value. */
export function slotText(turn: Turn, given: { flow: Flow | undefined; id: string; value: SlotValue }): string {
  const { flow, id, value } = given;
  const step = flow === undefined ? null : collectStepOf(flow, id);
  if (value === 'directory') return turn.flows.phrases.texts.directoryPhone.source.trim();
  if (step?.slot === 'phone') return maskPhone(String(value));
  const ids = Array.isArray(value) ? value : [value];
  if (step !== null && step.options.length > 0) {
    return ids
      .map((one) => step.options.find((option) => option.id === one)?.text ?? plain(one as SlotValue))
      .join('、');
  }
  return plain(value);
}

function talkValue(turn: Turn, talk: Talk, name: string): string | null {
  const { community, now } = turn.context;
  switch (name) {
    case 'owner':
      return ownerWords(turn, talk);
    case 'words':
      return (talk.words ?? []).join('；');
    case 'place':
      return talk.visit?.place ?? talk.place ?? '';
    case 'matter':
      return talk.visit?.matter ?? talk.quote?.item ?? '';
    case 'date':
      return talk.visit?.date ?? '';
    case 'worker':
      return talk.visit?.worker ?? '';
    case 'ticket':
      return talk.visit?.number ?? talk.quote?.number ?? '';
    case 'amount':
      return talk.quote?.amount ?? '';
    case 'item':
      return talk.quote?.item ?? '';
    case 'accused':
      return talk.accused ?? '';
    case 'accusedDepartment':
      return departmentName(turn, talk);
    case 'finance':
      return community.staff.find((member) => member.roles.includes('finance'))?.name ?? '';
    case 'advice':
      return community.routing.topics[talk.topic ?? '']?.advice ?? '';
    case 'danger.advice':
      return community.routing.dangers[talk.danger ?? '']?.advice ?? '';
    case 'danger.phones':
      return dangerPhones(turn, talk);
    case 'photos':
      return talk.media === undefined || talk.media.length === 0 ? '' : String(talk.media.length);
    case 'known.phone':
      return turn.state.profile.phone === undefined ? '' : maskPhone(turn.state.profile.phone);
    case 'now':
      return String(now);
    default:
      return null;
  }
}

function ownerWords(turn: Turn, talk: Talk): string {
  const named = Object.entries(talk.slots).find(([id]) => {
    const flow = flowOf(turn, talk);
    return flow !== undefined && collectStepOf(flow, id)?.slot === 'person';
  });
  const name = named === undefined ? turn.state.profile.name : String(named[1]);
  if (name === undefined) return '您';
  const masked = maskName(name);
  return masked.includes('*') ? '您' : masked;
}

/** The department an apology names (篇1 4.7a): the accused one, else the one the topic is routed to. */
export function departmentName(turn: Turn, talk: Talk): string {
  const { departments, routing } = turn.context.community;
  const routed = routing.topics[talk.topic ?? '']?.department ?? routing.categories.投诉?.department;
  const words = talk.accusedDepartment ?? talk.accused;
  const id = (words === undefined ? undefined : findDepartment(turn, words)?.id) ?? routed;
  return departments.find((department) => department.id === id)?.name ?? '';
}

/** The department that words such as 保安 or 保洁阿姨 mean (`accused` of routing.yaml). */
export function findDepartment(turn: Turn, words: string): Department | null {
  const { departments, routing } = turn.context.community;
  const byName = departments.find((department) => words.includes(department.name) || department.id === words);
  if (byName !== undefined) return byName;
  const entry = Object.entries(routing.accused ?? {}).find(([, list]) => list.some((word) => words.includes(word)));
  return departments.find((department) => department.id === entry?.[0]) ?? null;
}

function dangerPhones(turn: Turn, talk: Talk): string {
  const { routing, phones } = turn.context.community;
  const names = turn.flows.phrases.phoneNames;
  const keys = routing.dangers[talk.danger ?? '']?.phones ?? [];
  return keys
    .filter((key) => phones[key] !== undefined)
    .map((key) => `${names[key] ?? ''}${phones[key]}`)
    .join('、');
}
