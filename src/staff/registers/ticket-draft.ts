import type { House } from '../../language/house.ts';
import { maskText } from '../../language/mask.ts';
import type { Category } from '../../shared/category.ts';
import type { TicketDraft } from '../../tickets/draft.ts';
import type { HouseMention, Understand, Understanding } from '../../understanding/index.ts';
import type { CommandOf } from '../commands/command.ts';
import { type RegistrationLine, readRegistration, saysSettled, UNNAMED_CHANNEL } from '../reading/registration-line.ts';

/** What making a draft needs. `now` in epoch ms. */
export interface DraftContext {
  readonly community: { readonly id: string; readonly timezone: string };
  readonly understand: Understand;
  readonly now: number;
}

const SUMMARY_LENGTH = 40;
const WITH_APPOINTMENT: readonly Category[] = ['售后', '报修', '服务'];

function houseOf(mentions: readonly HouseMention[]): House | null {
  for (const { role, building, unit, room } of mentions) {
    if (role !== 'other' && building !== null) return { building, unit, room };
  }
  return null;
}

function summarise(text: string): string {
  const letters = [...maskText(text.replace(/\s+/g, ' ').trim())];
  return letters.length <= SUMMARY_LENGTH ? letters.join('') : `${letters.slice(0, SUMMARY_LENGTH - 1).join('')}…`;
}

function details({ facts }: Understanding): Record<string, string> {
  const { item, since } = facts;
  return {
    ...(since === null ? {} : { since }),
    ...(item === null ? {} : { item: item.name, features: item.features.join('、') }),
  };
}

function appointmentIn({ facts }: Understanding, category: Category, now: number): TicketDraft['appointment'] {
  const [time] = facts.times;
  if (time === undefined || time.to <= now || !WITH_APPOINTMENT.includes(category)) return null;
  return { from: time.from, to: time.to, text: time.text };
}

/** The person the ticket is for. A phone or name before the request wins over one inside it. */
function reporterOf({ name, phone }: RegistrationLine, { facts }: Understanding, house: House | null) {
  return {
    conversationId: null,
    name: name ?? facts.name,
    phone: phone ?? facts.phones[0] ?? null,
    house,
    relation: null,
  };
}

/** The draft of what a member logged for an owner; null when there is no request in it. Pure. */
export function draftFrom(
  command: CommandOf<'register'>,
  { community, understand, now }: DraftContext,
): TicketDraft | null {
  const line = readRegistration(command.text);
  const { content } = line;
  if (content === '') return null;
  const read = understand(content, { now, timezone: community.timezone });
  const { facts } = read;
  const house = line.house ?? houseOf(facts.houses);
  const category = line.category ?? read.category;
  return {
    community: community.id,
    category,
    topic: topicFor(category, read),
    urgent: read.urgent,
    danger: read.danger.level === 'yes' ? read.danger.kind : null,
    channel: command.channel ?? UNNAMED_CHANNEL,
    words: [content],
    summary: summarise(content),
    house,
    place: facts.places[0] ?? null,
    reporter: reporterOf(line, read, house),
    appointment: appointmentIn(read, category, now),
    media: [],
    accused: facts.accused,
    accusedDepartment: facts.accusedDepartment,
    confidential: read.intents.some(({ kind }) => kind === 'confidential'),
    details: details(read),
    links: [],
    why: read.why,
    firstWordAt: now,
    ...(category === '其它' && saysSettled(content) ? { settled: content } : {}),
  };
}

/** The topic of the request, when it belongs to the category that the member named. */
function topicFor(category: Category, read: Understanding): string | null {
  if (category === read.category) return read.topic;
  return read.requests.find((request) => request.category === category)?.topic ?? null;
}
