import { isSmallTalk } from '../search/small-talk.ts'
import { wordsOf } from '../search/words.ts'

/** Whether words only greet, thank, praise or cheer, in any language of ours: they want no answer. */
export function isChatter(text: string): boolean {
  return wordsOf(text).every(({ plain, stem }) => stem === '' || isSmallTalk(plain) || CHATTER.has(plain))
}

/**
 * What people say to a bot, or about it, without asking: without accents, as words are compared. Words that a show may be
 * asked about on their own (`help`, `quick`) are here as well, since nobody asks about them in one breath with thanks.
 */
const CHATTER = new Set(
  `
  thx ty tysm thankyou np brb afk omg lmao hahaha hahahaha hihi yo sup heya hiya howdy kudos shoutout props welcome
  bot bots answer answers reply replies quick fast perfect helpful helped worked works work hilarious useful smart clever
  brilliant impressive meet shut cheers
  ciao salve buongiorno buonasera giorno sera grazie mille prego bravo bravissimo scusa tutti tutto
  hola buenas buenos dias tardes noches gracias muchas genial que tal amigo amigos perdona todos
  hallo guten morgen abend tag danke dankeschon bitte servus moin tschuss super klasse alle zusammen
  salut bonjour bonsoir coucou merci beaucoup bonne journee soiree tous genial
  ola oi bom boa dia tarde noite obrigado obrigada valeu legal pessoal galera
  `
    .trim()
    .split(/\s+/),
)
