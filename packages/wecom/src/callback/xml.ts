import { XMLParser } from 'fast-xml-parser';
import { CallbackError } from './error.ts';

/** One element of an authenticated inner document. `text` is what it holds directly, never converted to a number. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

const CDATA = '<![CDATA[';
const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Built once: a parser per call costs a third more. */
const parser = new XMLParser({
  preserveOrder: true,
  cdataPropName: '#cdata',
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: false,
  trimValues: false,
  maxNestedTags: 16,
});

/** First index at or after `at` that is not white space. */
function skipSpace(xml: string, at: number): number {
  let next = at;
  while (next < xml.length && xml.charCodeAt(next) <= 0x20) next += 1;
  return next;
}

/** Reads one `<Tag>` of the flat shape at `at`; `end` is behind its closing tag. Undefined: another shape. */
function readFlatField(xml: string, at: number): { element: XmlElement; end: number } | undefined {
  const nameEnd = xml.indexOf('>', at);
  const name = xml.slice(at + 1, nameEnd);
  if (xml[at] !== '<' || !NAME.test(name)) return undefined;
  const isCdata = xml.startsWith(CDATA, nameEnd + 1);
  const start = nameEnd + 1 + (isCdata ? CDATA.length : 0);
  const stop = xml.indexOf(isCdata ? ']]>' : '<', start);
  if (stop < 0) return undefined;
  const closing = `</${name}>`;
  const closeAt = isCdata ? stop + 3 : stop;
  if (!xml.startsWith(closing, closeAt)) return undefined;
  const raw = xml.slice(start, stop);
  if (!isCdata && (raw.includes('&') || raw.includes(']]>'))) return undefined;
  return { element: { name, text: isCdata ? raw : raw.trim(), children: [] }, end: closeAt + closing.length };
}

/**
 * Reads the shape nearly every callback has, `<xml>` with flat CDATA or plain fields; undefined for anything else.
 * It accepts a strict subset of XML, so there is no document that it and the parser read differently.
 */
export function readFlatXml(xml: string): XmlElement | undefined {
  if (!xml.startsWith('<xml>')) return undefined;
  const children: XmlElement[] = [];
  let at = skipSpace(xml, 5);
  while (!xml.startsWith('</xml>', at)) {
    const field = readFlatField(xml, at);
    if (field === undefined) return undefined;
    children.push(field.element);
    at = skipSpace(xml, field.end);
  }
  return skipSpace(xml, at + 6) === xml.length ? { name: 'xml', text: '', children } : undefined;
}

/** Refuses what a WeCom document never has: DOCTYPE, comments, processing instructions, declared entities. */
function refuseMarkup(xml: string): void {
  let at = xml.startsWith('<?xml ') ? Math.max(xml.indexOf('?>'), 0) : 0;
  for (;;) {
    const next = xml.slice(at).search(/<[!?]|&(?!(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)/);
    if (next < 0) return;
    at += next;
    if (xml[at] === '&')
      throw new CallbackError('entity', 'the callback XML uses an entity that XML does not define itself');
    if (!xml.startsWith(CDATA, at)) {
      throw new CallbackError('doctype', 'the callback XML holds a DOCTYPE, a comment or an instruction');
    }
    const end = xml.indexOf(']]>', at);
    if (end < 0) throw new CallbackError('broken-xml', 'the callback XML has a CDATA section without an end');
    at = end + 3;
  }
}

function decodeEntity(whole: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

/** fast-xml-parser's ordered output: one key per node, the tag or `#text` or `#cdata`. */
type OrderedNode = Readonly<Record<string, unknown>>;

function cdataText(nodes: readonly OrderedNode[]): string {
  return nodes.map((node) => String(node['#text'] ?? '')).join('');
}

function toElement(name: string, nodes: readonly OrderedNode[]): XmlElement {
  const children: XmlElement[] = [];
  let text = '';
  for (const node of nodes) {
    const key = Object.keys(node)[0] ?? '';
    const value = node[key];
    if (key === '#text')
      text += String(value)
        .trim()
        .replace(/&(#?\w+);/g, decodeEntity);
    else if (key === '#cdata') text += cdataText(value as OrderedNode[]);
    else children.push(toElement(key, value as OrderedNode[]));
  }
  return { name, text, children };
}

function parseAny(xml: string): XmlElement {
  refuseMarkup(xml);
  let nodes: OrderedNode[];
  try {
    nodes = parser.parse(xml, true) as OrderedNode[];
  } catch {
    throw new CallbackError('broken-xml', 'the decrypted callback is not well-formed XML');
  }
  const root = nodes.find((node) => 'xml' in node);
  if (root === undefined) throw new CallbackError('broken-xml', 'the decrypted callback has no <xml> root');
  return toElement('xml', root.xml as OrderedNode[]);
}

/** The inner document of a callback, after its signature was checked. Throws CallbackError. */
export function readXml(xml: string): XmlElement {
  const trimmed = xml.trim();
  return readFlatXml(trimmed) ?? parseAny(trimmed);
}

/** Text of the first child called `name`; undefined when there is none. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

/** All children called `name`: a list even when there is one (wecom-api.md 4.3). */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}
