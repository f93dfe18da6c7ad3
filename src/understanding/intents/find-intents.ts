/** Finds what the writer wants besides making a request: greetings, answers, commands. */
import { createCharacterPresence } from '../text/character-presence.ts';
import type { Intent, IntentKind, UnderstandContext } from '../types.ts';
import { findChoice, findScore } from './find-choice.ts';
import { ASKED_NO, ASKED_YES, FAULT, HURRY, INSIDE, WHEN_COMING, WHOLE, withoutTail } from './intent-patterns.ts';

const MAX_CHARACTERS = 2_000;
/** Longer messages are no bare intent. */
const MAX_BARE = 30;
/** Longer messages say more than yes or no: they are read as a request. */
const MAX_ANSWER = 60;
const presence = createCharacterPresence(INSIDE.map((one) => one.needs));
const RELAY =
  /(?:(?:请|麻烦|帮(?:我|忙))?(?:转告|转达|带(?:个|句)?话给?|捎(?:个|句)?话给?)(?:一下|给)?(?:你们|工程部的?|客服的?)?|(?:请|麻烦|帮(?:我|忙))(?:跟|和|告诉|通知)(?:一下)?)(?<who>[\u4e00-\u9fff]{1,6}?(?:师傅|经理|管家|先生|女士|主管|阿姨|老师|队长|主任|工))(?=[^\u4e00-\u9fff]|一?声|说|讲|,|$|[\u4e00-\u9fff])/;
const RELAY_MARK = /[转带捎告跟和通]/;

/**
 * What the writer wants besides making a request. What was asked last decides about short and ambiguous words: 挺好的 is a yes in a survey
 * and nothing elsewhere. `text` is normalised; its first 2,000 characters are read.
 */
export function findIntents(text: string, context: UnderstandContext): Intent[] {
  const read = (text.length > MAX_CHARACTERS ? text.slice(0, MAX_CHARACTERS) : text).trim();
  const intents: Intent[] = [];
  add(intents, findChoice(read, context));
  add(intents, findScore(read, context));
  if (read.length <= MAX_BARE) addBare(intents, read, context);
  addInside(intents, read);
  if (WHEN_COMING.test(read) && !holds(intents, 'progress') && !FAULT.test(read))
    add(intents, { kind: 'progress', text: read });
  if (HURRY.test(read) && !holds(intents, 'urge') && !FAULT.test(read)) add(intents, { kind: 'urge', text: read });
  const answer = answered(read, context);
  if (answer === null) return intents;
  return [...intents.filter(({ kind }) => kind !== 'yes' && kind !== 'no'), answer];
}

function add(intents: Intent[], intent: Intent | null): void {
  if (intent !== null) intents.push(intent);
}

function holds(intents: readonly Intent[], kind: IntentKind): boolean {
  return intents.some((intent) => intent.kind === kind);
}

/** Intents that are all of the message. */
function addBare(intents: Intent[], text: string, context: UnderstandContext): void {
  const bare = withoutTail(text);
  for (const [kind, words] of WHOLE) {
    const said = words.test(bare) || (bare !== text && words.test(text));
    if (said && fits(kind, context)) intents.push({ kind, text });
  }
}

/** 没有 and 不知道 pass over a question only when one is open; 在 is a greeting only when none is. */
function fits(kind: IntentKind, { awaiting }: UnderstandContext): boolean {
  const open = awaiting !== undefined && awaiting !== null;
  if (kind === 'skip') return open && awaiting !== 'yes-no' && awaiting !== 'score';
  return kind !== 'greeting' || awaiting !== 'yes-no';
}

/** Intents somewhere in the message. */
function addInside(intents: Intent[], text: string): void {
  const present = presence(text);
  for (let at = 0; present >> at !== 0; at += 1) {
    if ((present & (1 << at)) === 0) continue;
    const intent = INSIDE[at];
    const match = intent?.words.exec(text);
    if (intent !== undefined && match != null) intents.push({ kind: intent.kind, text: match[0] });
  }
  const relay = RELAY_MARK.test(text) ? RELAY.exec(text) : null;
  const recipient = relay?.groups?.who;
  if (relay !== null && recipient !== undefined) intents.push({ kind: 'relay', text: relay[0], value: recipient });
}

/** Yes or no in a sentence, when that was asked. */
function answered(text: string, { awaiting }: UnderstandContext): Intent | null {
  if (awaiting !== 'yes-no' || text.length > MAX_ANSWER) return null;
  const bare = withoutTail(text);
  const whole = WHOLE.find(([kind, words]) => (kind === 'yes' || kind === 'no') && words.test(bare));
  if (whole !== undefined) return { kind: whole[0], text };
  const positive = text.replace(
    /没(?:有)?(?:什么|啥|任何)?(?:问题|毛病|异常|事)|不(?:漏|堵|滴|渗|响|停|跳|反|臭)了|没(?:有)?再|不错|没错/g,
    (words) => '好'.repeat(words.length),
  );
  if (ASKED_NO.test(positive)) return { kind: 'no', text };
  return ASKED_YES.test(text) ? { kind: 'yes', text } : null;
}
