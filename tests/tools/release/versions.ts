import { ReleaseError } from './release-error.ts';

const VERSION = /^(\d+)\.(\d+)\.(\d+)$/;

function partsOf(version: string): number[] {
  const parts = VERSION.exec(version)?.slice(1).map(Number);
  if (parts === undefined) throw new ReleaseError(`"${version}" is no version; write MAJOR.MINOR.PATCH, such as 0.2.0`);
  return parts;
}

/** Throws a ReleaseError for what is no version or is older than the current one. The current one may be released first. */
export function checkVersion(version: string, current: string): void {
  const [wanted, now] = [partsOf(version), partsOf(current)];
  const index = wanted.findIndex((part, at) => part !== now[at]);
  const isOlder = index >= 0 && (wanted[index] ?? 0) < (now[index] ?? 0);
  if (isOlder) throw new ReleaseError(`${version} is older than ${current}`);
}

interface Manifest {
  version: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** Sets the version of a manifest and what it asks of its sister packages. */
function bump(manifest: Manifest, version: string, sisters: ReadonlySet<string>): void {
  manifest.version = version;
  for (const wanted of [manifest.dependencies, manifest.devDependencies, manifest.peerDependencies]) {
    for (const name of Object.keys(wanted ?? {})) {
      if (wanted !== undefined && sisters.has(name)) wanted[name] = version;
    }
  }
}

const asText = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** A package.json of that version. `sisters` are the names of the workspaces, which are released together. */
export function bumpManifest(text: string, version: string, sisters: ReadonlySet<string>): string {
  const manifest = JSON.parse(text) as Manifest;
  bump(manifest, version, sisters);
  return asText(manifest);
}

/** A package-lock.json of that version: its own entry and those of the workspaces, which stand under their folders. */
export function bumpLock(text: string, version: string, sisters: ReadonlySet<string>): string {
  const lock = JSON.parse(text) as Manifest & { packages: Record<string, Manifest & { name?: string }> };
  lock.version = version;
  for (const [folder, entry] of Object.entries(lock.packages)) {
    const isOwn = folder === '' || (!folder.includes('node_modules/') && sisters.has(entry.name ?? ''));
    if (isOwn) bump(entry, version, sisters);
  }
  return asText(lock);
}
