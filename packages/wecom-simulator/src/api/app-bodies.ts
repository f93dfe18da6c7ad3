import type { SimulatorState } from '../simulator-state.ts';
import type { Json } from '../types.ts';
import { asList, asObject, asText, bytesOf, cutText } from '../values.ts';
import { ApiError, must } from './answer.ts';
import { checkCard } from './card-rules.ts';

function acceptMedia(sim: SimulatorState, type: string, body: Json): Json {
  const media = sim.media.find(asText(body.media_id));
  must(media?.type === type && media.owner === null, 40007, 'invalid media_id');
  return body;
}

function acceptTextcard(body: Json): Json {
  must(asText(body.title) !== '' && [...asText(body.title)].length <= 128, 40058, 'textcard.title missing or too long');
  must(asText(body.description) !== '' && [...asText(body.description)].length <= 512, 40058, 'textcard.description');
  must(asText(body.url) !== '' && bytesOf(asText(body.url)) <= 2048, 40058, 'textcard.url missing or too long');
  return body;
}

function acceptNews(body: Json): Json {
  const articles = asList(body.articles).map(asObject);
  must(articles.length >= 1 && articles.length <= 8, 45008, 'articles must hold 1 to 8');
  for (const article of articles) must(asText(article.title) !== '', 41016, 'article title missing');
  return body;
}

/**
 * The body of an app message as the member gets it: checked, and a long text cut (wecom-api.md 4.1).
 * Throws ApiError 40007, 40008, 40058, 41016, 42014, 42027–42051, 44004, 45008.
 */
export function acceptAppBody(sim: SimulatorState, request: Json): Json {
  const type = asText(request.msgtype);
  const body = asObject(request[type]);
  switch (type) {
    case 'text':
    case 'markdown':
      must(asText(body.content) !== '', 44004, 'empty content');
      return { ...body, content: cutText(asText(body.content), 2048) };
    case 'image':
    case 'voice':
    case 'video':
    case 'file':
      return acceptMedia(sim, type, body);
    case 'textcard':
      return acceptTextcard(body);
    case 'news':
      return acceptNews(body);
    case 'template_card':
      checkCard(body);
      return body;
    default:
      throw new ApiError(40008, 'invalid msgtype');
  }
}
