/**
 * All of Discord's limits that matter to the bot. Lengths are in UTF-16 units; Discord may count fewer, but never more. The
 * sources named are pages of https://docs.discord.com/developers.
 */
export const limits = {
  /** interactions/application-commands, “Application Command Naming” and “Application Command Object”. */
  command: {
    name: /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u,
    description: 100,
    options: 25,
    /** The largest `max_length` of a string option. */
    maxLength: 6000,
    /** Names, descriptions and choices of one command together. */
    characters: 8000,
    /** Slash commands of one application. */
    perApplication: 100,
    /** Message commands of one application. */
    onMessages: 15,
  },

  /** interactions/application-commands, “Application Command Option Choice Structure”. */
  choice: { most: 25, name: 100, value: 100 },

  /** components/reference and resources/message; the 4,000 are from the discord.js guide, “Display components”. */
  message: {
    /** Components of a message, nested ones included. */
    components: 40,
    /** All text displays together. */
    characters: 4000,
  },

  /** components/reference, “Action Row” and “Button”. */
  row: { buttons: 5 },
  button: { label: 80, url: 512 },

  /** components/reference, “String Select”: labels and values of its options are at most 100 characters long. */
  select: { options: 25, option: 100, placeholder: 150 },

  /** components/reference, “Label” and “Text Input”; interactions/receiving-and-responding, “Modal”. */
  form: { title: 45, label: 45, placeholder: 100, maxLength: 4000 },

  /** components/reference, “Thumbnail”. */
  thumbnail: { description: 1024 },

  /** resources/message, “Create Message”. */
  nonce: 25,

  /** interactions/receiving-and-responding: after this time an interaction can no longer be answered. */
  answerWithinMs: 3000,
} as const
