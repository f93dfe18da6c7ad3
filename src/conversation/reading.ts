import type { House } from '../language/index.ts';
import type { Category } from '../shared/index.ts';
import { defined } from '../shared/index.ts';
import type { Reporter } from '../tickets/index.ts';
import type { Facts, HouseMention, IntentKind, MessageRequest, Understanding } from '../understanding/index.ts';
import type { TimeSpan } from './state.ts';

/** One request inside a message. */
export interface Matter {
  /** The owner's words. */
  readonly text: string;
  readonly category: Category;
  /** False: ask which of `likely` is meant. */
  readonly sure: boolean;
  readonly likely: readonly Category[];
  readonly topic: string | null;
  readonly urgent: boolean;
  readonly house: House | null;
  readonly place: string | null;
  readonly accused: string | null;
  readonly accusedDepartment: string | null;
}

/** Everything a message says, as the engine needs it. */
export interface Reading {
  readonly text: string;
  readonly matters: readonly Matter[];
  readonly intents: ReadonlySet<IntentKind>;
  readonly choice: number | null;
  readonly danger: Understanding['danger'];
  readonly mood: Understanding['mood'];
  readonly house: House | null;
  readonly phone: string | null;
  readonly time: TimeSpan | null;
  readonly name: string | null;
  readonly relation: Reporter['relation'];
  readonly place: string | null;
  readonly money: string | null;
  readonly item: Facts['item'];
  readonly relayTo: string | null;
  readonly ticketNumber: string | null;
  readonly why: readonly string[];
}

const RELATION =
  /我是(?:这里的|这家的|这户的|[\dA-Za-z\-栋幢号楼单元室]{0,12}的?)?(租户|租客|租的|业主|户主|房东|家属|住户)/;
const RELATIONS: Readonly<Record<string, NonNullable<Reporter['relation']>>> = {
  租户: '租户',
  租客: '租户',
  租的: '租户',
  业主: '业主',
  户主: '业主',
  房东: '业主',
  家属: '家属',
  住户: '住户',
};
const NUMBER = /(?:[A-Z]{1,6}-)?(?:SH|BX|TS|FW|BY|JY|QT)\d{6}-\d{3,}/i;

const NONE: ReadonlySet<IntentKind> = new Set();
const single = new Map<IntentKind, ReadonlySet<IntentKind>>();

/** Most messages show no intent or one; these sets are made once. */
function intentsOf(u: Understanding): ReadonlySet<IntentKind> {
  const [first, second] = u.intents;
  if (first === undefined) return NONE;
  if (second !== undefined) return new Set(u.intents.map((intent) => intent.kind));
  const known = single.get(first.kind) ?? new Set([first.kind]);
  single.set(first.kind, known);
  return known;
}

/** What understanding found, in the engine's terms. */
export function readText(u: Understanding): Reading {
  const intents = intentsOf(u);
  const choice = u.intents.find((intent) => intent.kind === 'choice')?.value;
  const relay = u.intents.find((intent) => intent.kind === 'relay')?.value;
  const time = u.facts.times[0];
  const relation = u.text.includes('我是') ? RELATION.exec(u.text)?.[1] : undefined;
  return {
    text: u.text,
    matters: u.isRequest ? u.requests.map((matter) => readMatter(u, matter)) : [],
    intents,
    choice: typeof choice === 'number' ? choice : null,
    danger: u.danger,
    mood: u.mood,
    house: ownHouse(u.facts.houses),
    phone: u.facts.phones.at(-1) ?? null,
    time: time === undefined ? null : { from: time.from, to: time.to, text: time.text },
    name: u.facts.name,
    relation: relation === undefined ? null : defined(RELATIONS[relation]),
    place: placeOf(u.facts),
    money: u.facts.money.length === 0 ? null : String(u.facts.money[0]),
    item: u.facts.item,
    relayTo: typeof relay === 'string' ? relay : null,
    ticketNumber: u.text.includes('-') ? (NUMBER.exec(u.text)?.[0]?.toUpperCase() ?? null) : null,
    why: u.why,
  };
}

function readMatter(u: Understanding, matter: MessageRequest): Matter {
  const likely = matter.categories.filter(([, p]) => p >= 0.08).map(([category]) => category);
  return {
    text: matter.text,
    category: matter.category,
    sure: u.requests.length > 1 || !u.ask,
    likely: likely.slice(0, 3),
    topic: matter.topic,
    urgent: matter.urgent || (u.urgent && u.requests.length === 1),
    house: ownHouse(matter.facts.houses),
    place: placeOf(matter.facts),
    accused: matter.facts.accused,
    accusedDepartment: matter.facts.accusedDepartment,
  };
}

/** The writer's house: the last one that is not somebody else's. In a correction (是13栋不是3栋) the wrong one comes as `other`. */
function ownHouse(mentions: readonly HouseMention[]): House | null {
  const own = mentions.filter((mention) => mention.role === 'own');
  const rest = mentions.filter((mention) => mention.role === 'unclear');
  const best = own.at(-1) ?? rest.at(-1);
  if (best?.building == null) return null;
  return { building: best.building, unit: best.unit, room: best.room };
}

function placeOf(facts: Facts): string | null {
  const spot = facts.places[0];
  if (spot !== undefined) return spot;
  const house = facts.houses.find((mention) => mention.role === 'place');
  return house === undefined ? null : house.text;
}
