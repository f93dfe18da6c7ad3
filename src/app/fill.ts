import type { OwnerContent } from '../delivery/types.ts';
import { format, type Values } from '../messages/index.ts';

/** Every text of a message with its `{name}` places filled in; one that is not given stays empty. */
export function fillContent(content: OwnerContent, values: Values): OwnerContent {
  const set = (text: string) => format(text, values);
  switch (content.kind) {
    case 'text':
      return { ...content, text: set(content.text) };
    case 'menu':
      return {
        ...content,
        head: set(content.head),
        items: content.items.map((item) => ({ ...item, text: set(item.text) })),
        ...(content.tail === undefined ? {} : { tail: set(content.tail) }),
      };
    default:
      return content;
  }
}
