import { parseDuration } from '../../shared/index.ts';
import type { StoryLine } from './schema.ts';
import type { Item, World } from './world.ts';

/** Plays a line of a story that is no expectation: what the owner, the clock or somebody else does. */
export function actLine(world: World, line: StoryLine, problems: string[]): void {
  if ('owner' in line) world.say(...line.owner);
  else if ('tap' in line) tap(world, line.tap, problems);
  else if ('oldtap' in line) tap(world, line.oldtap, problems);
  else if ('photo' in line) world.media('image', line.photo);
  else if ('voice' in line) world.media('voice', line.voice);
  else if ('video' in line) world.media('video', line.video);
  else if ('wait' in line) world.wait(parseDuration(line.wait));
  else actOther(world, line);
}

function actOther(world: World, line: StoryLine): void {
  const at = world.now;
  const part = (type: string, text: string) => {
    world.sinceOwner = 0;
    world.screen.push({ who: 'owner', at, text: `（${type}）${text}` });
    world.send({ kind: 'messages', parts: [{ kind: 'other', id: `o${at}`, at, type, text }] });
  };
  if ('sticker' in line) part('sticker', '');
  else if ('link' in line) part('link', line.link);
  else if ('forwarded' in line) part('merged_msg', line.forwarded);
  else if ('location' in line) {
    world.sinceOwner = 0;
    world.screen.push({ who: 'owner', at, text: `（位置）${line.location}` });
    world.send({ kind: 'messages', parts: [{ kind: 'location', id: `l${at}`, at, name: line.location, address: '' }] });
  } else if ('recall' in line) {
    world.screen.push({ who: 'note', at, text: '（业主撤回了照片）' });
    const id = [world.state, ...world.state.talks].flatMap((holder) => holder.mediaIds ?? []).at(-1);
    world.send({ kind: 'recalled', messageId: id ?? 'none' });
  } else if ('together' in line) together(world, line.together);
  else if ('enter' in line) world.send({ kind: 'enter', welcomeCode: line.enter, scene: null, sceneParam: null });
  else if ('session' in line) {
    const change = typeof line.session === 'string' ? line.session : 'taken';
    const member = typeof line.session === 'string' ? 'he.jiedai' : line.session.taken;
    world.screen.push({ who: 'note', at, text: change === 'ended' ? '（人工接待结束）' : '（同事接入）' });
    world.send({ kind: 'session', change, servicer: change === 'ended' ? null : member, code: 'code' });
  } else if ('visit' in line) {
    const { id, reminder, ...rest } = line.visit;
    world.screen.push({ who: 'note', at, text: '（回访）' });
    const ticketId = world.tickets[0]?.id ?? 'k1';
    const number = world.tickets[0]?.number ?? 'BX261120-001';
    world.send({ kind: 'visit', visit: { ...rest, visitId: id, ticketId, number, ...(reminder ? { reminder } : {}) } });
  } else if ('quote' in line) {
    world.screen.push({ who: 'note', at, text: '（师傅报价）' });
    const ticket = world.tickets[0];
    world.send({
      kind: 'quote',
      ticketId: ticket?.id ?? 'k1',
      number: ticket?.number ?? 'BX261120-001',
      quoteId: 'quote1',
      ...line.quote,
    });
  } else if ('flowchange' in line) {
    const talk = world.state.talks[0];
    if (talk !== undefined) talk.version = 0;
  }
}

type Together = Extract<StoryLine, { together: unknown }>['together'];

function together(world: World, lines: Together): void {
  world.sinceOwner = 0;
  const at = world.now;
  for (const line of lines) world.screen.push({ who: 'owner', at, text: 'owner' in line ? line.owner : '（照片）' });
  world.send({
    kind: 'messages',
    parts: lines.map((line, index) =>
      'owner' in line
        ? { kind: 'text', id: `b${at}${index}`, at, text: line.owner }
        : { kind: 'media', id: `b${at}${index}`, at, media: { file: `b${index}.jpg`, type: 'image' } },
    ),
  });
}

function tap(world: World, text: string, problems: string[]): void {
  const items: Item[] = world.screen.flatMap((shown) => shown.items ?? []);
  const item = items.findLast((one) => one.text === text || one.text.startsWith(text));
  if (item === undefined)
    problems.push(`no menu offers "${text}"; there were ${items.map((one) => one.text).join(' | ')}`);
  else world.tap(item);
}
