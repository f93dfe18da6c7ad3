import { ReleaseError } from './release-error.ts';

/** Reads and cuts a CHANGELOG in the form of keepachangelog.com: `## [Unreleased]`, `## [1.2.3] - 2026-11-24`. */
const UNRELEASED = 'Unreleased';
const HEADING = /^## \[([^\]]+)\](?: - (\d{4}-\d{2}-\d{2}))?$/;

interface Section {
  readonly name: string;
  /** Where its heading begins and where its text ends, in lines. */
  readonly from: number;
  readonly to: number;
}

function sectionsOf(lines: readonly string[]): Section[] {
  const starts = lines.flatMap((line, from) => {
    const name = HEADING.exec(line)?.[1];
    return name === undefined ? [] : [{ name, from }];
  });
  return starts.map((start, index) => ({ ...start, to: starts[index + 1]?.from ?? lines.length }));
}

/** The text below a version's heading. Throws a ReleaseError when there is no such section. */
export function sectionText(changelog: string, name: string): string {
  const lines = changelog.split('\n');
  const section = sectionsOf(lines).find((one) => one.name === name);
  if (section === undefined) throw new ReleaseError(`CHANGELOG.md has no section "## [${name}]"`);
  return lines
    .slice(section.from + 1, section.to)
    .join('\n')
    .trim();
}

/** The text of what is not released yet; empty when nothing is. */
export const unreleasedText = (changelog: string): string => sectionText(changelog, UNRELEASED);

/**
 * Gives what is unreleased a version and a date (`YYYY-MM-DD`) and leaves an empty Unreleased section above it.
 * Throws a ReleaseError when the version is there already or nothing is unreleased.
 */
export function cutChangelog(changelog: string, { version, date }: { version: string; date: string }): string {
  const lines = changelog.split('\n');
  const sections = sectionsOf(lines);
  if (sections.some(({ name }) => name === version)) throw new ReleaseError(`CHANGELOG.md has ${version} already`);
  if (unreleasedText(changelog) === '') throw new ReleaseError('CHANGELOG.md has nothing under "## [Unreleased]"');
  const at = sections.find(({ name }) => name === UNRELEASED)?.from ?? 0;
  return [...lines.slice(0, at), `## [${UNRELEASED}]`, '', `## [${version}] - ${date}`, ...lines.slice(at + 1)].join(
    '\n',
  );
}
