import type { Community } from './community.ts';
import type { Form } from './form.ts';
import { FORMS } from './forms/index.ts';

/** A form and the title it is printed under: the one that was asked for, else its first (#59). */
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

type Named = Pick<Community, 'messages'>;

/** The form with this id or one of the company's titles, or null. */
export function findForm(name: string, community: Named): NamedForm | null {
  const wanted = plain(name);
  for (const form of FORMS) {
    const titles = titlesOf(form, community);
    if (form.id === wanted) return { form, title: titles[0] ?? form.id };
    const title = titles.find((one) => plain(one) === wanted);
    if (title !== undefined) return { form, title };
  }
  return null;
}

/** Every accepted name, a line a form: `reception 业主接待记录表 / 来电来访登记表`. */
export function formNames(community: Named): string[] {
  return FORMS.map((form) => `${form.id} ${titlesOf(form, community).join(' / ')}`);
}

function titlesOf({ id }: Form, { messages }: Named): readonly string[] {
  return messages.forms.forms[id].titles;
}
