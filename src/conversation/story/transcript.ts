import { clockTime, isoDate } from '../../shared/index.ts';
import type { Shown } from './world.ts';

const WHO: Readonly<Record<Shown['who'], string>> = { owner: '业主', bot: '首问', note: '' };

/** A talk as it stood on the owner's phone, in Markdown. */
export function transcript(given: { title: string; screen: readonly Shown[]; timezone: string }): string {
  const { title, screen, timezone } = given;
  const lines: string[] = [`## ${title}`, ''];
  let day = '';
  for (const shown of screen) {
    const date = isoDate(shown.at, timezone);
    if (date !== day) lines.push(`**${date}**`, '');
    day = date;
    lines.push(...message(shown, clockTime(shown.at, timezone)), '');
  }
  return lines.join('\n');
}

function message({ who, text, items }: Shown, clock: string): string[] {
  if (who === 'note') return [`*${clock} ${text}*`];
  const words = text.split('\n').join('<br>');
  const taps = items === undefined ? '' : `<br>${items.map((item) => `［${item.text}］`).join(' ')}`;
  return [who === 'owner' ? `> **${WHO[who]}** ${clock}<br>${words}` : `**${WHO[who]}** ${clock}<br>${words}${taps}`];
}
