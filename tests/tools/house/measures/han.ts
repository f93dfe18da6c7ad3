import ts from 'typescript';
import { type House, placeOf, type SourceFile, walk } from '../house.ts';
import { type Measure, none, type Reading } from '../measure.ts';

const HAN = /\p{Script=Han}/u;

/** The seven categories are ids of the domain, wherever they stand alone. */
const CATEGORIES = new Set(['售后', '报修', '投诉', '服务', '表扬', '建议', '其它']);

/**
 * Where Chinese may stand in TypeScript: what is read, not what is said. Everything that people read stands in
 * catalogues under `config/` and `bot-flows/`.
 */
const READS_CHINESE: readonly RegExp[] = [
  /^src\/understanding\//,
  /^src\/language\//,
  /^src\/shared\/(?:category|topics|house|mask)\.ts$/,
  /^src\/conversation\/(?:slots|reading)[/.]/,
  /^src\/staff\/reading\//,
];

const isText = (node: ts.Node): node is ts.LiteralLikeNode =>
  ts.isStringLiteralLike(node) ||
  ts.isRegularExpressionLiteral(node) ||
  node.kind === ts.SyntaxKind.TemplateHead ||
  node.kind === ts.SyntaxKind.TemplateMiddle ||
  node.kind === ts.SyntaxKind.TemplateTail;

/** A name written in Chinese, such as the key of an object, is a string that only lost its quotes. */
const isName = (node: ts.Node): node is ts.Identifier => ts.isIdentifier(node);

/** The literals of a file with Chinese in them, templates and regular expressions included, with their text. */
export function hanLiterals(source: SourceFile): { place: string; text: string }[] {
  const found: { place: string; text: string }[] = [];
  walk(source.tree, (node) => {
    if (!(isText(node) || isName(node)) || !HAN.test(node.text) || CATEGORIES.has(node.text)) return;
    found.push({ place: placeOf(source, node), text: node.text });
  });
  return found;
}

function hanOutside(house: House): Reading {
  const sources = house.product.filter(({ path }) => !READS_CHINESE.some((place) => place.test(path)));
  const found = sources.flatMap(hanLiterals);
  return { value: found.length, places: found.map(({ place, text }) => `${place} ${text.trim()}`) };
}

/** Words for people that stand in TypeScript. */
export const hanMeasures: readonly Measure[] = [
  {
    id: 'han-literals',
    name: 'Chinese literals where nothing reads Chinese',
    start: '~500',
    aim: none,
    better: 'lower',
    read: hanOutside,
  },
];
