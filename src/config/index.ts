/** The public door of this room. */
export { EnvironmentError, readEnvironment } from './environment.ts';
export { linkSecret } from './link-secret.ts';
export { createLiveCompany, type LiveCompany } from './live-company.ts';
export { loadCompany, MAIN_COMMUNITY } from './load.ts';
export type { Community, Company, Environment } from './types.ts';
export { WECOM_HINTS } from './wecom-hints.ts';
