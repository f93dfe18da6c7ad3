import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cutChangelog, unreleasedText } from './changelog.ts';
import { ReleaseError } from './release-error.ts';
import { bumpLock, bumpManifest, checkVersion } from './versions.ts';

/** One release of the product and its packages, which carry one version. */
export interface ReleaseOptions {
  /** The repository's root. */
  readonly root: string;
  readonly version: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Changes nothing and runs no checks; says what would be done. */
  readonly dryRun: boolean;
  readonly print: (line: string) => void;
}

const MANIFEST = 'package.json';
const LOCK = 'package-lock.json';
const CHANGELOG = 'CHANGELOG.md';
const CHECKS = [
  ['run', '--silent', 'check'],
  ['test', '--silent'],
] as const;

const tagOf = (version: string) => `v${version}`;

/**
 * Checks the tree, runs `npm run check` and `npm test`, cuts the CHANGELOGs, sets the versions, commits and tags.
 * Pushes nothing. Throws a ReleaseError, before anything is changed, when the release cannot be made.
 */
export function release({ root, version, date, dryRun, print }: ReleaseOptions): void {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  const manifest = JSON.parse(read(MANIFEST)) as { version: string; workspaces?: string[] };
  checkVersion(version, manifest.version);
  if (git('status', '--porcelain') !== '')
    throw new ReleaseError('the working tree is not clean: commit or stash first');
  if (git('tag', '--list', tagOf(version)) !== '') throw new ReleaseError(`${tagOf(version)} is tagged already`);
  const files = changedFiles({ root, read, workspaces: manifest.workspaces ?? [], version, date });
  const notes = unreleasedText(read(CHANGELOG));

  if (dryRun) {
    print(`would release ${version} of ${date}, changing ${[...files.keys()].join(', ')}:\n\n${notes}`);
    return;
  }
  for (const check of CHECKS) {
    print(`npm ${check.join(' ')}`);
    execFileSync('npm', check, { cwd: root, stdio: 'inherit' });
  }
  for (const [file, text] of files) writeFileSync(path.join(root, file), text);
  git('add', ...files.keys());
  git('commit', '-m', `chore(release): ${tagOf(version)}`);
  git('tag', '-a', tagOf(version), '-m', `${tagOf(version)}\n\n${notes}`);
  print(`released ${version}; publish it with: git push --follow-tags`);
}

interface Tree {
  readonly root: string;
  read(file: string): string;
  readonly workspaces: readonly string[];
  readonly version: string;
  readonly date: string;
}

/** Every file that a release changes, with its new text. */
function changedFiles({ root, read, workspaces, version, date }: Tree): Map<string, string> {
  const manifests = workspaces.map((folder) => `${folder}/${MANIFEST}`);
  const sisters = new Set(manifests.map((file) => (JSON.parse(read(file)) as { name: string }).name));
  const files = new Map<string, string>();
  files.set(CHANGELOG, cutChangelog(read(CHANGELOG), { version, date }));
  for (const file of [MANIFEST, ...manifests]) files.set(file, bumpManifest(read(file), version, sisters));
  if (existsSync(path.join(root, LOCK))) files.set(LOCK, bumpLock(read(LOCK), version, sisters));
  for (const folder of workspaces) {
    const changelog = `${folder}/${CHANGELOG}`;
    const hasNews = existsSync(path.join(root, changelog)) && unreleasedText(read(changelog)) !== '';
    if (hasNews) files.set(changelog, cutChangelog(read(changelog), { version, date }));
  }
  return files;
}
