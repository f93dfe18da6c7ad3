import { now, store } from './store.js';

const formats = new Map();

function format(name, options) {
  const timeZone = store.world?.timezone ?? 'Asia/Shanghai';
  const key = `${name} ${timeZone}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat('zh-CN', { timeZone, hourCycle: 'h23', ...options }));
  return formats.get(key);
}

const day = (at) => format('day', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
const clock = (at) => format('clock', { hour: '2-digit', minute: '2-digit' }).format(at);

/** `09:32` today, else `11月24日 09:32`. */
export function shortTime(at) {
  if (day(at) === day(now())) return clock(at);
  return `${format('date', { month: 'long', day: 'numeric' }).format(at)} ${clock(at)}`;
}

/** `11月24日 周二 09:32` */
export function longTime(at) {
  return `${format('long', { month: 'long', day: 'numeric', weekday: 'short' }).format(at)} ${clock(at)}`;
}

/** `47小时59分`, `12分钟`, `不到1分钟` */
export function duration(ms) {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return '不到1分钟';
  if (minutes < 60) return `${minutes}分钟`;
  return `${Math.floor(minutes / 60)}小时${minutes % 60}分`;
}
