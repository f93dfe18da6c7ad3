import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cutChangelog, sectionText, unreleasedText } from './changelog.ts';
import { release } from './release.ts';
import { bumpLock, checkVersion } from './versions.ts';

const CHANGELOG = `# Changelog

Words about the form.

## [Unreleased]

### Added
- Something new.

## [0.1.0] - 2026-01-02

- The first.
`;

describe('the CHANGELOG', () => {
  test('sections by name', () => {
    expect(unreleasedText(CHANGELOG)).toBe('### Added\n- Something new.');
    expect(sectionText(CHANGELOG, '0.1.0')).toBe('- The first.');
    expect(() => sectionText(CHANGELOG, '9.9.9')).toThrow('no section "## [9.9.9]"');
  });

  test('what is unreleased gets the version, and an empty section stands above it', () => {
    const cut = cutChangelog(CHANGELOG, { version: '0.2.0', date: '2026-11-24' });
    expect(sectionText(cut, '0.2.0')).toBe('### Added\n- Something new.');
    expect(unreleasedText(cut)).toBe('');
    expect(cut).toContain('## [Unreleased]\n\n## [0.2.0] - 2026-11-24\n\n### Added');
    expect(sectionText(cut, '0.1.0')).toBe('- The first.');
  });

  test('nothing to release, and a version that is there, are refused', () => {
    const cut = cutChangelog(CHANGELOG, { version: '0.2.0', date: '2026-11-24' });
    expect(() => cutChangelog(cut, { version: '0.3.0', date: '2026-11-25' })).toThrow('nothing');
    expect(() => cutChangelog(CHANGELOG, { version: '0.1.0', date: '2026-11-25' })).toThrow('already');
  });
});

describe('versions', () => {
  test.each([
    ['0.1.0', '0.1.0'],
    ['0.1.1', '0.1.0'],
    ['0.10.0', '0.9.9'],
    ['1.0.0', '0.99.99'],
  ])('%s may follow %s', (version, current) => {
    expect(() => checkVersion(version, current)).not.toThrow();
  });

  test.each([
    ['0.1.0', '0.1.1'],
    ['0.9.9', '0.10.0'],
    ['v0.2.0', '0.1.0'],
    ['0.2', '0.1.0'],
    ['0.2.0-beta', '0.1.0'],
  ])('%s may not follow %s', (version, current) => {
    expect(() => checkVersion(version, current)).toThrow(/older|no version/);
  });

  test('in the lock file only the product and its workspaces are set', () => {
    const lock = {
      version: '0.1.0',
      packages: {
        '': { version: '0.1.0', dependencies: { '@x/a': '0.1.0', koa: '^3.0.0' } },
        'packages/a': { name: '@x/a', version: '0.1.0' },
        'node_modules/@x/a': { resolved: 'packages/a', link: true },
        'node_modules/koa': { version: '3.0.0' },
      },
    };
    expect(JSON.parse(bumpLock(JSON.stringify(lock), '0.2.0', new Set(['@x/a'])))).toEqual({
      version: '0.2.0',
      packages: {
        '': { version: '0.2.0', dependencies: { '@x/a': '0.2.0', koa: '^3.0.0' } },
        'packages/a': { name: '@x/a', version: '0.2.0' },
        'node_modules/@x/a': { resolved: 'packages/a', link: true },
        'node_modules/koa': { version: '3.0.0' },
      },
    });
  });
});

describe('a release', () => {
  let root = '';
  let printed = '';
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const run = (options: { version?: string; dryRun?: boolean } = {}) =>
    release({
      root,
      version: '0.2.0',
      date: '2026-11-24',
      dryRun: false,
      ...options,
      print: (line) => (printed += line),
    });

  function writeProject(check: string): void {
    const scripts = { check, test: 'node -e ""' };
    write(
      'package.json',
      json({ name: 'p', version: '0.1.0', workspaces: ['packages/a'], scripts, dependencies: { '@x/a': '0.1.0' } }),
    );
    write('packages/a/package.json', json({ name: '@x/a', version: '0.1.0' }));
    write('packages/a/CHANGELOG.md', '# Changelog\n\n## [Unreleased]\n');
    write('CHANGELOG.md', CHANGELOG);
  }

  beforeEach(() => {
    printed = '';
    root = mkdtempSync(path.join(tmpdir(), 'shouwen-release-'));
    git('init', '--initial-branch=main');
    git('config', 'user.name', 'Tester');
    git('config', 'user.email', 'tester@example.org');
    git('config', 'commit.gpgsign', 'false');
    git('config', 'tag.gpgsign', 'false');
    writeProject('node -e ""');
    git('add', '.');
    git('commit', '-m', 'first');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('cuts, bumps, commits and tags with the notes', () => {
    run();
    expect(sectionText(read('CHANGELOG.md'), '0.2.0')).toContain('Something new');
    expect(JSON.parse(read('package.json'))).toMatchObject({ version: '0.2.0', dependencies: { '@x/a': '0.2.0' } });
    expect(JSON.parse(read('packages/a/package.json'))).toMatchObject({ version: '0.2.0' });
    expect(unreleasedText(read('packages/a/CHANGELOG.md'))).toBe('');
    expect(git('status', '--porcelain')).toBe('');
    expect(git('log', '-1', '--format=%s')).toBe('chore(release): v0.2.0');
    expect(git('for-each-ref', '--format=%(contents)', 'refs/tags/v0.2.0')).toContain('Something new');
  });

  test('a dry run says what it would do and changes nothing', () => {
    run({ dryRun: true });
    expect(printed).toContain('Something new');
    expect(printed).toContain('packages/a/package.json');
    expect(git('status', '--porcelain')).toBe('');
    expect(git('tag', '--list')).toBe('');
  });

  test.each([
    ['a tree that is not clean', () => write('new.txt', 'x'), 'not clean'],
    ['a tag that exists', () => git('tag', 'v0.2.0'), 'tagged already'],
  ])('%s is refused', (_, prepare, words) => {
    prepare();
    expect(run).toThrow(words);
    expect(git('log', '-1', '--format=%s')).toBe('first');
  });

  test('a failing check leaves everything as it was', () => {
    writeProject('node -e "process.exit(1)"');
    git('commit', '-am', 'failing');
    expect(run).toThrow();
    expect(git('status', '--porcelain')).toBe('');
    expect(git('tag', '--list')).toBe('');
  });
});
