import ts from 'typescript';

/** The name of the global function that instrumented functions call when they begin. */
export const ENTER = '__shouwenEnter';

/** The helper that keeps the names of compiled functions. */
const COMPILER_HELPER = '__name';

/**
 * The text of a module in which every function reports its begin: `__shouwenEnter("FILE", "NAME")`. Lines stay where they
 * are. Left out are the compiler's helper and constructors of derived classes, in which nothing may stand before `super()`.
 */
export function instrument(file: string, text: string): string {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const insertions: { at: number; text: string }[] = [];
  function visit(node: ts.Node): void {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined && !isDerivedConstructor(node)) {
      const name = nameOf(node, tree);
      const call = `globalThis.${ENTER}?.(${JSON.stringify(file)}, ${JSON.stringify(name)})`;
      if (name !== COMPILER_HELPER) insertions.push(...around(node.body, call, tree));
    }
    ts.forEachChild(node, visit);
  }
  visit(tree);
  return insertions
    .sort((a, b) => b.at - a.at)
    .reduce((result, { at, text: inserted }) => result.slice(0, at) + inserted + result.slice(at), text);
}

/** A block gets a first statement, an expression becomes the last of two. */
function around(body: ts.Node, call: string, tree: ts.SourceFile): { at: number; text: string }[] {
  const start = body.getStart(tree);
  if (ts.isBlock(body)) return [{ at: start + 1, text: `${call};` }];
  return [
    { at: start, text: `(${call}, ` },
    { at: body.getEnd(), text: ')' },
  ];
}

function isDerivedConstructor(node: ts.Node): boolean {
  return ts.isConstructorDeclaration(node) && (node.parent.heritageClauses?.length ?? 0) > 0;
}

/** A function's own name, or the name of what it is assigned to. */
function nameOf(node: ts.SignatureDeclaration, tree: ts.SourceFile): string {
  const { parent } = node;
  const named = node.name ?? ('name' in parent ? (parent.name as ts.Node | undefined) : undefined);
  return named?.getText(tree) ?? 'function';
}
