/** A MongoDB-wire server in this process, and its options. */
export { type EmbeddedMongo, type EmbeddedMongoOptions, startEmbeddedMongo } from './start.ts';
export { DataDirError } from './storage/lock.ts';
