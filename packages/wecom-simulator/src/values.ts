import type { Json } from './types.ts';

/** Length on the wire; WeCom's limits are bytes of UTF-8 (wecom-api.md 12.15). */
export const bytesOf = (text: string): number => Buffer.byteLength(text);

/** The string, or '' for anything else. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The object, or an empty one for anything else. */
export const asObject = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

/** The array, or an empty one for anything else. */
export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The strings of an array; everything else in it is left out. */
export const asTexts = (value: unknown): string[] => asList(value).filter((item) => typeof item === 'string');

/** The text cut to `limit` bytes, without half a character at its end. */
export function cutText(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  let end = limit;
  while (end > 0 && (bytes.readUInt8(end) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}

/** Flat XML as WeCom writes it: numbers bare, everything else in CDATA. An object nests, an array repeats its element. */
export function toXml(fields: Json): string {
  const element = (name: string, value: unknown): string => {
    if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
    if (typeof value === 'number') return `<${name}>${value}</${name}>`;
    if (typeof value === 'object' && value !== null) return `<${name}>${inner(value as Json)}</${name}>`;
    return `<${name}><![CDATA[${String(value).replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;
  };
  const inner = (object: Json): string =>
    Object.entries(object)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => element(name, value))
      .join('');
  return `<xml>${inner(fields)}</xml>`;
}
