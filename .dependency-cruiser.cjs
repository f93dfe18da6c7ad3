/** Who may import whom: `.rooms.cjs` as rules, with those of the packages. Enforced by `npm run check:imports`. */
const { rooms, pure } = require('./.rooms.cjs');

const room = (name) => `^src/${name}/`;
const names = Object.keys(rooms);

/** A room imports only the rooms that its line names. */
const order = names.map((name) => ({
  name: `order-of-${name}`,
  severity: 'error',
  from: { path: room(name) },
  to: { path: '^src/', pathNot: [name, ...rooms[name]].map(room) },
}));

/** A room is entered by its `index.ts`. */
const doors = names.map((name) => ({
  name: `door-of-${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: room(name) },
  to: { path: room(name), pathNot: `^src/${name}/index\\.ts$` },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-has-no-io',
      severity: 'error',
      from: { path: pure.map(room), pathNot: ['/cli/', '/load-[a-z-]+\\.ts$', '/correction-log\\.ts$'] },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|assert)$' },
    },
    {
      name: 'packages-stand-alone',
      comment: 'A package imports nothing of the product.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: ['^src/', '^tests/'] },
    },
    {
      name: 'packages-know-each-other-by-name',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/', pathNot: ['^packages/$1/', '^packages/wecom/src/index\\.ts$'] },
    },
    {
      name: 'only-the-simulator-uses-another-package',
      severity: 'error',
      from: { path: '^packages/(wecom|embedded-mongo)/' },
      to: { path: '^packages/', pathNot: '^packages/$1/' },
    },
    {
      name: 'packages-have-one-door',
      comment: 'The product imports a package by its name, which is its index.',
      severity: 'error',
      from: { path: '^(src|tests)/' },
      to: { path: '^packages/', pathNot: '^packages/[^/]+/src/index\\.ts$' },
    },
    ...order,
    ...doors,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^packages/[^/]+/dist/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default'],
    },
  },
};
