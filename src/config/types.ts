import type { CalendarFile } from '../community/config/calendar.ts';
import type { CommunityFile } from '../community/config/community.ts';
import type { DutyFile } from '../community/config/duty.ts';
import type { Department, HouseRecord, StaffMember } from '../community/config/people.ts';
import type { AnswersFile } from '../conversation/config/answers.ts';
import type { ConversationFile } from '../conversation/config/conversation.ts';
import type { DeliveryFile } from '../delivery/config/delivery.ts';
import type { FollowUpFile } from '../followup/config/follow-up.ts';
import type { ReportsFile } from '../records/config/reports.ts';
import type { StaffCommandsFile } from '../staff/config/staff-commands.ts';
import type { EscalationFile } from '../tickets/config/escalation.ts';
import type { PricesFile } from '../tickets/config/prices.ts';
import type { RoutingFile } from '../tickets/config/routing.ts';
import type { Messages } from './catalogues.ts';

/** Everything one community (小区) is configured with. Frozen; a reload makes a new one. */
export interface Community extends CommunityFile {
  /** Folder name under `communities/`, or `main` for the files directly in CONFIG_DIR. In every key and query. */
  readonly id: string;
  readonly departments: readonly Department[];
  readonly staff: readonly StaffMember[];
  readonly houses: readonly HouseRecord[];
  readonly routing: RoutingFile;
  readonly escalation: EscalationFile;
  readonly calendar: CalendarFile;
  readonly duty: DutyFile;
  readonly prices: PricesFile;
  readonly staffCommands: StaffCommandsFile;
  readonly messages: Messages;
  readonly conversation: ConversationFile;
  readonly answers: AnswersFile['answers'];
  readonly followUp: FollowUpFile;
  readonly delivery: DeliveryFile;
  readonly reports: ReportsFile;
}

/** What the environment says (operating contract, "Environment"). */
export interface Environment {
  readonly demo: boolean;
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string;
  readonly mongodbUri: string | null;
  readonly dataDir: string;
  readonly configDir: string;
  readonly flowsDir: string;
  readonly logLevel: string;
  readonly metricsToken: string | null;
  readonly linkSecret: string | null;
  /** An OpenAI-compatible endpoint asked about messages the program is unsure of; null: none. */
  readonly understandingUrl: string | null;
  readonly understandingKey: string | null;
  readonly understandingModel: string;
  readonly wecom: {
    readonly apiBase: string;
    readonly corpId: string;
    readonly agentId: number;
    readonly agentSecret: string;
    readonly token: string;
    readonly aesKey: string;
    readonly bot: { readonly token: string; readonly aesKey: string } | null;
  };
}

/** All communities of the company, by id and by the 微信客服 account that owners write to. */
export interface Company {
  readonly communities: ReadonlyMap<string, Community>;
  byOpenKfId(openKfId: string): Community | null;
}
