import { createHash } from 'node:crypto';
import { createMessage, type GroupChat } from '../chats.ts';
import type { Core } from '../core.ts';
import { createRate } from '../rate.ts';
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

/** Group push webhooks (wecom-api.md 5.1): the key is the secret, there is no token. */
export function createWebhook(core: Core): ApiTable {
  const rate = createRate(core.limits.groupPerMinute, 60_000);

  function robot({ query }: ApiCall): GroupChat {
    const chat = core.chats.group(query.get('key') ?? '');
    must(chat !== undefined && chat.robot !== 'removed', 93000, 'invalid webhook url');
    must(chat.robot !== 'disabled', 93004, 'robot disabled');
    return chat;
  }

  function acceptBody(chat: GroupChat, request: Json): Json {
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
      case 'voice': {
        const media = core.media.find(asText(body.media_id));
        must(media?.type === type && media.owner === chat.group.key, 40007, 'invalid media_id');
        return body;
      }
      case 'template_card':
        must(NOTICES.includes(asText(body.card_type)), 42031, 'invalid card_type for a webhook');
        checkCard(body);
        return body;
      default:
        throw new ApiError(40008, 'invalid msgtype');
    }
  }

  function send(call: ApiCall) {
    const chat = robot(call);
    const body = acceptBody(chat, call.body);
    must(rate.take(chat.group.key, core.clock.now()), 45009, 'api freq out of limit');
    const msgtype = asText(call.body.msgtype);
    const parts = { id: core.newId('', 28), at: core.clock.now(), from: 'bot' as const, sender: chat.group.key };
    const card = { taskId: asText(body.task_id), content: body, replacedBy: null, past: [] };
    chat.messages.push(
      createMessage(msgtype === 'template_card' ? { ...parts, msgtype, body, card } : { ...parts, msgtype, body }),
    );
    core.changed(chat);
    return {};
  }

  function upload(call: ApiCall) {
    const chat = robot(call);
    const type = call.query.get('type');
    must(type === 'file' || type === 'voice', 40004, 'invalid media type');
    return uploadMedia(core, call, { type, owner: chat.group.key });
  }

  return {
    'webhook/send': { method: 'POST', auth: 'none', handle: send },
    'webhook/upload_media': { method: 'POST', auth: 'none', handle: upload },
  };
}
