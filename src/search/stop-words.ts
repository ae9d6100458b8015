import { stopwords as french } from '@orama/stopwords/french'
import { stopwords as german } from '@orama/stopwords/german'
import { stopwords as italian } from '@orama/stopwords/italian'
import { stopwords as portuguese } from '@orama/stopwords/portuguese'
import { stopwords as spanish } from '@orama/stopwords/spanish'
import { editDistance, wordSet } from '../text.ts'

/**
 * Whether an English word carries no meaning of its own: articles, pronouns, auxiliaries, prepositions, question words and
 * filler words. Not on the list, because they mean something on a technology show: `go`, `c`, `r`, `d`, `next`, `self`,
 * `value`, `use case`, `state`, `second`, numbers. This list improves the ranking more than any other single setting, and
 * makes answers many times faster, since each of these words would match nearly every passage.
 */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word)
}

const STOP_WORDS = wordSet(`
  a an the this that these those such
  i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers
  herself it its itself they them their theirs themselves one ones oneself someone somebody something anyone anybody
  anything everyone everybody everything nobody nothing none who whom whose which what whatever whichever whoever
  am is are was were be been being have has had having do does did doing done can could shall should will would may
  might must ought cannot cant couldnt shouldnt wouldnt wont dont doesnt didnt isnt arent wasnt werent hasnt havent
  hadnt im ive id ill youre youve youd youll hes shes its were weve wed theyre theyve theyd theyll thats theres heres
  whats wheres whos hows lets aint gonna wanna gotta
  and or but nor so yet if then else than as because since although though while whereas unless until whether
  of at by for with without about against between into through during before after above below to from up down in out
  on off over under upon within toward towards onto via per amid among along across around behind beside besides
  beyond despite except near
  again further once here there when whenever where wherever why how however ever never always often sometimes usually
  already still just only even also too very much many more most less least few several some any all both each every
  either neither other others another same own not no yes
  really actually basically essentially obviously clearly certainly definitely probably possibly perhaps maybe quite
  rather pretty simply mostly mainly especially particularly specifically generally currently recently eventually
  finally exactly almost nearly enough
  get gets getting got gotten give gives giving given gave make makes making made take takes taking took taken come
  comes coming came going goes went gone let put puts say says saying said tell tells telling told talk talks talking
  talked mention mentions mentioned discuss discussed speak know knows knowing known knew think thinks thinking
  thought want wants wanted need needs needed like likes liked try tries trying tried seem seems seemed look looks
  looking looked see sees seeing seen saw mean means meant happen happens happened keep keeps kept show shows showed
  shown ask asks asked help helps
  thing things stuff way ways lot lots kind kinds sort sorts bit case point example examples
  well okay ok yeah right sure oh hi hello hey thanks thank please sorry etc eg ie vs
  episode episodes podcast
`)

/**
 * Whether a word only asks for a measure, a kind or a time, together with the words around it: `how long does …`,
 * `what type of …`. In `how deep learning works` it is a part of the subject.
 *
 * @param next the word after it; undefined at the end.
 */
export function isPartOfQuestion(before: string | undefined, word: string, next: string | undefined): boolean {
  if (next !== undefined && !isStopWord(next)) return false
  return (before === 'how' && MEASURES.has(word)) || ((before === 'what' || before === 'which') && KINDS.has(word))
}

const MEASURES = wordSet(
  'long old big large small far fast quick quickly slow soon tall deep high wide heavy late early',
)
const KINDS = wordSet('type types time year date day')

/**
 * Whether a word that the show never says is a stop word of four letters or more with one letter left out, added, or
 * swapped with the next: `wich`, `waht`. Another letter makes another word: `whey` is not `when`.
 */
export function isMisspeltStopWord(word: string): boolean {
  const letters = [...word].sort().join('')
  const isLike = (other: string): boolean => other.length !== word.length || [...other].sort().join('') === letters
  return [...STOP_WORDS].some(
    other =>
      Math.min(other.length, word.length) >= 4 &&
      other[0] === word[0] &&
      editDistance(word, other, 1) === 1 &&
      isLike(other),
  )
}

/**
 * Whether a word belongs to greetings, thanks or small talk. These occur in every show and every channel but hardly anyone
 * asks about them, so on their own they are not a question.
 */
export function isSmallTalk(word: string): boolean {
  return SMALL_TALK.has(word)
}

const SMALL_TALK = wordSet(`
  good great nice cool awesome amazing lovely wonderful fantastic excellent perfect happy glad fun funny love
  morning afternoon evening night day today tonight tomorrow yesterday week weekend month year
  monday tuesday wednesday thursday friday saturday sunday birthday christmas holiday holidays easter
  welcome congrats congratulations cheers bye goodbye greetings wow yay haha lol luck
  folks guys everyone people friend friends team mate buddy enjoy
`)

/**
 * Whether a word carries no meaning in another language that people ask in. Only for words that the show never says: in
 * English, `die` and `come` may be what a question is about.
 */
export function isForeignStopWord(plain: string): boolean {
  foreign ??= new Set(
    [...italian, ...spanish, ...german, ...french, ...portuguese, ...MORE_FOREIGN].map(word =>
      word
        .normalize('NFKD')
        .replace(/[\p{M}'’]/gu, '')
        .toLowerCase(),
    ),
  )
  return foreign.has(plain)
}

let foreign: ReadonlySet<string> | undefined

/** What the lists lack: question words and the verbs that questions begin with. */
const MORE_FOREIGN = wordSet(`
  posso puoi possiamo puo devo dovrei vorrei serve servono bisogna fare faccio quanto quanta durano dura costa costano funziona
  funzionano perche quando dove cosa qual quale quali meglio parla parlano usare
  puedo puedes puede podemos debo deberia quiero hacer cuanto cuantos cuanta cuantas cuesta dura duran funciona funcionan
  que cual cuales quien quienes como donde cuando por mejor usar hay
  kann kannst koennen konnen muss musst sollte sollen mochte geht gibt wie viel lange kostet dauert dauern funktioniert
  warum wieso wer wen wem was wann wo welche welcher welches besser benutzen nutzen
  puis peux peut pouvons dois devrais veux faire fait combien coute dure durent fonctionne pourquoi comment quand
  quel quelle quels quelles mieux utiliser
  posso pode podemos devo deveria quero fazer quanto quanta quantos quantas custa dura duram funciona funcionam porque
  qual quais quem como onde quando melhor usar
`)
