import type { Json } from './types.ts';
import { asList, asObject, asText } from './values.ts';

const lines = (...parts: unknown[]): string =>
  parts
    .flat()
    .map((part) => asText(part))
    .filter((part) => part !== '')
    .join('\n');

function readableCard(card: Json): string {
  const pairs = asList(card.horizontal_content_list).map(asObject);
  const buttons = asList(card.button_list).map(asObject);
  const title = (value: unknown) => [asObject(value).title, asObject(value).desc];
  return lines(
    asObject(card.source).desc,
    title(card.main_title),
    title(card.emphasis_content),
    [asObject(card.quote_area).title, asObject(card.quote_area).quote_text],
    card.sub_title_text,
    asList(card.vertical_content_list).flatMap(title),
    pairs.map((pair) => `${asText(pair.keyname)}：${asText(pair.value)}`),
    asList(card.jump_list).map((jump) => asObject(jump).title),
    buttons.map((button) => `[${asText(button.text)}]`),
    card.replace_text,
  );
}

function readableMenu(menu: Json): string {
  const items = asList(menu.list).map(asObject);
  return lines(
    menu.head_content,
    items.map((item) => asObject(item[asText(item.type)]).content),
    menu.tail_content,
  );
}

/** Everything a person can read in a message, as plain text; media are named in brackets. */
export function readable(msgtype: string, body: Json): string {
  switch (msgtype) {
    case 'text':
    case 'markdown':
    case 'markdown_v2':
      return asText(body.content);
    case 'msgmenu':
      return readableMenu(body);
    case 'template_card':
      return readableCard(body);
    case 'textcard':
      return lines(body.title, body.description);
    case 'news':
      return lines(asList(body.articles).flatMap((one) => [asObject(one).title, asObject(one).description]));
    case 'link':
      return lines(body.title, body.desc);
    case 'location':
      return lines(body.name, body.address);
    default:
      return `[${msgtype}]`;
  }
}

/** The tappable items of a menu message (wecom-api.md 3.4). */
export function menuItems(body: Json): { id: string; content: string }[] {
  return asList(body.list)
    .map(asObject)
    .filter((item) => item.type === 'click')
    .map((item) => ({ id: asText(asObject(item.click).id), content: asText(asObject(item.click).content) }));
}
