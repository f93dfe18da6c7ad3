import type { SimulatorState } from '../simulator-state.ts';
import type { Json } from '../types.ts';
import { asList, asObject, asText, bytesOf, cutText } from '../values.ts';
import { ApiError, must } from './answer.ts';

const within = (value: unknown, limit: number, name: string) =>
  must(bytesOf(asText(value)) <= limit, 40058, `${name} exceed max length ${limit}`);

const between = (value: unknown, limit: number, name: string) => {
  must(asText(value) !== '', 40058, `${name} missing`);
  within(value, limit, name);
};

function checkMenuItem(item: Json): void {
  const type = asText(item.type);
  const part = asObject(item[type]);
  if (type === 'click') {
    if (part.id !== undefined) between(part.id, 128, 'click.id');
    between(part.content, 128, 'click.content');
  } else if (type === 'view') {
    between(part.url, 2048, 'view.url');
    between(part.content, 1024, 'view.content');
  } else if (type === 'miniprogram') {
    between(part.appid, 32, 'miniprogram.appid');
    between(part.pagepath, 1024, 'miniprogram.pagepath');
    between(part.content, 1024, 'miniprogram.content');
  } else if (type === 'text') {
    between(part.content, 256, 'text.content');
  } else {
    throw new ApiError(95009, 'invalid menu item type');
  }
}

function checkMenu(menu: Json, maxItems: number): void {
  within(menu.head_content, 1024, 'head_content');
  within(menu.tail_content, 1024, 'tail_content');
  const items = asList(menu.list).map(asObject);
  const tappable = items.filter((item) => item.type !== 'text').length;
  must(items.length <= maxItems && tappable <= 10, 95008, 'too many menu items');
  must(
    items.length > 0 || asText(menu.head_content) !== '' || asText(menu.tail_content) !== '',
    40058,
    'empty msgmenu',
  );
  items.forEach(checkMenuItem);
}

function checkLink(sim: SimulatorState, link: Json): void {
  between(link.title, 128, 'link.title');
  within(link.desc, 512, 'link.desc');
  between(link.url, 2048, 'link.url');
  must(sim.media.find(asText(link.thumb_media_id)) !== undefined, 40007, 'invalid thumb_media_id');
}

/**
 * The body of a kf message as the owner gets it: checked, and a long text cut (wecom-api.md 3.4).
 * `onEvent` is the narrower choice of `send_msg_on_event` (wecom-api.md 3.5). Throws ApiError 40008, 40007, 40058, 44004, 95008, 95009.
 */
export function acceptKfBody(sim: SimulatorState, request: Json, { onEvent }: { onEvent: boolean }): Json {
  const type = asText(request.msgtype);
  const body = asObject(request[type]);
  switch (type) {
    case 'text':
      must(asText(body.content) !== '', 44004, 'empty content');
      return { ...body, content: cutText(asText(body.content), 2048) };
    case 'msgmenu':
      checkMenu(body, onEvent ? 10 : 50);
      return body;
    case 'image':
    case 'voice':
    case 'video':
    case 'file': {
      const media = sim.media.find(asText(body.media_id));
      must(media?.type === type && media.owner === null, 40007, 'invalid media_id');
      return body;
    }
    case 'link':
      checkLink(sim, body);
      return body;
    case 'location':
      must(
        typeof body.latitude === 'number' && typeof body.longitude === 'number',
        40058,
        'latitude, longitude missing',
      );
      return body;
    case 'miniprogram':
      between(body.appid, 32, 'appid');
      within(body.title, 64, 'title');
      must(sim.media.find(asText(body.thumb_media_id)) !== undefined, 40007, 'invalid thumb_media_id');
      return body;
    case 'ca_link':
      between(body.link_url, 2048, 'link_url');
      return body;
    default:
      throw new ApiError(40008, 'invalid msgtype');
  }
}
