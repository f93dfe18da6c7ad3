import ts from 'typescript';
import { type House, placeOf, type SourceFile, walk } from '../house.ts';
import { atMost, type Measure, none, type Reading } from '../measure.ts';

const LONG_FUNCTION_LINES = 45;

const everything = (house: House): readonly SourceFile[] => [...house.product, ...house.packages];
const linesOf = (sources: readonly SourceFile[]) => sources.reduce((sum, { lines }) => sum + lines, 0);

/** Places of the nodes that `wanted` picks. */
function placesOf(sources: readonly SourceFile[], wanted: (node: ts.Node) => boolean): string[] {
  const places: string[] = [];
  for (const source of sources) {
    walk(source.tree, (node) => {
      if (wanted(node)) places.push(placeOf(source, node));
    });
  }
  return places;
}

function nonNull(house: House): Reading {
  const places = placesOf(everything(house), ts.isNonNullExpression);
  return { value: (places.length * 1_000) / linesOf(everything(house)), places };
}

/** The functions of a file that have a body, with the lines from their first to their last character. */
export function functionsOf(source: SourceFile): { name: string; lines: number; place: string }[] {
  const found: { name: string; lines: number; place: string }[] = [];
  const lineAt = (position: number) => source.tree.getLineAndCharacterOfPosition(position).line;
  walk(source.tree, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
    const lines = lineAt(node.getEnd()) - lineAt(node.getStart(source.tree)) + 1;
    found.push({ name: node.name?.getText(source.tree) ?? 'function', lines, place: placeOf(source, node) });
  });
  return found;
}

function longFunctions(house: House) {
  return everything(house)
    .flatMap(functionsOf)
    .sort((a, b) => b.lines - a.lines);
}

function countLong(house: House): Reading {
  const long = longFunctions(house).filter(({ lines }) => lines > LONG_FUNCTION_LINES);
  return { value: long.length, places: long.map(({ name, lines, place }) => `${place} ${name}: ${lines}`) };
}

function longest(house: House): Reading {
  const first = longFunctions(house)[0];
  return { value: first?.lines ?? 0, places: first === undefined ? [] : [`${first.place} ${first.name}`] };
}

const appFiles = (house: House) => house.product.filter(({ room }) => room === 'app');

function appSwitches(house: House): Reading {
  const places = placesOf(appFiles(house), ts.isSwitchStatement);
  return { value: places.length, places };
}

/** Size and shape of files and functions. */
export const syntaxMeasures: readonly Measure[] = [
  {
    id: 'src-lines',
    name: 'lines of src',
    start: 56_041,
    aim: atMost(36_000),
    better: 'lower',
    informative: true,
    read: (house) => ({ value: linesOf(house.product) }),
  },
  {
    id: 'non-null',
    name: 'non-null ! per 1,000 lines',
    start: 6.2,
    aim: atMost(0.5),
    better: 'lower',
    digits: 2,
    read: nonNull,
  },
  {
    id: 'long-functions',
    name: `functions over ${LONG_FUNCTION_LINES} lines`,
    start: 51,
    aim: atMost(10),
    better: 'lower',
    read: countLong,
  },
  { id: 'longest-function', name: 'longest function', start: 218, aim: atMost(80), better: 'lower', read: longest },
  {
    id: 'app-files',
    name: 'files of app',
    start: 30,
    aim: atMost(12),
    better: 'lower',
    read: (house) => ({ value: appFiles(house).length }),
  },
  {
    id: 'app-lines',
    name: 'lines of app',
    start: 2_069,
    aim: atMost(700),
    better: 'lower',
    read: (house) => ({ value: linesOf(appFiles(house)) }),
  },
  { id: 'app-switches', name: 'switch statements in app', start: 6, aim: none, better: 'lower', read: appSwitches },
];
