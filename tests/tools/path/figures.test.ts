import { expect, test } from '@jest/globals';
import { type CommandFigures, formatCommands } from './commands.ts';
import { pathMeasures } from './measures.ts';
import { productFiles } from './way.ts';

const commands: CommandFigures = {
  phases: [
    {
      name: 'talk',
      unit: 'owner message',
      perUnit: new Map([
        ['find tickets', 1.5],
        ['update outbox', 8],
      ]),
    },
    { name: 'work', unit: 'worker command', perUnit: new Map([['find visits', 2]]) },
  ],
  idlePerSecond: new Map([['find tickets', 1]]),
};

test('files of the product, each once, the demo’s WeCom apart', () => {
  const at = (file: string) => `file:///home/x/${file}`;
  const scripts = ['src/tickets/a.ts', 'src/tickets/a.ts', 'packages/wecom/src/b.ts', 'src/app/demo.ts'];
  const foreign = ['node_modules/koa/src/k.ts', 'packages/wecom-simulator/src/c.ts', 'tests/tools/path/agent.ts'];
  expect(productFiles([...scripts, ...foreign].map(at))).toEqual(['packages/wecom/src/b.ts', 'src/tickets/a.ts']);
  expect(productFiles(['node:internal/timers', 'file:///home/x/packages/w/node_modules/y/z.ts'])).toEqual([]);
});

test('the table has a row for each command, the most frequent first, and their sum', () => {
  expect(
    formatCommands(commands)
      .split('\n')
      .slice(2)
      .map((line) => line.split(/\s{2,}/)),
  ).toEqual([
    ['update outbox', '8.00'],
    ['find tickets', '1.50', '1.00'],
    ['find visits', '2.00'],
    ['all', '9.50', '2.00', '1.00'],
  ]);
});

test.each([
  ['commands-message', 9.5],
  ['commands-worker', 2],
  ['commands-idle', 1],
  ['app-entries', 2],
  ['way-files', 1],
])('%s is %d', async (id, value) => {
  const way = { appEntries: ['a', 'b'], files: ['src/a/b.ts'], rooms: ['a'] };
  const reading = await pathMeasures.find((measure) => measure.id === id)?.read({ way, commands });
  expect(reading?.value).toBe(value);
});

test('a way on which no step was seen cannot be counted', async () => {
  const way = { appEntries: null, files: [], rooms: [] };
  expect(await pathMeasures[0]?.read({ way, commands })).toMatchObject({ value: null });
});
