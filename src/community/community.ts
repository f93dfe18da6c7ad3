import type { CalendarFile } from './config/calendar.ts';
import type { CommunityFile } from './config/community.ts';
import type { DutyFile } from './config/duty.ts';
import type { Department, HouseRecord, StaffMember } from './config/people.ts';

/** One community (小区): its name and hours, who works there and when, and its register of houses. Frozen. */
export interface Community extends CommunityFile {
  /** Folder name under `communities/`, or `main` for the files directly in CONFIG_DIR. In every key and query. */
  readonly id: string;
  readonly departments: readonly Department[];
  readonly staff: readonly StaffMember[];
  readonly houses: readonly HouseRecord[];
  readonly calendar: CalendarFile;
  readonly duty: DutyFile;
}

/** The communities that are configured now; a changed file on disk replaces them as a whole. `C` is what the asking room reads of one. */
export interface Communities<C extends Community = Community> {
  /** Throws UnknownCommunityError when there is none with this id. */
  get(id: string): C;
  find(id: string): C | null;
  all(): readonly C[];
  /** The community that a 微信客服 account serves; null when no community.yaml names it. */
  byOpenKfId(openKfId: string): C | null;
}

/** A stored document or message names a community that no configuration has (any more). */
export class UnknownCommunityError extends Error {
  readonly code = 'UNKNOWN_COMMUNITY';
  override readonly name = 'UnknownCommunityError';
  constructor(id: string) {
    super(`no community "${id}" is configured; add communities/${id}/community.yaml to CONFIG_DIR`);
  }
}
