import path from 'node:path';
import ts from 'typescript';
import { type House, placeOf, type SourceFile, walk } from './house.ts';

/** One import or re-export of a relative path, types included. */
export interface Import {
  readonly from: SourceFile;
  /** The imported file, relative to the repository's root. */
  readonly to: string;
  readonly toRoom: string;
  /** The names taken; `*` for a namespace, a re-export of all and a dynamic import. */
  readonly names: readonly string[];
  readonly place: string;
}

const cache = new WeakMap<House, readonly Import[]>();

/** Every relative import of `src` and `packages`, read once for each house. */
export function importsOf(house: House): readonly Import[] {
  const known = cache.get(house);
  if (known !== undefined) return known;
  const found = [...house.product, ...house.packages].flatMap(importsIn);
  cache.set(house, found);
  return found;
}

/** The relative imports of one file. */
export function importsIn(from: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, names: readonly string[]) => {
    if (specifier === undefined || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return;
    const to = path.posix.join(path.posix.dirname(from.path), specifier.text);
    found.push({ from, to, toRoom: roomOf(to), names, place: placeOf(from, specifier) });
  };
  walk(from.tree, (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, importedNames(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, exportedNames(node));
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, [node.qualifier?.getText(from.tree) ?? '*']);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], ['*']);
    }
  });
  return found;
}

/** The room or package of a path: `src/ROOM/…`, `packages/PACKAGE/…`; a file directly in `src` is its own room. */
function roomOf(file: string): string {
  const [, room = '', rest] = file.split('/');
  return rest === undefined ? room.replace(/\.ts$/, '') : room;
}

function importedNames({ importClause }: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings;
  const named = bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : [];
  return [
    ...(importClause?.name === undefined ? [] : ['default']),
    ...(bindings !== undefined && ts.isNamespaceImport(bindings) ? ['*'] : []),
    ...named.map(({ name, propertyName }) => (propertyName ?? name).text),
  ];
}

function exportedNames({ exportClause }: ts.ExportDeclaration): string[] {
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return ['*'];
  return exportClause.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}
