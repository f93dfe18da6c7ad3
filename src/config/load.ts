import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Department, HouseRecord, StaffMember } from '../community/index.ts';
import type { Problem } from '../yaml/index.ts';
import { checkSource, readYamlSource, type YamlSource } from '../yaml/index.ts';
import { crossCheck } from './cross-checks.ts';
import { deepFreeze } from './deep-freeze.ts';
import { displayPath } from './display-path.ts';
import { assembleCommunity, CONFIG_FILES, type ConfigFileKey, type ConfigValues, HOUSES_FILE } from './files.ts';
import { readHouses } from './houses.ts';
import { readCatalogues } from './read-catalogues.ts';
import type { Community, Company } from './types.ts';

/** The id of a community whose files lie directly in CONFIG_DIR. */
export const MAIN_COMMUNITY = 'main';

/** The configuration, or null and every problem. Warnings never refuse it. */
export interface LoadedCompany {
  readonly company: Company | null;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Where variables come from, and where the files shipped with the program lie. */
export interface LoadOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly shippedDir: string;
  /** Epoch ms; given, a table of public holidays that is running out is warned of. */
  readonly now?: number;
}

/** One community as read, with the place of its `openKfId` for a clash between communities. */
interface Read {
  readonly community: Community | null;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly clash: (message: string) => Problem;
}

/**
 * Reads every file of a configuration folder (operating contract, "Config files"): one community from the files directly in it,
 * or one for each folder in `communities/`, which takes from above what it lacks. Nothing is thrown for what a person wrote wrong.
 */
export async function loadCompany(configDir: string, options: LoadOptions): Promise<LoadedCompany> {
  if (!existsSync(configDir)) {
    const message = 'there is no such folder; set CONFIG_DIR to the folder that holds community.yaml';
    return { company: null, problems: [{ file: configDir, line: 0, col: 0, path: '', message }], warnings: [] };
  }
  const folders = await communityFolders(configDir);
  const reads = await Promise.all(
    folders.map(({ id, above }) =>
      readCommunity({ id, layers: layersOf([...above, configDir], options.shippedDir) }, options),
    ),
  );
  const { kept, problems: clashes, warnings: leftovers } = settleAccounts(reads);
  const problems = unique([...reads.flatMap((read) => read.problems), ...clashes]);
  const warnings = unique([...reads.flatMap((read) => read.warnings), ...leftovers]);
  return { company: problems.length > 0 ? null : makeCompany(kept), problems, warnings };
}

/** The company of some communities, frozen. */
export function makeCompany(communities: readonly Community[]): Company {
  const frozen = communities.map((community) => deepFreeze(community));
  const byAccount = new Map(frozen.map((community) => [community.openKfId, community]));
  return Object.freeze({
    communities: new Map(frozen.map((community) => [community.id, community])),
    byOpenKfId: (openKfId: string) => byAccount.get(openKfId) ?? null,
  });
}

async function communityFolders(configDir: string): Promise<{ id: string; above: string[] }[]> {
  const parent = path.join(configDir, 'communities');
  const entries = existsSync(parent) ? await readdir(parent, { withFileTypes: true }) : [];
  const ids = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
  const folders = ids.sort().map((id) => ({ id, above: [path.join(parent, id)] }));
  const top =
    folders.length === 0 ||
    (existsSync(path.join(configDir, CONFIG_FILES.community.name)) && !ids.includes(MAIN_COMMUNITY));
  return top ? [{ id: MAIN_COMMUNITY, above: [] }, ...folders] : folders;
}

/** Folders in which a file is looked for, nearest first; `shipped` only serves files that do not say who the company is. */
interface Layers {
  readonly folders: readonly string[];
  readonly shipped: string;
  readonly ownCompany: boolean;
}

function layersOf(folders: readonly string[], shipped: string): Layers {
  const own = Object.values(CONFIG_FILES).filter((file) => file.own);
  const ownCompany = folders.some((folder) => own.some(({ name }) => existsSync(path.join(folder, name))));
  return { folders, shipped, ownCompany };
}

function findFile({ folders, shipped, ownCompany }: Layers, file: { name: string; own: boolean }): string | null {
  const candidates = file.own && ownCompany ? folders : [...folders, shipped];
  return candidates.map((folder) => path.join(folder, file.name)).find((candidate) => existsSync(candidate)) ?? null;
}

async function readCommunity({ id, layers }: { id: string; layers: Layers }, options: LoadOptions): Promise<Read> {
  const keys = Object.keys(CONFIG_FILES) as ConfigFileKey[];
  const files = await Promise.all(keys.map(async (key) => [key, await readFileOf(key, layers, options.env)] as const));
  const houses = await readHousesOf(layers);
  const { messages, problems: unsaid } = await readCatalogues({
    folders: [...layers.folders, layers.shipped],
    env: options.env,
  });
  const sources = Object.fromEntries(files.map(([key, file]) => [key, file.source])) as Record<
    ConfigFileKey,
    YamlSource
  >;
  const problems = [
    ...files.flatMap(([, file]) => file.problems),
    ...houses.problems,
    ...unsaid,
    ...idProblems(id, layers),
  ];
  const clash = (message: string) => sources.community.at(['openKfId'], message);
  if (messages === null || files.some(([, file]) => file.value === null))
    return { community: null, problems, warnings: [], clash };
  // Each value has just passed the schema of its own key.
  const values = Object.fromEntries(files.map(([key, file]) => [key, file.value])) as unknown as ConfigValues;
  const checks = crossCheck({ values, sources, ...(options.now === undefined ? {} : { now: options.now }) });
  const community = assembleCommunity(id, withLeaders(values), { houses: houses.houses, messages });
  return { community, problems: [...problems, ...checks.problems], warnings: checks.warnings, clash };
}

async function readFileOf(key: ConfigFileKey, layers: Layers, env: LoadOptions['env']) {
  const file = CONFIG_FILES[key];
  const found = findFile(layers, file);
  const name = displayPath(found ?? path.join(layers.folders[0] ?? '', file.name));
  const text = found === null ? '' : await readFile(found, 'utf8');
  const { source, problems } = readYamlSource({ file: name, text, env });
  if (problems.length > 0) return { source, problems, value: null };
  const checked = checkSource(source, file.schema);
  if (found !== null || checked.problems.length === 0) return { source, ...checked };
  const needed = checked.problems.map((problem) => problem.path).join(', ');
  const missing: Problem = {
    file: name,
    line: 0,
    col: 0,
    path: '',
    message: `the file is missing; it must say: ${needed}`,
  };
  return { source, problems: [missing], value: null };
}

async function readHousesOf(layers: Layers): Promise<{ houses: readonly HouseRecord[]; problems: readonly Problem[] }> {
  const found = findFile(layers, { name: HOUSES_FILE, own: true });
  if (found === null) return { houses: [], problems: [] };
  return readHouses(displayPath(found), await readFile(found, 'utf8'));
}

function idProblems(id: string, layers: Layers): Problem[] {
  if (/^[a-zA-Z0-9][\w-]{0,31}$/.test(id)) return [];
  const message = `"${id}" is not a community id; name the folder with up to 32 letters, digits, _ and -`;
  return [{ file: displayPath(layers.folders[0] ?? ''), line: 0, col: 0, path: '', message }];
}

/** A head who is not in `staff.yaml` still leads: his department's work must reach somebody (R9). */
function withLeaders(values: ConfigValues): ConfigValues {
  const known = new Set(values.staff.staff.map(({ userid }) => userid.toLowerCase()));
  const missing = values.departments.departments.filter(({ leader }) => !known.has(leader.toLowerCase()));
  const leaders = new Map(missing.map((department) => [department.leader.toLowerCase(), asSupervisor(department)]));
  return { ...values, staff: { staff: [...values.staff.staff, ...leaders.values()] } };
}

function asSupervisor({ leader, id }: Department): StaffMember {
  return { userid: leader, name: leader, department: id, roles: ['supervisor'] };
}

/** Two communities cannot share a 微信客服 account: the account of a message decides whose it is. */
function settleAccounts(reads: readonly Read[]): { kept: Community[]; problems: Problem[]; warnings: Problem[] } {
  const owners = new Map<string, string>();
  const kept: Community[] = [];
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  // The files above the folders are a community of their own only when they have an account of their own, so they come last.
  const ordered = [...reads].sort(
    (a, b) => Number(a.community?.id === MAIN_COMMUNITY) - Number(b.community?.id === MAIN_COMMUNITY),
  );
  for (const { community, clash } of ordered) {
    if (community === null) continue;
    const other = owners.get(community.openKfId);
    if (other === undefined) {
      owners.set(community.openKfId, community.id);
      kept.push(community);
    } else if (community.id === MAIN_COMMUNITY) {
      warnings.push(
        clash(`this account belongs to communities/${other}; these files only serve the communities below`),
      );
    } else {
      problems.push(
        clash(`"${community.openKfId}" is already the account of communities/${other}; each needs its own`),
      );
    }
  }
  return { kept, problems, warnings };
}

/** Files above the communities are read once for each of them; what is wrong there is said once. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
