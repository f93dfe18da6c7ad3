import { h } from './dom.js';

const TINTS = 8;

function tintOf(name) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)) % 997;
  return sum % TINTS;
}

/** A square with the last two characters of a name, or the surname of someone called by his title. */
export function avatar(name, kind = 'person') {
  const letters = [...name.replace(/[^\p{L}\p{N}]/gu, '')];
  const isTitled = /.(师傅|经理|主管|客服|主任|老师|先生|女士|阿姨|工)$/.test(name);
  const short = kind !== 'person' ? letters.slice(0, 2) : isTitled ? letters.slice(0, 1) : letters.slice(-2);
  return h(
    'span',
    { class: `avatar tint-${kind === 'person' ? tintOf(name) : kind}`, 'aria-hidden': 'true' },
    short.join(''),
  );
}
