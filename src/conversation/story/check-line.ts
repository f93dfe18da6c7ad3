import { forbiddenWords } from '../flow/lint/words.ts';
import type { DialogueOutput } from '../types.ts';
import { readHouse } from './read-house.ts';
import type { StoryLine } from './schema.ts';
import type { Shown, World } from './world.ts';

/** What holds for every turn of every story: no forbidden word, no empty or unfilled text, the budget. */
export function alwaysHolds(world: World, from: number): string[] {
  const problems: string[] = [];
  const said = world.screen.slice(from).filter((shown) => shown.who === 'bot');
  for (const { text, items } of said) {
    for (const [word] of forbiddenWords(text)) problems.push(`says the forbidden word ${word}: ${text}`);
    if (text.trim() === '' && items === undefined) problems.push('says nothing');
    if (/\{\w+\}|undefined|null/.test(text)) problems.push(`has an unfilled place: ${text}`);
  }
  if (world.sinceOwner > 4) problems.push(`${world.sinceOwner} messages since the owner's last one`);
  return problems;
}

/** What an expectation of a story finds missing. */
export function checkLine(world: World, line: StoryLine, said: readonly Shown[]): string[] {
  const words = said.map((shown) => shown.text).join('\n');
  if ('quiet' in line) return said.length === 0 ? [] : [`should be quiet but says: ${words}`];
  if ('bot' in line) return checkBot(world, line.bot, said);
  if ('does' in line) return checkDoes(world.effects, line.does);
  if ('state' in line) {
    return Object.entries(line.state).flatMap(([path, wanted]) => {
      const actual = path
        .split('.')
        .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], world.state);
      return fits(actual, wanted) ? [] : [`state ${path} is ${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`];
    });
  }
  return [];
}

function checkBot(world: World, wanted: Extract<StoryLine, { bot: unknown }>['bot'], said: readonly Shown[]): string[] {
  const words = said.map((shown) => shown.text).join('\n');
  const taps = said.flatMap((shown) => shown.items ?? []).map((item) => item.text);
  const problems = [
    ...wanted.says.filter((piece) => !words.includes(piece)).map((piece) => `should say "${piece}" but says: ${words}`),
    ...wanted.never
      .filter((piece) => words.includes(piece))
      .map((piece) => `should not say "${piece}" but says: ${words}`),
    ...wanted.offers
      .filter((piece) => !taps.some((tap) => tap.includes(piece)))
      .map((piece) => `should offer "${piece}" but offers ${taps.join(' | ')}`),
  ];
  const { question, talks } = world.state;
  const open = question !== undefined ? `question.${question.kind}` : `${talks[0]?.flow}.${talks[0]?.asked}`;
  if (wanted.asks !== undefined && wanted.asks !== open)
    problems.push(`should ask ${wanted.asks} but asks ${open}: ${words}`);
  if (wanted.messages !== undefined && wanted.messages !== said.length)
    problems.push(`should send ${wanted.messages} messages but sends ${said.length}`);
  return problems;
}

function checkDoes(
  effects: readonly DialogueOutput[],
  wanted: 'nothing' | Record<string, Record<string, unknown> | null>,
): string[] {
  const done = effects.filter((effect) => effect.kind !== 'say');
  const names = done.map((effect) => effect.kind).join(', ');
  if (wanted === 'nothing') return done.length === 0 ? [] : [`should do nothing but does ${names}`];
  return Object.entries(wanted).flatMap(([kind, fields]) => {
    const same = done.filter((effect) => effect.kind === kind);
    if (same.length === 0) return [`should do ${kind} but does ${names === '' ? 'nothing' : names}`];
    const views = same.map(
      (effect) => ('draft' in effect ? { ...effect, ...effect.draft } : effect) as Record<string, unknown>,
    );
    const good = views.some((view) =>
      Object.entries(fields ?? {}).every(([key, value]) => fits(dig(view, key), value)),
    );
    return good ? [] : [`${kind} does not fit ${JSON.stringify(fields)}: ${JSON.stringify(views)}`];
  });
}

function dig(view: Record<string, unknown>, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], view);
}

/** Texts fit when they contain the wanted piece; lists when one of theirs does; houses by `3栋2单元1701`; `null` when missing. */
function fits(actual: unknown, wanted: unknown): boolean {
  if (wanted === null) return actual === null || actual === undefined;
  if (typeof actual === 'object' && actual !== null && 'building' in actual && typeof wanted === 'string') {
    return JSON.stringify(actual) === JSON.stringify(readHouse(wanted));
  }
  if (Array.isArray(actual)) {
    if (typeof wanted === 'number') return actual.length === wanted;
    const list = Array.isArray(wanted) ? wanted : [wanted];
    return list.every((one) => actual.some((value) => fits(value, one)));
  }
  if (typeof actual === 'string' && typeof wanted === 'string') return actual.includes(wanted);
  if (typeof actual === 'boolean' && typeof wanted === 'string') return (wanted === 'yes') === actual;
  return String(actual) === String(wanted);
}
