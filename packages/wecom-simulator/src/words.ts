import { readFileSync } from 'node:fs';
import type { Json } from './types.ts';

/** What people read on the page and in chats, from `words.json`. */
interface Words {
  /** How a question to the 智能机器人 begins in a group. */
  readonly botMention: string;
  readonly fileTooLarge: string;
  readonly unknownOwner: string;
  readonly menuGone: string;
  readonly clockIsFixed: string;
  readonly textFile: { readonly name: string; readonly content: string };
  /** Bodies of sample messages by type. */
  readonly messages: Readonly<Record<string, Json>>;
}

/** The words of the simulator. */
export const words = JSON.parse(readFileSync(new URL('../words.json', import.meta.url), 'utf8')) as Words;
