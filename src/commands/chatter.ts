import { isSmallTalk } from '../search/small-talk.ts'
import { wordSet } from '../search/word-set.ts'
import { wordsOf } from '../search/words.ts'

/** Whether words only greet, thank, praise, blame or cheer, in any language of ours: they want no answer. */
export function isChatter(text: string): boolean {
  return wordsOf(text).every(({ plain, stem }) => stem === '' || isSmallTalk(plain) || CHATTER.has(plain))
}

/**
 * What people say to a bot, or about it, without asking; without accents, as words are compared. A show may be asked
 * about one of them (`bots`, `clever`), but not with nothing else beside it.
 */
const CHATTER = wordSet(`
  thx ty tysm thankyou np brb afk omg lmao hahaha hahahaha hihi xd yo sup heya hiya howdy kudos shoutout props welcome
  bot bots answer answers reply replies quick fast perfect helpful helped worked works work hilarious useful smart clever
  brilliant impressive meet shut stop wrong bad nope cute stupid suck sucks
  ciao salve buongiorno buonasera giorno sera grazie mille prego bravo bravissimo scusa tutti tutto
  grande sbagliato molto bene buon buono ottimo come va stai
  hola buenas buenos dias tardes noches gracias muchas genial que tal amigo amigos perdona todos
  mil muy bien buen bueno de nada
  hallo guten morgen abend tag danke dankeschon bitte servus moin tschuss super klasse alle zusammen
  vielen dank sehr gut guter wie geht gehts dir gemacht top falsch
  salut bonjour bonsoir coucou merci beaucoup bonne journee soiree tous
  tres bon ca va rien joue faux
  ola oi bom boa dia tarde noite obrigado obrigada valeu legal pessoal galera
  muito bom tudo bem parabens errado
`)
