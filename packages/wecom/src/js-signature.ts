import { createHash } from 'node:crypto';

/**
 * The signature of a page for `@wecom/jssdk`: raw values in this order, the address without its `#…`, seconds
 * (wecom-api.md 7.3).
 */
export function signJsUrl(parts: {
  ticket: string;
  nonceStr: string;
  timestamp: number | string;
  url: string;
}): string {
  const url = parts.url.split('#')[0];
  const text = `jsapi_ticket=${parts.ticket}&noncestr=${parts.nonceStr}&timestamp=${parts.timestamp}&url=${url}`;
  return createHash('sha1').update(text).digest('hex');
}

/** The address that sends a visitor through WeCom's silent log-in (wecom-api.md 7.1). `state` ≤ 128 of a-zA-Z0-9. */
export function authorizeUrl(parts: { corpId: string; agentId: string; redirectUri: string; state: string }): string {
  if (!/^[a-zA-Z0-9]{1,128}$/.test(parts.state)) throw new RangeError('state must be 1 to 128 characters a-z A-Z 0-9');
  const query = new URLSearchParams({
    appid: parts.corpId,
    redirect_uri: parts.redirectUri,
    response_type: 'code',
    scope: 'snsapi_base',
    state: parts.state,
    agentid: parts.agentId,
  });
  return `https://open.weixin.qq.com/connect/oauth2/authorize?${query}#wechat_redirect`;
}
