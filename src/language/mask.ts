/** Masking is a property of the value, not of the place that prints it (个人信息保护法 51; design rule 11). */

/** `138****1234`; anything shorter than seven digits keeps only its last two. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/[^\d-]/g, '');
  if (digits.length < 7) return `****${digits.slice(-2)}`;
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}

/** The surname with a form of address: `王先生`, `李女士`, else `王先生/女士` (stars would be marks in a group's markdown). An empty name becomes `业主`. */
export function maskName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') return '业主';
  const title = /(先生|女士|小姐|太太|阿姨|叔叔|大爷|大妈|老师|师傅)$/.exec(trimmed)?.[1] ?? '';
  const surname = /^(欧阳|司马|上官|诸葛|皇甫|令狐|东方|慕容|尉迟|夏侯)/.exec(trimmed)?.[1] ?? [...trimmed][0] ?? '';
  return title === '' ? `${surname}先生/女士` : `${surname}${title}`;
}

const PHONE_IN_TEXT = /(?<!\d)(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)/g;
const ID_CARD_IN_TEXT = /(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)/g;
const BANK_CARD_IN_TEXT = /(?<!\d)(\d{4})\d{8,11}(\d{4})(?!\d)/g;

/** The text with phone, identity-card and bank-card numbers masked; everything else is untouched. */
export function maskText(text: string): string {
  return text
    .replace(ID_CARD_IN_TEXT, '$1********$2')
    .replace(BANK_CARD_IN_TEXT, '$1********$2')
    .replace(PHONE_IN_TEXT, '$1****$3');
}
