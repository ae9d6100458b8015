/** A piece of a page. What is put into it as a plain string is escaped. */
export type Html = { readonly html: string }

export function html(
  parts: TemplateStringsArray,
  ...values: readonly (Html | string | number | readonly Html[])[]
): Html {
  const filled = values.map(value => {
    if (typeof value === 'object') return 'html' in value ? value.html : value.map(part => part.html).join('')
    return escaped(`${value}`)
  })
  return { html: String.raw({ raw: parts }, ...filled) }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
}
