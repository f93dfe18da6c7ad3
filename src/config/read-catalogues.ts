import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { mergeLayers } from '../messages/index.ts';
import { nearest } from '../shared/index.ts';
import type { Problem } from '../yaml/index.ts';
import { checkSource, layered, readYamlSource, type YamlSource } from '../yaml/index.ts';
import { CATALOGUE_FOLDER, CATALOGUES, type CatalogueName, type Messages } from './catalogues.ts';
import { displayPath } from './display-path.ts';

/** Where catalogues are looked for, nearest first, and where variables come from. */
export interface CatalogueRequest {
  /** Configuration folders: the community's own, the company's, the shipped one. */
  readonly folders: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Every catalogue, or null and what is wrong. */
export type ReadCatalogues =
  | { readonly messages: Messages; readonly problems: [] }
  | { readonly messages: null; readonly problems: readonly Problem[] };

/** Reads the catalogues of a community: each key from the nearest folder whose file has it, then the whole against its schema. */
export async function readCatalogues({ folders, env }: CatalogueRequest): Promise<ReadCatalogues> {
  const places = [...new Set(folders.map((folder) => path.resolve(folder, CATALOGUE_FOLDER)))].filter(existsSync);
  const names = Object.keys(CATALOGUES) as CatalogueName[];
  const read = await Promise.all(
    names.map(async (name) => [name, await readCatalogue({ name, folders: places, env })] as const),
  );
  const strangers = await Promise.all(places.map((folder) => strangersIn(folder, names)));
  const problems = [...read.flatMap(([, catalogue]) => catalogue.problems), ...strangers.flat()];
  if (problems.length > 0) return { messages: null, problems };
  // Each value has just passed the schema of its own name.
  const messages = Object.fromEntries(read.map(([name, { value }]) => [name, value])) as unknown as Messages;
  return { messages, problems: [] };
}

async function readCatalogue({ name, folders, env }: CatalogueRequest & { readonly name: CatalogueName }) {
  const files = folders.map((folder) => path.join(folder, `${name}.yaml`)).filter(existsSync);
  const read = await Promise.all(
    files.map(async (file) => readYamlSource({ file: displayPath(file), text: await readFile(file, 'utf8'), env })),
  );
  const problems = read.flatMap((one) => one.problems);
  if (problems.length > 0) return { value: null, problems };
  return checkSource(
    merged(
      name,
      read.map(({ source }) => source),
    ),
    CATALOGUES[name],
  );
}

function merged(name: CatalogueName, sources: readonly YamlSource[]): YamlSource {
  const value = mergeLayers(sources.map((source) => source.value)) ?? {};
  const empty = readYamlSource({ file: `${CATALOGUE_FOLDER}/${name}.yaml`, text: '', env: {} }).source;
  const [first = empty, ...others] = sources;
  return layered(value, [first, ...others]);
}

/** A file that is no catalogue is a slip of the pen: its words would never be said. */
async function strangersIn(folder: string, names: readonly string[]): Promise<Problem[]> {
  const entries = await readdir(folder);
  const strangers = entries.filter(
    (entry) => /\.ya?ml$/.test(entry) && !names.some((name) => entry === `${name}.yaml`),
  );
  return strangers.map((entry) => {
    const near = nearest(entry.replace(/\.ya?ml$/, ''), names);
    const hint =
      near === null ? `accepted: ${names.map((name) => `${name}.yaml`).join(', ')}` : `did you mean ${near}.yaml?`;
    const message = `there is no such catalogue; ${hint}`;
    return { file: displayPath(path.join(folder, entry)), line: 0, col: 0, path: '', message };
  });
}
