/** The embedded MongoDB-wire server: `startEmbeddedMongo` is all another room needs. */
export { type EmbeddedMongo, startEmbeddedMongo } from './start.ts';
export { DataDirError } from './storage/lock.ts';
