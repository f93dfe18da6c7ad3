import ts from 'typescript';
import { type House, placeOf, type SourceFile, walk } from '../house.ts';
import { exactly, type Measure, none, type Reading } from '../measure.ts';

/**
 * Counted by these rules, all on `src`:
 * - an effect union is a type alias named `…Effect`: a union with an object that has a `kind` among its members, or the members
 *   of a mapped type over the kinds that are declared in interfaces named `Effects`;
 * - an interpreter is a `switch` with two or more labels, all of them kinds of one such union;
 * - a lease is a place that adds a lease's length to a time;
 * - a dispatcher is a function named for carrying out what is pending: `create…Pump`, `…Dispatcher`, `…Worker`, `…Beat`, `…Poller`.
 */
const DISPATCHER = /^create\w*(?:Pump|Dispatcher|Worker|Beat|Poller)$/;

interface EffectUnion {
  readonly place: string;
  readonly kinds: ReadonlySet<string>;
}

/** The literal kinds of the object types in a union; names of other types are not followed. */
function kindsOf(union: ts.UnionTypeNode): string[] {
  return union.types.flatMap((member) => {
    if (!ts.isTypeLiteralNode(member)) return [];
    return member.members.flatMap((property) => {
      if (!ts.isPropertySignature(property) || property.type === undefined) return [];
      if (!ts.isIdentifier(property.name) || property.name.text !== 'kind') return [];
      const { type } = property;
      return ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : [];
    });
  });
}

/** `{ [K in Kinds]: … }[Kinds]`: a union whose kinds are declared elsewhere. */
function isMappedUnion(type: ts.TypeNode): boolean {
  return ts.isIndexedAccessTypeNode(type) && ts.isMappedTypeNode(type.objectType);
}

/** The kinds that a file declares in interfaces named `Effects`. */
function declaredKinds(source: SourceFile): string[] {
  const kinds: string[] = [];
  walk(source.tree, (node) => {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== 'Effects') return;
    for (const { name } of node.members) if (name !== undefined && ts.isStringLiteral(name)) kinds.push(name.text);
  });
  return kinds;
}

/** The effect unions of some files. */
export function effectUnions(sources: readonly SourceFile[]): EffectUnion[] {
  const found: EffectUnion[] = [];
  for (const source of sources) {
    walk(source.tree, (node) => {
      if (!ts.isTypeAliasDeclaration(node) || !/Effect$/.test(node.name.text)) return;
      const place = `${placeOf(source, node)} ${node.name.text}`;
      if (isMappedUnion(node.type)) found.push({ place, kinds: new Set(sources.flatMap(declaredKinds)) });
      if (!ts.isUnionTypeNode(node.type)) return;
      const kinds = new Set(kindsOf(node.type));
      if (kinds.size > 0) found.push({ place, kinds });
    });
  }
  return found;
}

/** Switches over the kinds of one of the unions. */
export function interpreters(source: SourceFile, unions: readonly EffectUnion[]): string[] {
  const found: string[] = [];
  walk(source.tree, (node) => {
    if (!ts.isSwitchStatement(node)) return;
    const labels = node.caseBlock.clauses.flatMap((clause) =>
      ts.isCaseClause(clause) && ts.isStringLiteral(clause.expression) ? [clause.expression.text] : [],
    );
    const isOver = ({ kinds }: EffectUnion) => labels.every((label) => kinds.has(label));
    if (labels.length >= 2 && unions.some(isOver)) found.push(placeOf(source, node));
  });
  return found;
}

/** Places that compute until when a lease is held. */
export function leases(source: SourceFile): string[] {
  const found: string[] = [];
  walk(source.tree, (node) => {
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return;
    if (/lease(?:_?ms)?$/i.test(node.right.getText(source.tree))) found.push(placeOf(source, node));
  });
  return found;
}

/** Functions whose name says that they carry out what is pending. */
export function dispatchers(source: SourceFile): string[] {
  const found: string[] = [];
  walk(source.tree, (node) => {
    const name =
      ts.isFunctionDeclaration(node) || ts.isVariableDeclaration(node) ? node.name?.getText(source.tree) : '';
    if (name !== undefined && DISPATCHER.test(name)) found.push(`${placeOf(source, node)} ${name}`);
  });
  return found;
}

const counted = (places: readonly string[]): Reading => ({ value: places.length, places });

function readInterpreters({ product }: House): Reading {
  const unions = effectUnions(product);
  return counted(product.flatMap((source) => interpreters(source, unions)));
}

/** How often the protocol of pending effects exists. */
export const effectMeasures: readonly Measure[] = [
  {
    id: 'effect-unions',
    name: 'effect unions',
    start: 3,
    aim: exactly(1),
    better: 'lower',
    read: ({ product }) => counted(effectUnions(product).map(({ place }) => place)),
  },
  {
    id: 'effect-switches',
    name: 'switches over kinds of effects',
    start: 4,
    aim: none,
    better: 'lower',
    read: readInterpreters,
  },
  {
    id: 'leases',
    name: 'places that set a lease',
    start: 2,
    aim: exactly(1),
    better: 'lower',
    read: ({ product }) => counted(product.flatMap(leases)),
  },
  {
    id: 'dispatchers',
    name: 'dispatchers of pending work',
    start: 4,
    aim: exactly(1),
    better: 'lower',
    read: ({ product }) => counted(product.flatMap(dispatchers)),
  },
];
