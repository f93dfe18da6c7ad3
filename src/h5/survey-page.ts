/** Draws the survey page of a return visit, for the owner and for whoever calls them. */
import type { Visit } from '../followup/index.ts';
import { describeTime } from '../language/index.ts';
import { format } from '../messages/index.ts';
import type { Community } from './community.ts';
import { choices, form, htmlPage, notice, textField } from './components.ts';
import type { PageMessages } from './config.ts';
import { type Html, type HtmlValue, html } from './html.ts';

/** What a page shows. `notice`: what to say above the form. */
export interface SurveyPage {
  readonly visit: Visit;
  readonly community: Community;
  /** Epoch ms. */
  readonly now: number;
  readonly notice?: string;
}

/** The best score first. */
const SCORES = ['5', '4', '3', '2', '1'] as const;

/** The owner's page: the form, or one line when the visit has an answer. */
export function ownerPage(shown: SurveyPage): string {
  const { visit, community } = shown;
  const texts = community.messages.pages.survey;
  const isAnswered = visit.answer?.final === true;
  const body = isAnswered
    ? notice(shown.notice ?? texts.done, 'status')
    : [
        shown.notice === undefined ? null : notice(shown.notice, 'alert'),
        visit.about.matter === '' ? null : html`<p>${aboutText(texts.owner, visit)}</p>`,
        form({ what: 'answer', fields: questions(shown), send: texts.send }),
      ];
  return htmlPage({ title: `${community.company} ${texts.title}`, body });
}

/** The page of whoever calls: the five questions while the visit is open, and the opinion that waits for an answer (R25). */
export function staffPage(shown: SurveyPage): string {
  const { visit, community } = shown;
  const texts = community.messages.pages.survey;
  const reached = choices({
    legend: texts.reached,
    name: 'reached',
    options: [
      { value: 'yes', text: texts.reachedYes },
      { value: 'no', text: texts.reachedNo },
      { value: 'refused', text: texts.reachedRefused },
    ],
  });
  const body = [
    shown.notice === undefined ? null : notice(shown.notice, 'status'),
    html`<p>${aboutText(texts.staff, visit)}</p>`,
    html`<p>${format(texts.phoneHint, { number: visit.number })}</p>`,
    visit.state === 'ended'
      ? notice(format(texts.ended, { why: visit.outcomeReason ?? '' }), 'status')
      : form({ what: 'answer', fields: [reached, ...questions(shown)], send: texts.send }),
    opinionPart(shown),
  ];
  return htmlPage({ title: texts.title, body });
}

function question({ visit, community }: SurveyPage): string {
  const texts = community.messages.pages.survey;
  if (visit.type === 'leader') return texts.leader;
  if (visit.type === 'closing' || visit.takesOver !== null) return texts.solved;
  return visit.rain !== null ? texts.rain : texts.good;
}

function questions(shown: SurveyPage): Html[] {
  const texts = shown.community.messages.pages.survey;
  const yesNo = [
    { value: 'yes', text: texts.yes },
    { value: 'no', text: texts.no },
  ];
  const scores = SCORES.map((value) => ({ value, text: texts.scores[value] }));
  const aspects = texts.aspects.map(({ id, name }) => ({ value: id, text: name }));
  return [
    ...(shown.visit.type === 'survey' ? [] : [choices({ legend: question(shown), name: 'solved', options: yesNo })]),
    choices({ legend: texts.score, name: 'score', options: scores }),
    choices({ legend: texts.aspect, name: 'aspect', options: aspects, several: true }),
    textField({ label: texts.words, name: 'words' }),
    html`<p><label class="tick"><input type="checkbox" name="praise" value="yes"> ${texts.praise}</label></p>`,
  ];
}

function aboutText(
  template: PageMessages['survey']['owner'],
  { number, about: { date, place, matter } }: Visit,
): string {
  return format(template, { number, date, place: place ?? '', matter });
}

function opinionPart({ visit: { opinion }, community, now }: SurveyPage): HtmlValue {
  if (opinion === null) return null;
  const texts = community.messages.pages.survey;
  const said = html`<p>${format(texts.opinion, { words: opinion.words })}</p>`;
  if (opinion.answeredAt !== null) {
    const time = describeTime(opinion.answeredAt, now, community.timezone);
    return [said, notice(format(texts.opinionDone, { time, text: opinion.text ?? '' }), 'status')];
  }
  const fields = [textField({ label: texts.opinionText, name: 'words', required: true })];
  return [said, form({ what: 'opinion', fields, send: texts.send })];
}
