import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { childrenOf, childText, readFlatXml, readXml } from '../src/callback/xml.ts';
import { refusal } from './callback-support.ts';

/** The same document, no longer of the flat shape: an XML declaration sends it to the parser. */
const slowly = (xml: string) => readXml(`<?xml version="1.0"?>${xml}`);

describe('the flat reader', () => {
  test.each([
    ['<xml></xml>', []],
    ['<xml> <A>1</A>\n<B><![CDATA[]]></B> </xml>\n', ['1', '']],
    ['<xml><A>  4561255354251345929 </A></xml>', ['4561255354251345929']],
    ['<xml><A><![CDATA[ <B>&amp;</B> ]]></A></xml>', [' <B>&amp;</B> ']],
  ])('reads %s', (xml, texts) => {
    expect(readFlatXml(xml)?.children.map((child) => child.text)).toEqual(texts);
  });

  test.each([
    '',
    '<xml>',
    '<xml><A>1</A>',
    '<xml><A>1</B></xml>',
    '<xml><A>1</A></xml><xml></xml>',
    '<xml>text<A>1</A></xml>',
    '<xml><A/></xml>',
    '<xml><A x="1">1</A></xml>',
    '<xml><A>&lt;</A></xml>',
    '<xml><A><![CDATA[x]]]]><![CDATA[>y]]></A></xml>',
    '<xml><A><![CDATA[x]]><![CDATA[y]]></A></xml>',
    '<xml><A><![CDATA[x</A></xml>',
    '<xml><A>1]]>2</A></xml>',
    '<xml><A><B>1</B></A></xml>',
    '<xml><!-- --><A>1</A></xml>',
    '<!DOCTYPE xml><xml><A>1</A></xml>',
    '<XML><A>1</A></XML>',
  ])('leaves %s to the parser', (xml) => {
    expect(readFlatXml(xml)).toBeUndefined();
  });

  test('never reads a document otherwise than the parser does', () => {
    const name = fc.constantFrom('A', 'Content', 'Location_X', 'b2');
    const piece = fc.constantFrom(
      '<A>',
      '</A>',
      '<![CDATA[',
      ']]>',
      '&amp;',
      '<',
      '>',
      ' ',
      '\n',
      '中',
      '1',
      '<xml>',
      '</xml>',
      ']',
    );
    const noise = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''));
    const field = fc.oneof(
      { weight: 4, arbitrary: fc.tuple(name, noise).map(([tag, text]) => `<${tag}><![CDATA[${text}]]></${tag}>`) },
      { weight: 2, arbitrary: fc.tuple(name, fc.nat()).map(([tag, value]) => `<${tag}>${value}</${tag}>`) },
      { weight: 1, arbitrary: noise },
    );
    const document = fc.array(field, { maxLength: 6 }).map((fields) => `<xml>${fields.join('')}</xml>`);
    let read = 0;
    fc.assert(
      fc.property(document, (xml) => {
        const flat = readFlatXml(xml);
        if (flat === undefined) return;
        read += 1;
        expect(slowly(xml).children).toEqual(flat.children);
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(read).toBeGreaterThan(500);
  });
});

describe('any other document', () => {
  test('nested elements, repeated ones, split CDATA, empty ones', () => {
    const root = readXml('<xml><A><B>1</B><B><![CDATA[x]]]]><![CDATA[>y]]></B><C/></A></xml>');
    const a = childrenOf(root, 'A')[0];
    expect(childrenOf(a, 'B').map((b) => b.text)).toEqual(['1', 'x]]>y']);
    expect(childrenOf(a, 'C').map((c) => c.text)).toEqual(['']);
    expect(childText(root, 'missing')).toBeUndefined();
  });

  test('the five entities of XML and character numbers are text; nothing is decoded twice or inside CDATA', () => {
    const root = readXml('<xml><A>a &lt;b&gt; &amp;lt; &#20013;&#x4e2d; &quot;&apos;</A><B><![CDATA[&lt;]]></B></xml>');
    expect(root.children.map((child) => child.text)).toEqual(['a <b> &lt; 中中 "\'', '&lt;']);
  });

  test('digits stay text', () => {
    expect(childText(slowly('<xml><A>00123</A></xml>'), 'A')).toBe('00123');
    expect(childText(slowly('<xml><A>4561255354251345929</A></xml>'), 'A')).toBe('4561255354251345929');
  });

  test.each([
    ['doctype', '<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>1</A></xml>'],
    ['doctype', '<xml><!DOCTYPE x><A>1</A></xml>'],
    ['doctype', '<xml><!-- <![CDATA[ --><!DOCTYPE x><!-- ]]> --><A>1</A></xml>'],
    ['doctype', '<xml><?php x ?><A>1</A></xml>'],
    ['entity', '<xml><A>&lol9;</A></xml>'],
    ['entity', '<xml><A>a & b</A></xml>'],
    ['broken-xml', '<xml><A>1</B></xml>'],
    ['broken-xml', '<xml><A>1</A>'],
    ['broken-xml', '<xml><A><![CDATA[x</A></xml>'],
    ['broken-xml', '<html></html>'],
    ['broken-xml', 'hello'],
    ['broken-xml', ''],
    ['broken-xml', '<xml><__proto__>1</__proto__></xml>'],
    ['broken-xml', `<xml>${'<A>'.repeat(50)}${'</A>'.repeat(50)}</xml>`],
  ])('%s: %s', (code, xml) => {
    expect(refusal(() => readXml(xml))).toBe(code);
  });

  test('text that looks like a DOCTYPE may stand in CDATA', () => {
    const text = '<!DOCTYPE html> &lol; <?x ?>';
    expect(childText(slowly(`<xml><A><![CDATA[${text}]]></A></xml>`), 'A')).toBe(text);
  });

  test('never throws anything but its own error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(['accepted', 'broken-xml', 'doctype', 'entity']).toContain(refusal(() => readXml(`<xml>${text}</xml>`)));
      }),
      { numRuns: 500 },
    );
  });
});
