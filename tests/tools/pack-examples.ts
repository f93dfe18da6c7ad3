import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/**
 * `npm run check:packages`: packs every workspace, installs it with npm into an empty folder, and there runs its README's
 * example, its programs, and the type checker on its declarations. Ends with `N passed, N failed`.
 */
const run = promisify(execFile);

interface Manifest {
  readonly name: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface Package {
  readonly manifest: Manifest;
  readonly readme: string;
  readonly tarball: string;
}

/** What the README's example is and prints, and what its install line names. */
interface Example {
  readonly code: string;
  readonly prints: string;
  readonly installs: readonly string[];
}

const root = path.resolve(import.meta.dirname, '../..');

/** The environment without what `npm run` adds about this project. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle)_|^npm_config_local_prefix$/.test(name)),
);

const npm = (cwd: string, ...args: string[]) => run('npm', args, { cwd, env: environment });
const readJson = async <T>(file: string) => JSON.parse(await readFile(file, 'utf8')) as T;

async function pack(folder: string, destination: string): Promise<Package> {
  const dir = path.join(root, folder);
  const manifest = await readJson<Manifest>(path.join(dir, 'package.json'));
  // The repository switches install scripts off; `prepack` is what builds `dist`.
  const flags = ['--json', '--ignore-scripts=false', '--pack-destination', destination];
  const { stdout } = await npm(dir, 'pack', ...flags);
  const [{ filename }] = JSON.parse(stdout.slice(stdout.search(/^\[/m))) as [{ filename: string }];
  const readme = await readFile(path.join(dir, 'README.md'), 'utf8');
  return { manifest, readme, tarball: path.join(destination, filename) };
}

function block(text: string, language: string): { body: string; rest: string } {
  const match = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(text);
  if (match?.[1] === undefined) throw new Error(`the README has no \`\`\`${language} block where one is expected`);
  return { body: match[1], rest: text.slice(match.index + match[0].length) };
}

function readExample(readme: string): Example {
  const install = /^npm install (.+)$/m.exec(readme)?.[1];
  const [, after] = readme.split('<!-- example -->');
  if (install === undefined || after === undefined) throw new Error('the README has no install line or no example');
  const { body: code, rest } = block(after, 'js');
  const installs = install.split(' ').filter((word) => !word.startsWith('-'));
  return { code, prints: block(rest, 'text').body, installs };
}

/** Makes an empty project and installs what the README says, workspaces from their tarballs. */
async function install(dir: string, names: readonly string[], packages: readonly Package[]): Promise<void> {
  await mkdir(dir);
  await writeFile(path.join(dir, 'package.json'), '{"private": true, "type": "module"}\n');
  const specs = names.map((name) => packages.find(({ manifest }) => manifest.name === name)?.tarball ?? name);
  await npm(dir, 'install', '--no-audit', '--no-fund', '--prefer-offline', ...specs);
}

async function checkExample(dir: string, { code, prints }: Example): Promise<void> {
  await writeFile(path.join(dir, 'example.js'), code);
  const { stdout } = await run(process.execPath, ['example.js'], { cwd: dir, timeout: 60_000 });
  if (stdout !== prints) throw new Error(`the README says it prints\n${prints}it printed\n${stdout}`);
}

/** Starts a program on a free port; its first line must be an address, and SIGTERM must end it well. */
async function checkProgram(dir: string, name: string): Promise<void> {
  const child = spawn(path.join(dir, 'node_modules/.bin', name), ['--port', '0'], {
    cwd: dir,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const line = once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text));
  const first = await Promise.race([line, ended.then(() => 'nothing')]);
  if (!/^(mongodb|http):\/\/\S+$/.test(first)) throw new Error(`its first line is no address: ${first}`);
  child.kill('SIGTERM');
  const [code] = await ended;
  if (code !== 0) throw new Error(`SIGTERM ended it with code ${String(code)}`);
}

/** A strict project without this repository's settings must be able to read the declarations. */
async function checkTypes(dir: string, name: string): Promise<void> {
  await writeFile(
    path.join(dir, 'user.ts'),
    `import * as all from '${name}';\nexport const names = Object.keys(all);\n`,
  );
  const types = path.join(root, 'node_modules/@types');
  const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--lib', 'es2023'];
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const args = [tsc, ...flags, '--typeRoots', types, '--types', 'node', 'user.ts'];
  await run(process.execPath, args, { cwd: dir });
}

let passed = 0;
let failed = 0;

async function check(name: string, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    passed += 1;
    console.log(`ok      ${name}`);
    return true;
  } catch (error) {
    failed += 1;
    const { message, stdout = '' } = error as Error & { stdout?: string };
    console.log(`failed  ${name}: ${message}\n${stdout}`);
    return false;
  }
}

async function checkPackage(one: Package, dir: string, packages: readonly Package[]): Promise<void> {
  const { name, bin = {} } = one.manifest;
  const example = readExample(one.readme);
  const installed = await check(`${name} installs into an empty folder`, () =>
    install(dir, example.installs, packages),
  );
  if (!installed) return;
  await check(`${name}: the README's example prints what it says`, () => checkExample(dir, example));
  await check(`${name}: a strict TypeScript project reads its declarations`, () => checkTypes(dir, name));
  for (const program of Object.keys(bin)) {
    await check(`${name}: the program ${program} starts and stops`, () => checkProgram(dir, program));
  }
}

const temporary = await mkdtemp(path.join(tmpdir(), 'shouwen-packages-'));
try {
  const { workspaces } = await readJson<{ workspaces: string[] }>(path.join(root, 'package.json'));
  const packages: Package[] = [];
  for (const folder of workspaces) packages.push(await pack(folder, temporary));
  for (const one of packages) {
    await checkPackage(one, path.join(temporary, one.manifest.name.replace(/.*\//, '')), packages);
  }
} finally {
  await rm(temporary, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
