import type { OwnerContent } from '../delivery/types.ts';

/** `{name}` places filled in; one that is not given stays empty. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_place, name: string) => values[name] ?? '');
}

/** Every text of a message filled in. */
export function fillContent(content: OwnerContent, values: Readonly<Record<string, string>>): OwnerContent {
  const set = (text: string) => fill(text, values);
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
