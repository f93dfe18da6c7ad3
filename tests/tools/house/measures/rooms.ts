import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import type { House } from '../house.ts';
import { type Import, importsOf } from '../imports.ts';
import { atMost, type Measure, none, type Reading } from '../measure.ts';

/** Imports from one room of `src` into another. */
function crossings(house: House): Import[] {
  const isProduct = (file: string) => file.startsWith('src/');
  return importsOf(house).filter(
    ({ from, to, toRoom }) => isProduct(from.path) && isProduct(to) && from.room !== toRoom,
  );
}

/** Which nodes can be reached from each node by one arrow. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** The shortest way from one node to another, both included; null where there is none. */
function wayTo(graph: Graph, from: string, to: string): string[] | null {
  const waiting: string[][] = [[from]];
  const seen = new Set([from]);
  for (let way = waiting.shift(); way !== undefined; way = waiting.shift()) {
    const last = way.at(-1) ?? '';
    if (last === to) return way;
    for (const next of graph.get(last) ?? []) {
      if (!seen.has(next)) waiting.push([...way, next]);
      seen.add(next);
    }
  }
  return null;
}

/** The arrows of a graph that lie on a cycle, each as its shortest cycle: `a → b → a`. None when it is acyclic. */
export function arrowsOnCycles(graph: Graph): string[] {
  const arrows = [...graph].flatMap(([from, targets]) => [...targets].map((to) => ({ from, to })));
  const cycles = arrows.flatMap(({ from, to }) => {
    const back = wayTo(graph, to, from);
    return back === null ? [] : [[from, ...back]];
  });
  return cycles.sort((a, b) => a.length - b.length).map((way) => way.join(' → '));
}

function roomCycles(house: House): Reading {
  const graph = new Map<string, Set<string>>();
  for (const { from, toRoom } of crossings(house)) {
    graph.set(from.room, (graph.get(from.room) ?? new Set()).add(toRoom));
  }
  const places = arrowsOnCycles(graph);
  return { value: places.length, places };
}

/** What `.rooms.cjs` exports: each room with the rooms it may import. The wiring, which may import all, is not in it. */
type RoomMatrix = Readonly<Record<string, readonly string[]>>;

/** Puts the rooms together, for the service and for commands; no room imports it. */
const WIRING = new Set(['app', 'cli', 'main']);

/** Reads the matrix of the rule file; null where there is none. */
function readMatrix(root: string): RoomMatrix | null {
  const file = path.join(root, '.rooms.cjs');
  if (!existsSync(file)) return null;
  return (createRequire(file)(file) as { rooms: RoomMatrix }).rooms;
}

/** Arrows between rooms that a matrix does not allow; a room that it does not name may import nothing and be imported by none. */
export function arrowsAgainst(matrix: RoomMatrix, imports: readonly Import[]): Map<string, string[]> {
  const arrows = new Map<string, string[]>();
  for (const { from, toRoom, place } of imports) {
    const isAllowed = WIRING.has(from.room)
      ? toRoom in matrix || WIRING.has(toRoom)
      : matrix[from.room]?.includes(toRoom);
    if (isAllowed) continue;
    const arrow = `${from.room} → ${toRoom}`;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), place]);
  }
  return arrows;
}

function wrongArrows(house: House): Reading {
  const matrix = readMatrix(house.root);
  if (matrix === null) return { value: null, why: 'not yet: no .rooms.cjs' };
  const arrows = arrowsAgainst(matrix, crossings(house));
  return { value: arrows.size, places: [...arrows].map(([arrow, places]) => `${arrow}: ${places.join(' ')}`) };
}

/** Whether an import enters another room or package beside its `index.ts`. A room that is a single file is its own door. */
export function isDeep({ from, to, toRoom }: Pick<Import, 'from' | 'to' | 'toRoom'>): boolean {
  if (from.room === toRoom) return false;
  return !/^(?:src\/[^/]+\.ts|src\/[^/]+\/index\.ts|packages\/[^/]+\/(?:src\/)?index\.ts)$/.test(to);
}

function deepImports(house: House): Reading {
  const deep = importsOf(house).filter(isDeep);
  return { value: deep.length, places: deep.map(({ place, to }) => `${place} → ${to}`) };
}

const CONFIG_TYPES = 'src/config/types.ts';

/** Files outside `src/config` that take `config/types`, or by the room's index a name declared there. */
function configTypeImporters(house: House): Reading {
  const declared = new Set<string>();
  const tree = house.product.find((source) => source.path === CONFIG_TYPES)?.tree;
  tree?.statements.forEach((statement) => {
    const isNamed = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    if (isNamed) declared.add(statement.name.text);
  });
  const takes = ({ to, names }: Import) =>
    to === CONFIG_TYPES || (to === 'src/config/index.ts' && names.some((name) => name === '*' || declared.has(name)));
  const importers = importsOf(house).filter((one) => one.from.room !== 'config' && takes(one));
  const files = [...new Set(importers.map(({ from }) => from.path))];
  return { value: files.length, places: files };
}

/** Who imports whom. */
export const roomMeasures: readonly Measure[] = [
  {
    id: 'room-cycles',
    name: 'arrows between rooms that lie on a cycle',
    start: 10,
    aim: none,
    better: 'lower',
    read: roomCycles,
  },
  {
    id: 'wrong-arrows',
    name: 'arrows that .rooms.cjs does not allow',
    start: 4,
    aim: none,
    better: 'lower',
    read: wrongArrows,
  },
  {
    id: 'deep-imports',
    name: 'imports past the index.ts of a room or package',
    start: 737,
    aim: none,
    better: 'lower',
    read: deepImports,
  },
  {
    id: 'config-types',
    name: 'importers of config/types outside config',
    start: 101,
    aim: atMost(24),
    better: 'lower',
    read: configTypeImporters,
  },
];
