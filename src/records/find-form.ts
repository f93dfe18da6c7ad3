import type { Community } from './community.ts';
import type { Form } from './form.ts';
import { FORMS } from './forms/index.ts';

/** A form and the title it is printed under: the one that was asked for, else its first (篇4 02). */
export interface NamedForm {
  readonly form: Form;
  readonly title: string;
}

/** `《维修（服务）任务单》` and `维修(服务)任务单` are one title. */
const plain = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/[《》\s]/g, '')
    .toLowerCase();

/** The form with this id or one of the company's titles, or null. */
export function findForm(name: string, { texts: { records } }: Pick<Community, 'texts'>): NamedForm | null {
  const wanted = plain(name);
  for (const form of FORMS) {
    const titles = records.titles[form.id];
    if (form.id === wanted) return { form, title: titles[0]! };
    const title = titles.find((one) => plain(one) === wanted);
    if (title !== undefined) return { form, title };
  }
  return null;
}

/** Every accepted name, a line a form: `reception 业主接待记录表 / 来电来访登记表`. */
export function formNames({ texts: { records } }: Pick<Community, 'texts'>): string[] {
  return FORMS.map(({ id }) => `${id} ${records.titles[id].join(' / ')}`);
}
