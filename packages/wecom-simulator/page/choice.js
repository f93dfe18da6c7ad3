import { fill, h } from './dom.js';

/** What was chosen last, kept for the session so that a reload stays where it was. */
export const remembered = {
  get: (name) => sessionStorage.getItem(`simulator.${name}`),
  set: (name, value) => sessionStorage.setItem(`simulator.${name}`, value),
};

/** Fills a select with `options` of `{value, label, group?}`, keeps its choice, and answers the chosen value. */
export function fillChoice(select, options, preferred) {
  const wanted = [select.value, preferred].find((value) => options.some((one) => one.value === value));
  const groups = new Map();
  for (const option of options) groups.set(option.group ?? '', [...(groups.get(option.group ?? '') ?? []), option]);
  const draw = ({ value, label }) => h('option', { value }, label);
  fill(
    select,
    [...groups].map(([label, members]) =>
      label === '' ? members.map(draw) : h('optgroup', { label }, members.map(draw)),
    ),
  );
  select.value = wanted ?? options[0]?.value ?? '';
  return select.value;
}
