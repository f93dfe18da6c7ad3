/** Text made safe for HTML, attributes included. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A whole page: Chinese, readable on a phone, no script and nothing from elsewhere. `body` is HTML already. */
export function htmlPage({ title, body }: { title: string; body: string }): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/h5/visit.css">
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

/** A line that is read aloud when it appears. */
export function notice(text: string, kind: 'status' | 'alert'): string {
  return `<p class="${kind}" role="${kind}">${escapeHtml(text)}</p>`;
}

/** A group of choices; nothing is chosen beforehand (R21: no default score). */
export function choices({
  legend,
  name,
  options,
  several = false,
}: {
  legend: string;
  name: string;
  options: readonly { readonly value: string; readonly text: string }[];
  several?: boolean;
}): string {
  const type = several ? 'checkbox' : 'radio';
  const items = options.map(
    ({ value, text }) =>
      `<label><input type="${type}" name="${escapeHtml(name)}" value="${escapeHtml(value)}"> <span>${escapeHtml(text)}</span></label>`,
  );
  return `<fieldset><legend>${escapeHtml(legend)}</legend>${items.join('')}</fieldset>`;
}

/** A field for words. */
export function textField({
  label,
  name,
  required = false,
}: {
  label: string;
  name: string;
  required?: boolean;
}): string {
  const id = `field-${name}`;
  return `<p class="field"><label for="${id}">${escapeHtml(label)}</label><textarea id="${id}" name="${escapeHtml(name)}" rows="4" maxlength="500"${required ? ' required' : ''}></textarea></p>`;
}

/** A form that posts to its own address; `what` tells several forms of a page apart. */
export function form({ what, fields, send }: { what: string; fields: readonly string[]; send: string }): string {
  return `<form method="post"><input type="hidden" name="what" value="${escapeHtml(what)}">${fields.join('')}<button type="submit">${escapeHtml(send)}</button></form>`;
}

/** The style of the pages: large targets, visible focus, light and dark. */
export const CSS = `:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--line:#767676;--deep:#0b5c3b;--on-deep:#fff;--warn:#a11212}
@media (prefers-color-scheme:dark){:root{--ink:#f2f2f2;--paper:#171717;--line:#9a9a9a;--deep:#7fd6ad;--on-deep:#10241b;--warn:#ff9d9d}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:36rem;margin:0 auto;padding:1rem 1rem 3rem}
h1{font-size:1.4rem;margin:.5rem 0}
fieldset{border:1px solid var(--line);border-radius:.5rem;margin:1.2rem 0;padding:.5rem 1rem}
legend{font-weight:600;padding:0 .3rem}
fieldset label{display:flex;gap:.6rem;align-items:center;min-height:2.8rem}
input[type=radio],input[type=checkbox]{width:1.3rem;height:1.3rem;flex:none;accent-color:var(--deep)}
.field label{display:block;font-weight:600;margin-bottom:.3rem}
textarea{width:100%;font:inherit;padding:.6rem;border:1px solid var(--line);border-radius:.5rem;background:var(--paper);color:var(--ink)}
button{width:100%;min-height:3rem;font:inherit;font-weight:600;border:0;border-radius:.5rem;background:var(--deep);color:var(--on-deep)}
:focus-visible{outline:3px solid var(--deep);outline-offset:2px}
.photos{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0}
.photos img{width:6rem;height:6rem;object-fit:cover;border-radius:.5rem}
.alert{color:var(--warn);font-weight:600}
.status{font-size:1.1rem}
`;
