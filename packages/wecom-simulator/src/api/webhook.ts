import { createHash } from 'node:crypto';
import { createMessage, type GroupChat } from '../chats.ts';
import { createRate } from '../rate.ts';
import type { SimulatorState } from '../simulator-state.ts';
import type { Json } from '../types.ts';
import { asList, asObject, asText, bytesOf } from '../values.ts';
import { type ApiCall, ApiError, type ApiTable, must } from './answer.ts';
import { checkCard } from './card-rules.ts';
import { uploadMedia } from './media.ts';

const IMAGE_LIMIT = 2 * 1024 * 1024;
const NOTICES = ['text_notice', 'news_notice'];

function limited(body: Json, name: string, limit: number): Json {
  const content = asText(body.content);
  must(content !== '', 44004, 'empty content');
  must(bytesOf(content) <= limit, 40058, `${name}.content exceed max length ${limit}`);
  return body;
}

function acceptImage(body: Json): Json {
  const bytes = Buffer.from(asText(body.base64), 'base64');
  must(bytes.length > 5 && bytes.length <= IMAGE_LIMIT, 40009, 'invalid image size');
  must(createHash('md5').update(bytes).digest('hex') === asText(body.md5), 301019, 'image md5 does not match');
  return body;
}

function acceptNews(body: Json): Json {
  const articles = asList(body.articles).map(asObject);
  must(articles.length >= 1 && articles.length <= 8, 40058, 'news.articles must hold 1 to 8');
  for (const article of articles) {
    must(asText(article.title) !== '' && asText(article.url) !== '', 40058, 'news.articles title or url missing');
    must(bytesOf(asText(article.title)) <= 128, 40058, 'news.articles.title exceed max length 128');
    must(bytesOf(asText(article.description)) <= 512, 40058, 'news.articles.description exceed max length 512');
  }
  return body;
}

function acceptFile(sim: SimulatorState, key: string, { type, body }: { type: string; body: Json }): Json {
  const media = sim.media.find(asText(body.media_id));
  must(media?.type === type && media.owner === key, 40007, 'invalid media_id');
  return body;
}

/** The body of a push into the group of `key`: checked, nothing is cut (wecom-api.md 5.1). Throws ApiError. */
function acceptBody(sim: SimulatorState, key: string, request: Json): Json {
  const type = asText(request.msgtype);
  const body = asObject(request[type]);
  switch (type) {
    case 'text':
      return limited(body, type, 2048);
    case 'markdown':
    case 'markdown_v2':
      return limited(body, type, 4096);
    case 'image':
      return acceptImage(body);
    case 'news':
      return acceptNews(body);
    case 'file':
    case 'voice':
      return acceptFile(sim, key, { type, body });
    case 'template_card':
      must(NOTICES.includes(asText(body.card_type)), 42031, 'invalid card_type for a webhook');
      checkCard(body);
      return body;
    default:
      throw new ApiError(40008, 'invalid msgtype');
  }
}

function groupOf(sim: SimulatorState, { query }: ApiCall): GroupChat {
  const chat = sim.chats.group(query.get('key') ?? '');
  must(chat !== undefined && chat.robot !== 'removed', 93000, 'invalid webhook url');
  must(chat.robot !== 'disabled', 93004, 'robot disabled');
  return chat;
}

/** Group push webhooks (wecom-api.md 5.1): the key is the secret, there is no token. */
export function createWebhook(sim: SimulatorState): ApiTable {
  const rate = createRate(sim.limits.groupPerMinute, 60_000);

  function send(call: ApiCall) {
    const chat = groupOf(sim, call);
    const { key } = chat.group;
    const body = acceptBody(sim, key, call.body);
    const at = sim.clock.now();
    must(rate.take(key, at), 45009, 'api freq out of limit');
    const msgtype = asText(call.body.msgtype);
    chat.messages.push(createMessage({ id: sim.newId('', 28), at, from: 'bot', sender: key, msgtype, body }));
    sim.changed(chat);
    return {};
  }

  function upload(call: ApiCall) {
    const chat = groupOf(sim, call);
    const type = call.query.get('type');
    must(type === 'file' || type === 'voice', 40004, 'invalid media type');
    return uploadMedia(sim, call, { type, owner: chat.group.key });
  }

  return {
    'webhook/send': { method: 'POST', auth: 'none', handle: send },
    'webhook/upload_media': { method: 'POST', auth: 'none', handle: upload },
  };
}
