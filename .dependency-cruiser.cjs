/** Who may import whom: the table of docs/architecture.md, enforced by `npm run check`. */
const room = (name) => `^src/${name}/`;
const pure = ['understanding', 'conversation', 'tickets', 'followup'];
const outside = ['store', 'wecom', 'http', 'simulator', 'embedded-mongo', 'intake', 'delivery'];
module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'pure-core',
      comment: 'Understanding, conversation, tickets and follow-up take values and return values; what delivery can show is a type.',
      severity: 'error',
      from: { path: pure.map(room) },
      to: { path: outside.map(room), pathNot: '^src/delivery/types\\.ts$' },
    },
    {
      name: 'core-has-no-io',
      severity: 'error',
      from: { path: pure.map(room), pathNot: ['/cli/', 'load-model\\.ts$', 'load-flows\\.ts$'] },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|assert)$' },
    },
    {
      name: 'protocol-stands-alone',
      severity: 'error',
      from: { path: [room('wecom'), room('embedded-mongo')] },
      to: { path: '^src/', pathNot: ['^src/shared/', room('wecom'), room('embedded-mongo')] },
    },
    {
      name: 'embedded-mongo-is-one-folder',
      severity: 'error',
      from: { path: room('embedded-mongo') },
      to: { path: '^src/', pathNot: room('embedded-mongo') },
    },
    {
      name: 'simulator-reaches-by-http',
      severity: 'error',
      from: { path: room('simulator') },
      to: { path: '^src/', pathNot: [room('simulator'), '^src/wecom/crypto', '^src/shared/'] },
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
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'] },
  },
};
