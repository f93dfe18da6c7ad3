import { icon } from './dom.js';

const SIDE = 21;

const inCorner = (x, y) => (x < 8 && y < 8) || (x > SIDE - 9 && y < 8) || (x < 8 && y > SIDE - 9);

/** One of the three squares by which a reader finds the code. */
const finder = (x, y) => `M${x} ${y}h7v7h-7zM${x + 1} ${y + 1}v5h5v-5zM${x + 2} ${y + 2}h3v3h-3z`;

/** A picture that looks like a QR code and is the same for the same text. It is a prop: the button beside it does the work. */
export function qrCode(text) {
  let state = [...text].reduce((sum, letter) => (sum * 33 + letter.codePointAt(0)) >>> 0, 5381);
  let dots = finder(0, 0) + finder(SIDE - 7, 0) + finder(0, SIDE - 7);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      if (!inCorner(x, y) && state % 100 < 48) dots += `M${x} ${y}h1v1h-1z`;
    }
  }
  const svg = icon(dots);
  svg.setAttribute('viewBox', `0 0 ${SIDE} ${SIDE}`);
  svg.setAttribute('class', 'qr-image');
  return svg;
}
