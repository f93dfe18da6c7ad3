/** Jest runs the TypeScript sources as ES modules; swc only strips the types. */
export default {
  rootDir: '..',
  testMatch: ['<rootDir>/{tests,packages/*/tests}/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/packages/[^/]+/dist/'],
  testPathIgnorePatterns: ['/node_modules/', ...(process.env.SHOUWEN_SLOW ? [] : ['<rootDir>/tests/browser/'])],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'es6' } }],
  },
  setupFiles: ['<rootDir>/tests/tools/property-seed.mjs'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  testTimeout: 30_000,
  maxWorkers: 2,
  reporters: ['default', '<rootDir>/tests/tools/summary-reporter.mjs'],
};
