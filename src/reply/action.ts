/** Something a person can do next with a reply. A link is a button that leads out. */
export type Action = { readonly kind: 'link'; readonly label: string; readonly url: string }
