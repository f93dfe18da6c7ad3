/** The pieces that pages are made of: the frame, notices and form fields. */
import { type Html, type HtmlValue, html, raw } from './html.ts';

/** A whole page: Chinese, readable on a phone, nothing from elsewhere. */
export function htmlPage({ title, body }: { title: string; body: HtmlValue }): string {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/h5/visit.css">
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.text;
}

/** A line that is read aloud when it appears. */
export function notice(text: string, kind: 'status' | 'alert'): Html {
  return html`<p class="${kind}" role="${kind}">${text}</p>`;
}

/** A group of choices. */
export interface Choices {
  readonly legend: string;
  readonly name: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  /** True: any number of them may be chosen; false: one. */
  readonly several?: boolean;
}

/** A group of choices; nothing is chosen beforehand (R21: no default score). */
export function choices({ legend, name, options, several = false }: Choices): Html {
  const type = several ? 'checkbox' : 'radio';
  const items = options.map(
    ({ value, text }) =>
      html`<label><input type="${type}" name="${name}" value="${value}"> <span>${text}</span></label>`,
  );
  return html`<fieldset><legend>${legend}</legend>${items}</fieldset>`;
}

/** A field for words. */
export interface TextField {
  readonly label: string;
  readonly name: string;
  readonly required?: boolean;
}

/** A field for words, at most 500 characters. */
export function textField({ label, name, required = false }: TextField): Html {
  const id = `field-${name}`;
  const mark = required && raw(' required');
  return html`<p class="field"><label for="${id}">${label}</label><textarea id="${id}" name="${name}" rows="4" maxlength="500"${mark}></textarea></p>`;
}

/** A form that posts to its own address; `what` tells several forms of a page apart. */
export function form({ what, fields, send }: { what: string; fields: readonly Html[]; send: string }): Html {
  return html`<form method="post"><input type="hidden" name="what" value="${what}">${fields}<button type="submit">${send}</button></form>`;
}
