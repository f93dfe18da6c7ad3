import { defined, fromZoned, parseDuration } from '../../shared/index.ts';
import type { Community } from '../community.ts';
import type { Flows } from '../flow/types.ts';
import type { OwnerTicket, StepContext } from '../types.ts';
import { actLine } from './act-line.ts';
import { alwaysHolds, checkLine } from './check-line.ts';
import { hearing } from './hearing.ts';
import { readHouse } from './read-house.ts';
import type { Story, StoryLine } from './schema.ts';
import { createWorld, type Shown, type World } from './world.ts';

/** How a story went. */
export interface StoryResult {
  readonly name: string;
  /** Empty when all is well; else what was expected and what came, with the line of the talk (1 = first). */
  readonly problems: readonly string[];
  readonly marks: ReadonlySet<string>;
  readonly screen: readonly Shown[];
  /** Messages the owner wrote until the first ticket was open; null when none was opened. */
  readonly ownerMessages: number | null;
}

/** What stories are played against. */
export interface StorySetting {
  readonly community: Community;
  readonly flows: Flows;
  readonly understand: StepContext['understand'];
}

/** Between two messages of an owner: people type. */
const PACE = 20_000;

/** Plays one story and checks every expectation in it. */
export function runStory(story: Story, setting: StorySetting): StoryResult {
  const marks = new Set<string>();
  const world = createWorld({
    ...setting,
    understand: hearing(story.hears, setting.understand),
    now: readWall(story.at, setting.community.timezone),
    trace: (mark) => marks.add(mark),
  });
  prepare(world, story, setting.community);
  const problems: string[] = [];
  let from = 0;
  let ownerMessages = 0;
  let untilTicket: number | null = null;
  for (const [index, line] of story.talk.entries()) {
    const expects = 'bot' in line || 'does' in line || 'state' in line || 'quiet' in line;
    if (!expects) {
      from = world.screen.length;
      if (speaks(line)) {
        if (ownerMessages > 0) world.wait(PACE);
        ownerMessages += 1;
      }
      const before = world.all.length;
      actLine(world, line, problems);
      const opened = world.all
        .slice(before)
        .some((effect) => effect.kind === 'open-ticket' && effect.draft.settled === undefined);
      if (opened) untilTicket ??= ownerMessages;
      problems.push(...alwaysHolds(world, from).map((problem) => `line ${index + 1}: ${problem}`));
      continue;
    }
    const said = world.screen.slice(from).filter((shown) => shown.who === 'bot');
    problems.push(...checkLine(world, line, said).map((problem) => `line ${index + 1}: ${problem}`));
  }
  return { name: story.story, problems, marks, screen: world.screen, ownerMessages: untilTicket };
}

function speaks(line: StoryLine): boolean {
  return !(
    'wait' in line ||
    'visit' in line ||
    'quote' in line ||
    'session' in line ||
    'enter' in line ||
    'recall' in line ||
    'flowchange' in line
  );
}

function readWall(at: string, timezone: string): number {
  const [year, month, day, hour, minute] = at.split(/[- :]/).map(Number);
  return fromZoned(
    { year: defined(year), month: defined(month), day: defined(day), hour: defined(hour), minute: defined(minute) },
    timezone,
  );
}

function prepare(world: World, story: Story, community: Community): void {
  const { house, phone, name, met } = story.knows;
  const { profile } = world.state;
  if (house !== undefined) profile.houses = [readHouse(house)];
  if (phone !== undefined) profile.phone = phone;
  if (name !== undefined) profile.name = name;
  if (met) {
    profile.privacy = { version: community.privacy.version, at: world.now };
    world.state.greetedAt = world.now;
    world.state.lastOwnerAt = world.now - 1_000;
  }
  for (const given of story.tickets) {
    const ticket: OwnerTicket = {
      id: `old${given.number.replace(/\W/g, '')}`,
      number: given.number,
      category: given.category,
      topic: given.topic,
      summary: given.summary,
      house: given.house === null ? null : readHouse(given.house),
      stateText: given.state,
      open: given.open,
      openedAt: world.now - parseDuration(given.ago),
      promisedAt: given.promised === null ? null : world.now + parseDuration(given.promised),
      worker: null,
      lastStep: given.step,
    };
    world.tickets.push(ticket);
  }
}
