import type { House } from '../../language/index.ts';
import type { TicketDraft } from '../../tickets/index.ts';
import type { DoStep, Flow } from '../flow/types.ts';
import type { Talk, TimeSpan } from '../state.ts';
import { phoneOfHouse } from './known.ts';
import type { Turn } from './turn.ts';
import { slotText, stepOfKind } from './values.ts';

/** Slot kinds that have a field of their own in the draft; the rest goes into `details`. */
const OWN_FIELDS = new Set(['house', 'phone', 'person', 'photos']);

/** Everything the talk knows, as the ticket takes it. */
export function buildDraft(turn: Turn, given: { talk: Talk; flow: Flow; step: DoStep | null }): TicketDraft {
  const { talk, flow, step } = given;
  const { community } = turn.context;
  const house = (slotOf(talk, flow, 'house') as House | undefined) ?? null;
  const reporterHouse = house ?? turn.state.profile.houses?.at(0) ?? null;
  const words = (talk.words ?? []).filter((text) => text !== '');
  return {
    community: community.id,
    category: step?.category ?? talk.category ?? '其它',
    topic: step?.topic ?? talk.topic ?? null,
    urgent: talk.urgent === true || talk.danger !== undefined,
    danger: talk.danger ?? null,
    channel: '微信',
    words,
    summary: summarise(turn, talk),
    house,
    place: talk.place ?? null,
    reporter: {
      conversationId: null,
      name: (slotOf(talk, flow, 'person') as string | undefined) ?? turn.state.profile.name ?? null,
      phone: phoneFor(turn, { talk, flow, house: reporterHouse }),
      house: reporterHouse,
      relation: turn.state.profile.relation ?? null,
    },
    appointment: appointmentOf(talk, flow),
    media: talk.media ?? [],
    accused: talk.accused ?? null,
    accusedDepartment: talk.accusedDepartment ?? null,
    confidential: talk.confidential === true,
    details: detailsOf(turn, talk, flow),
    links: talk.links ?? [],
    why: talk.why ?? words.slice(0, 1),
    firstWordAt: talk.since,
  };
}

/** What the first question of a kind collected. */
export function slotOf(talk: Talk, flow: Flow, kind: Parameters<typeof stepOfKind>[1]) {
  const step = stepOfKind(flow, kind);
  return step === null ? undefined : talk.slots[step.id];
}

function phoneFor(turn: Turn, given: { talk: Talk; flow: Flow; house: House | null }): string | null {
  const said = slotOf(given.talk, given.flow, 'phone') as string | undefined;
  if (said !== undefined && said !== 'directory') return said;
  if (turn.state.profile.phone !== undefined) return turn.state.profile.phone;
  return given.house === null ? null : phoneOfHouse(turn, given.house);
}

/** When somebody is to come; the time at which a thing was lost or a fault began is none, and nobody is promised then. */
function appointmentOf(talk: Talk, flow: Flow): TicketDraft['appointment'] {
  const step = flow.steps.find((one) => one.kind === 'collect' && one.slot === 'time' && !one.told);
  const time = step === undefined ? undefined : (talk.slots[step.id] as TimeSpan | undefined);
  return time === undefined || flow.starts.categories.includes('投诉') ? null : time;
}

function detailsOf(turn: Turn, talk: Talk, flow: Flow): Record<string, string> {
  const details: Record<string, string> = {};
  for (const step of flow.steps) {
    const value = talk.slots[step.id];
    if (step.kind !== 'collect' || value === undefined || OWN_FIELDS.has(step.slot)) continue;
    details[step.id] = slotText(turn, { flow, id: step.id, value });
  }
  return details;
}

const NOISE =
  /^(你好|您好|喂|在吗|请问|麻烦|那个|师傅|物业(?!费|公司|管|服务|前台|中心)|管家(?!费)|[，,。！!？?\s~…啊呀哈])+/u;

/** One line for lists: the matter as the owner put it, without greeting, at most forty characters. */
export function summarise(turn: Turn, talk: Talk): string {
  const matter = talk.slots.matter;
  const text = typeof matter === 'string' ? matter : ((talk.words ?? [])[0] ?? '');
  const line = text.replace(/\s+/g, ' ').replace(NOISE, '').trim();
  const chars = [...line];
  if (chars.length === 0) return turn.flows.byId.get(talk.flow)?.name ?? '';
  return chars.length <= 40 ? line : `${chars.slice(0, 39).join('')}…`;
}
