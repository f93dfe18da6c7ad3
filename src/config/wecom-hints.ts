import type { WecomApiOptions } from '@shouwen/wecom';

/** What an operator can do about a refusal of WeCom, in the names of this product's files and variables, by errcode. */
export const WECOM_HINTS: NonNullable<WecomApiOptions['hints']> = {
  43012: "set the app's callback address to PUBLIC_URL/wecom/app in the admin console",
  50001: "add the domain of PUBLIC_URL to the app's trusted domains for web pages and the JS-SDK",
  93000:
    'check the webhookKey of the department in departments.yaml: wrong key, or the push was removed from the group',
  93004: 'the group push of this webhookKey is disabled in the admin console',
  93008: 'the group push of this webhookKey is not in the group any more',
  95000: 'check openKfId in community.yaml (WECOM_KF_ID)',
  95004: 'check openKfId in community.yaml (WECOM_KF_ID): the account does not exist',
};
