import type { Channel } from '../../tickets/draft.ts';
import type { DeskCommand } from '../command.ts';
import { cut, type Folded, trimmed } from '../folded.ts';
import { type CommandSpec, spec } from './spec.ts';
import { writeWith } from './work-commands.ts';

type Of<K extends DeskCommand['kind']> = Extract<DeskCommand, { kind: K }>;

/** Channels a member logs for (R40) and the words for them. 微信 has a conversation of its own. */
const CHANNELS: readonly (readonly [Channel, RegExp])[] = [
  ['来电', /^(?:来电|电话|致电)/],
  ['来访', /^(?:来访|上门|现场|当面)/],
  ['电子信箱', /^(?:电子信箱|信箱)/],
  ['邮件', /^(?:邮件|电邮|EMAIL)/],
  ['信函', /^(?:信函|来信|书信)/],
  ['代录', /^(?:代录|微信)/],
];

function readRegister(rest: Folded, word: string): Of<'register'> {
  const named = CHANNELS.find(([channel]) => word.startsWith(channel))?.[0];
  if (named !== undefined) return { kind: 'register', channel: named, text: rest.raw };
  for (const [channel, pattern] of CHANNELS) {
    const match = pattern.exec(rest.plain);
    if (match !== null) return { kind: 'register', channel, text: trimmed(cut(rest, match[0].length)).raw };
  }
  return { kind: 'register', channel: null, text: rest.raw };
}

const nothingBehind = (rest: Folded) => /^[了啦。!！\s]*$/.test(rest.plain);

/** Logging for an owner, rain, the shift book, and which community is meant. */
export const deskCommands: readonly CommandSpec[] = [
  spec<Of<'register'>>({
    kind: 'register',
    words: ['登记', '代登记', '录单', '代录', '来电登记', '来访登记'],
    usage: '登记 来电|来访|邮件|信函 房号 称呼 电话 内容',
    read: readRegister,
    write: (command) => writeWith('登记', null, command.channel, command.text),
  }),
  spec<Of<'rain'>>({
    kind: 'rain',
    words: ['下雨', '下雨了', '今天下雨', '外面下雨', '开始下雨', '下大雨', '雨天'],
    usage: '下雨',
    bare: true,
    read: (rest) => (nothingBehind(rest) ? { kind: 'rain' } : null),
    write: () => '下雨',
  }),
  spec<Of<'shift-over'>>({
    kind: 'shift-over',
    words: ['交班'],
    usage: '交班',
    bare: true,
    read: (rest) => (nothingBehind(rest) ? { kind: 'shift-over' } : null),
    write: () => '交班',
  }),
  spec<Of<'shift-note'>>({
    kind: 'shift-note',
    words: ['交班', '交班记录', '交班簿', '值班记录'],
    usage: '交班 要交代的事',
    read: (rest) => ({ kind: 'shift-note', text: rest.raw }),
    write: (command) => writeWith('交班', null, command.text),
  }),
  spec<Of<'shift-take'>>({
    kind: 'shift-take',
    words: ['接班', '接班签字', '我接班'],
    usage: '接班',
    bare: true,
    read: (rest) => (nothingBehind(rest) ? { kind: 'shift-take' } : null),
    write: () => '接班',
  }),
  spec<Of<'switch'>>({
    kind: 'switch',
    words: ['切换', '切换小区', '小区'],
    usage: '切换 小区名',
    read: (rest) => ({ kind: 'switch', text: rest.raw }),
    write: (command) => writeWith('切换', null, command.text),
  }),
];
