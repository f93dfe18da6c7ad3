import { findChoice, findScore } from './intents/choice.ts';
import { ASKED_NO, ASKED_YES, FAULT, HURRY, INSIDE, TAIL, WHEN_COMING, WHOLE } from './intents/words.ts';
import { createPresence } from './text/presence.ts';
import type { Intent, IntentKind, UnderstandContext } from './types.ts';

const LIMIT = 2_000;
/** A longer message is no short answer. */
const SHORT = 30;
/** A longer message says more than yes or no; what it says is read as a matter. */
const ANSWER = 60;
const presence = createPresence(INSIDE.map((one) => one.needs));
const RELAY =
  /(?:(?:请|麻烦|帮(?:我|忙))?(?:转告|转达|带(?:个|句)?话给?|捎(?:个|句)?话给?)(?:一下|给)?(?:你们|工程部的?|客服的?)?|(?:请|麻烦|帮(?:我|忙))(?:跟|和|告诉|通知)(?:一下)?)(?<who>[\u4e00-\u9fff]{1,6}?(?:师傅|经理|管家|先生|女士|主管|阿姨|老师|队长|主任|工))(?=[^\u4e00-\u9fff]|一?声|说|讲|,|$|[\u4e00-\u9fff])/;
const RELAY_MARK = /[转带捎告跟和通]/;

/**
 * What the writer wants besides handing in a matter. What was asked last decides about short and ambiguous words: 挺好的 is a yes in a survey
 * and nothing elsewhere. `text` is normalised; its first 2,000 characters are read.
 */
export function findIntents(text: string, context: UnderstandContext): Intent[] {
  const read = (text.length > LIMIT ? text.slice(0, LIMIT) : text).trim();
  const intents = [findChoice(read, context), findScore(read, context)].filter((intent) => intent !== null);
  if (read.length <= SHORT) intents.push(...findWhole(read, context));
  intents.push(...findInside(read));
  const said = (kind: IntentKind) => intents.some((intent) => intent.kind === kind);
  if (!said('progress') && WHEN_COMING.test(read) && !FAULT.test(read)) intents.push({ kind: 'progress', text: read });
  if (!said('urge') && HURRY.test(read) && !FAULT.test(read)) intents.push({ kind: 'urge', text: read });
  const answer = answered(read, context);
  if (answer !== null) return [...intents.filter(({ kind }) => kind !== 'yes' && kind !== 'no'), answer];
  return intents;
}

function findWhole(text: string, context: UnderstandContext): Intent[] {
  const bare = text.replace(TAIL, '');
  const kinds = WHOLE.filter(([kind, words]) => (words.test(bare) || words.test(text)) && fits(kind, context)).map(
    ([kind]) => kind,
  );
  return kinds.map((kind) => ({ kind, text }));
}

/** 没有 and 不知道 pass over a question only when one is open; 在 is a greeting only when none is. */
function fits(kind: IntentKind, { awaiting }: UnderstandContext): boolean {
  const open = awaiting !== undefined && awaiting !== null;
  if (kind === 'skip') return open && awaiting !== 'yes-no' && awaiting !== 'score';
  return kind !== 'greeting' || awaiting !== 'yes-no';
}

function findInside(text: string): Intent[] {
  const present = presence(text);
  const found = INSIDE.flatMap(({ kind, words }, at): Intent[] => {
    const match = (present & (1 << at)) === 0 ? null : words.exec(text);
    return match === null ? [] : [{ kind, text: match[0] }];
  });
  const relay = RELAY_MARK.test(text) ? RELAY.exec(text) : null;
  const who = relay?.groups?.who;
  return who === undefined ? found : [...found, { kind: 'relay', text: relay![0], value: who }];
}

/** Yes or no in a sentence, when that was asked. */
function answered(text: string, { awaiting }: UnderstandContext): Intent | null {
  if (awaiting !== 'yes-no' || text.length > ANSWER) return null;
  const bare = text.replace(TAIL, '');
  const whole = WHOLE.find(([kind, words]) => (kind === 'yes' || kind === 'no') && words.test(bare));
  if (whole !== undefined) return { kind: whole[0], text };
  const positive = text.replace(
    /没(?:有)?(?:什么|啥|任何)?(?:问题|毛病|异常|事)|不(?:漏|堵|滴|渗|响|停|跳|反|臭)了|没(?:有)?再|不错|没错/g,
    (words) => '好'.repeat(words.length),
  );
  if (ASKED_NO.test(positive)) return { kind: 'no', text };
  return ASKED_YES.test(text) ? { kind: 'yes', text } : null;
}
