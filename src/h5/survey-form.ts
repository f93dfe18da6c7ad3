import type { Community } from '../config/types.ts';
import { surveyPage } from '../followup/config/survey-page.ts';
import { isBad } from '../followup/opinion.ts';
import type { Visit } from '../followup/visit.ts';
import { describeTime } from '../language/time-words.ts';
import { fill } from '../tickets/texts.ts';
import { choices, escapeHtml, form, htmlPage, notice, textField } from './html.ts';

/** What a page shows. `notice`: what to say above the form. */
export interface SurveyPage {
  readonly visit: Visit;
  readonly community: Community;
  /** Epoch ms. */
  readonly now: number;
  readonly notice?: string;
}

/** What was filled in. Null and empty: not said; there is no default. */
export interface FilledIn {
  readonly what: 'answer' | 'opinion';
  readonly reached: 'yes' | 'no' | 'refused' | null;
  readonly solved: boolean | null;
  readonly score: 1 | 2 | 3 | 4 | 5 | null;
  readonly reasons: readonly string[];
  readonly words: string;
  readonly praise: boolean | null;
}

const SCORES = ['1', '2', '3', '4', '5'] as const;
const WORDS_MOST = 500;

/** Reads a posted form. What is not one of the offered values counts as not said. */
export function readForm(body: string, community: Community): FilledIn {
  const fields = new URLSearchParams(body);
  const solved = { yes: true, no: false }[fields.get('solved') ?? ''] ?? null;
  const score = SCORES.find((one) => one === fields.get('score'));
  const given = { solved, score: score === undefined ? null : (Number(score) as FilledIn['score']) };
  const tone = isBad(given) ? 'bad' : 'good';
  const chosen = fields.getAll('aspect');
  const reached = (['yes', 'no', 'refused'] as const).find((one) => one === fields.get('reached')) ?? null;
  return {
    what: fields.get('what') === 'opinion' ? 'opinion' : 'answer',
    reached,
    ...given,
    reasons: community.followUp.page.aspects.filter(({ id }) => chosen.includes(id)).map((aspect) => aspect[tone]),
    words: (fields.get('words') ?? '').trim().slice(0, WORDS_MOST),
    praise: fields.get('praise') === 'yes' ? true : null,
  };
}

function question({ visit, community }: SurveyPage): string {
  const { page } = community.followUp;
  if (visit.type === 'leader') return page.leader;
  if (visit.type === 'closing' || visit.takesOver !== null) return page.solved;
  return visit.rain !== null ? page.rain : page.good;
}

function questions(shown: SurveyPage): string[] {
  const { page } = shown.community.followUp;
  const yesNo = [
    { value: 'yes', text: page.yes },
    { value: 'no', text: page.no },
  ];
  const scores = SCORES.map((value, index) => ({ value, text: page.scores[index]! }));
  return [
    ...(shown.visit.type === 'survey' ? [] : [choices({ legend: question(shown), name: 'solved', options: yesNo })]),
    choices({ legend: page.score, name: 'score', options: [...scores].reverse() }),
    choices({
      legend: page.aspect,
      name: 'aspect',
      options: page.aspects.map(({ id, name }) => ({ value: id, text: name })),
      several: true,
    }),
    textField({ label: page.words, name: 'words' }),
    `<p><label class="tick"><input type="checkbox" name="praise" value="yes"> ${escapeHtml(page.praise)}</label></p>`,
  ];
}

function aboutText(template: string, { visit }: SurveyPage): string {
  const { date, place, matter } = visit.about;
  return fill(template, { number: visit.number, date, place: place ?? '', matter });
}

/** The owner's page: the form, or one line when the visit has an answer. */
export function ownerPage(shown: SurveyPage): string {
  const { visit, community } = shown;
  const { page } = community.followUp;
  const about = visit.about.matter === '' ? '' : `<p>${escapeHtml(aboutText(page.owner, shown))}</p>`;
  const isAnswered = visit.answer?.final === true;
  const body = isAnswered
    ? notice(shown.notice ?? page.done, 'status')
    : `${shown.notice === undefined ? '' : notice(shown.notice, 'alert')}${about}${form({ what: 'answer', fields: questions(shown), send: page.send })}`;
  return htmlPage({ title: `${community.company} ${page.title}`, body });
}

/** The page of whoever calls: the five questions while the visit is open, and the opinion that is owed an answer (R25). */
export function staffPage(shown: SurveyPage): string {
  const { visit, community, now } = shown;
  const { page } = community.followUp;
  const reached = choices({
    legend: page.reached,
    name: 'reached',
    options: [
      { value: 'yes', text: page.reachedYes },
      { value: 'no', text: page.reachedNo },
      { value: 'refused', text: page.reachedRefused },
    ],
  });
  const isOpen = visit.state !== 'ended';
  const parts = [
    shown.notice === undefined ? '' : notice(shown.notice, 'status'),
    `<p>${escapeHtml(aboutText(page.staff, shown))}</p>`,
    `<p>${escapeHtml(fill(page.phoneHint, { number: visit.number }))}</p>`,
    isOpen
      ? form({ what: 'answer', fields: [reached, ...questions(shown)], send: page.send })
      : notice(fill(page.ended, { why: visit.outcomeReason ?? '' }), 'status'),
    opinionPart(visit, { community, now }),
  ];
  return htmlPage({ title: page.title, body: parts.join('') });
}

function opinionPart({ opinion }: Visit, { community, now }: { community: Community; now: number }): string {
  if (opinion === null) return '';
  const { page } = community.followUp;
  const said = `<p>${escapeHtml(fill(page.opinion, { words: opinion.words }))}</p>`;
  if (opinion.answeredAt !== null) {
    const time = describeTime(opinion.answeredAt, now, community.timezone);
    return `${said}${notice(fill(page.opinionDone, { time, text: opinion.text ?? '' }), 'status')}`;
  }
  const fields = [textField({ label: page.opinionText, name: 'words', required: true })];
  return `${said}${form({ what: 'opinion', fields, send: page.send })}`;
}

/** What stands behind a link that is not ours or leads nowhere. */
export function invalidPage(community: Community | null): string {
  const { title, invalid } = community?.followUp.page ?? surveyPage.parse(undefined);
  return htmlPage({ title, body: notice(invalid, 'alert') });
}
