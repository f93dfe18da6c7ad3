/** Who may import whom: the table of docs/architecture.md, enforced by `npm run check`. */
const room = (name) => `^src/${name}/`;
const pure = ['understanding', 'conversation', 'tickets', 'followup'];
const outside = ['store', 'http', 'intake', 'delivery'];
module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'pure-core',
      comment: 'Understanding, conversation, tickets and follow-up take values and return values; what delivery can show is a type.',
      severity: 'error',
      from: { path: pure.map(room) },
      to: { path: [...outside.map(room), '^packages/'], pathNot: '^src/delivery/types\\.ts$' },
    },
    {
      name: 'core-has-no-io',
      severity: 'error',
      from: { path: pure.map(room), pathNot: ['/cli/', '/load-[a-z-]+\\.ts$', '/correction-log\\.ts$'] },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|assert)$' },
    },
    {
      name: 'understanding-has-one-door',
      severity: 'error',
      from: { path: '^src/', pathNot: room('understanding') },
      to: { path: room('understanding'), pathNot: '^src/understanding/index\\.ts$' },
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
    {
      name: 'shared-imports-nothing',
      severity: 'error',
      from: { path: room('shared') },
      to: { path: '^src/', pathNot: room('shared') },
    },
    {
      name: 'only-main-wires',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main\\.ts$|app/)' },
      to: { path: '^src/(main\\.ts$|app/)' },
    },
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
