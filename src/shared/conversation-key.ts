/** `${openKfId}/${externalUserid}`: names the conversation of an owner everywhere. */
export const conversationKey = (openKfId: string, externalUserid: string) => `${openKfId}/${externalUserid}`;

/** The two ids inside a conversation key. */
export function splitConversationKey(key: string): { openKfId: string; externalUserid: string } {
  const at = key.indexOf('/');
  return { openKfId: key.slice(0, at), externalUserid: key.slice(at + 1) };
}
