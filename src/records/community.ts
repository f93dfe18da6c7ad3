import type { Community as FollowUpCommunity } from '../followup/index.ts';
import type { FormMessages } from './config/form-messages.ts';
import type { ReportMessages } from './config/report-messages.ts';
import type { ReportsFile } from './config/reports.ts';

/** What forms and reports read of a community's configuration. */
export interface Community extends FollowUpCommunity {
  readonly reports: ReportsFile;
  readonly messages: FollowUpCommunity['messages'] & { readonly report: ReportMessages; readonly forms: FormMessages };
}
