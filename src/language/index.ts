/** The public door of this room. */
export { formatHouse, type House, houseKey, sameHouse } from './house.ts';
export { maskName, maskPhone, maskText } from './mask.ts';
export { describeDuration, describeTime, monthDay } from './time-words.ts';
