import type { ReplyDraft } from '../reply/types.ts'
import type { Library } from '../search/library.ts'
import { isSmallTalk } from '../search/stop-words.ts'
import { phraseOf, wordsOf } from '../search/tokenizer.ts'
import { wordSet } from '../text.ts'
import { answerQuestion } from './ask.ts'
import type { RequestContext } from './command.ts'

/** A message in which the bot is mentioned, or that is written to it directly. */
export type IncomingMessage = RequestContext & {
  /** What stands before and after the mention; a message written to the bot alone stands after it. */
  readonly before: string
  readonly after: string
  /** It replies to the bot without naming it: perhaps with a further question, perhaps about what was said. */
  readonly inReply?: true
}

/** The words around a mention, from a text that was split at it; nothing when it has none. */
export function around(parts: readonly string[]): Pick<IncomingMessage, 'before' | 'after'> | undefined {
  const [before = '', ...after] = parts
  return after.length === 0 ? undefined : { before, after: after.join(' ').trim() }
}

/**
 * What to say to a message: an answer when it asks, a hint when it says nothing or asks what the bot is for, and nothing
 * at all when it is chatter. Who speaks about the bot instead of to it is answered only when they ask, and the answer is
 * there.
 */
export function answerMessage(
  { before, after, inReply, place }: IncomingMessage,
  library: Library,
): ReplyDraft | undefined {
  const text = `${before} ${after}`.trim()
  const inPassing = inReply === true || isInPassing(before, after)
  // A thumb or a smile wants as little of an answer as thanks do.
  if (wordsOf(text).length === 0) return !inPassing && CALL.test(text) ? hint(library) : undefined
  if (!inPassing && (asksForHelp(text) || (place === 'dm' && isGreeting(text)))) return hint(library)
  if (isChatter(text)) return !inPassing && isAside(before, after) && QUESTION.test(text) ? hint(library) : undefined
  const draft = answerQuestion(text, 0, library)
  if (!inPassing) return draft
  const { outcome } = draft
  return outcome === 'sure' || (outcome === 'close' && (asks(before) || asks(after))) ? draft : undefined
}

/** `<bot>, are you there?`, `are you there, <bot>?`: it is called; `isn’t <bot> great?`: it is a part of the sentence. */
const isAside = (before: string, after: string): boolean => wordsOf(before).length === 0 || wordsOf(after).length === 0

/** `<bot>`, `<bot>!`, `<bot> …?`, and nothing else. */
const CALL = /^[\s.,!?\uFF1F…]*$/

const QUESTION = /[?\uFF1F]/

/** Whether it is a question, if only by how it begins: `how do I …, <bot>`. Many leave the sign away. */
function asks(text: string): boolean {
  return QUESTION.test(text) || ASKING.has(wordsOf(text)[0]?.plain ?? '')
}

/** Without those that begin other sentences as well (`when`, `which`), and without accents, as words are compared. */
const ASKING = wordSet(`
  how what whats why explain tell
  come cosa perche quale quali spiegami dimmi
  como cual cuales explicame dime
  wie was warum wieso welche welcher welches erklar
  comment pourquoi quel quelle quels quelles explique
  qual quais explica
`)

/** `I asked <bot> …`, `meet <bot>`: spoken about, not to. `Hey <bot>, what …` and `what …, <bot>?` call it. */
function isInPassing(before: string, after: string): boolean {
  if (isChatter(before) && !wordsOf(before).some(({ plain }) => TELLING.has(plain))) return false
  return wordsOf(after).length > 0 || !QUESTION.test(before + after)
}

/** These say nothing by themselves, but who begins with them tells the others something. */
const TELLING = new Set(['i', 'im', 'ive', 'we', 'weve', 'they', 'he', 'she'])

function hint({ show }: Library): ReplyDraft {
  return {
    outcome: 'found',
    audience: 'asker',
    render: phrases => ({ blocks: [{ kind: 'paragraph', text: phrases.hint(show.name) }] }),
  }
}

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

/** Whether somebody asks what the bot is, or what it is good for, in any language of ours. */
export const asksForHelp = (text: string): boolean => HELP.has(phraseOf(text))

/** Whether somebody only says hello. */
export const isGreeting = (text: string): boolean => GREETINGS.has(phraseOf(text))

/** Line by line, without accents, as words are compared. */
const lines = (all: string): ReadonlySet<string> => new Set(all.split('\n').map(line => phraseOf(line)))

const HELP = lines(`help
help me
help please
please help
help me please
please help me
I need help
can you help
can you help me
what are you
who are you
what do you do
what can you do
what can I ask you
how do you work
how does this work
how do I use you
how do I use this
aiuto
aiutami
chi sei
cosa fai
cosa sai fare
che cosa sai fare
cosa puoi fare
come funzioni
ayuda
ayúdame
quién eres
qué eres
qué haces
qué puedes hacer
qué sabes hacer
cómo funcionas
Hilfe
hilf mir
wer bist du
was bist du
was machst du
was kannst du
wie funktionierst du
aide
aide-moi
qui es-tu
tu fais quoi
que fais-tu
que sais-tu faire
que peux-tu faire
comment tu marches
comment ça marche
ajuda
me ajuda
quem é você
o que você faz
o que você pode fazer
o que você sabe fazer
como você funciona`)

const GREETINGS = lines(`hi
hi there
hi bot
hello
hello there
hello bot
hey
hey there
hey bot
hiya
howdy
yo
good morning
good evening
ciao
salve
buongiorno
buonasera
hola
buenas
buenos días
buenas tardes
hallo
guten Morgen
guten Tag
guten Abend
moin
servus
salut
bonjour
bonsoir
coucou
oi
olá
bom dia
boa tarde
boa noite`)
