import { stopwords as da } from '@orama/stopwords/danish'
import { stopwords as nl } from '@orama/stopwords/dutch'
import { stopwords as fr } from '@orama/stopwords/french'
import { stopwords as de } from '@orama/stopwords/german'
import { stopwords as it } from '@orama/stopwords/italian'
import { stopwords as no } from '@orama/stopwords/norwegian'
import { stopwords as pt } from '@orama/stopwords/portuguese'
import { stopwords as ru } from '@orama/stopwords/russian'
import { stopwords as es } from '@orama/stopwords/spanish'
import { stopwords as sv } from '@orama/stopwords/swedish'
import { editDistance, foldAccents, wordSet } from '../text.ts'

/** The languages whose words and endings are known. */
export const LANGUAGE_CODES = ['en', 'de', 'es', 'fr', 'it', 'pt', 'nl', 'sv', 'da', 'no', 'ru'] as const

export type LanguageCode = (typeof LANGUAGE_CODES)[number]

/** The plain words that carry no meaning of their own in a language. */
export function stopWordsIn(code: LanguageCode): ReadonlySet<string> {
  if (code === 'en') return STOP_WORDS
  const [listed, more, meaningful] = [LISTS[code], wordSet(SPOKEN[code] ?? ''), wordSet(MEANINGFUL[code] ?? '')]
  const words = listed.map(word => foldAccents(word).replaceAll(/['’]/g, ''))
  return new Set([...words, ...more].filter(word => !meaningful.has(word) && !LONE_CONSONANT.test(word)))
}

/** Whether a language's list has a word exactly as it is written, with an accent: `qué`, `où`, `è`. */
export const isListedWithAccent = (code: LanguageCode, written: string): boolean =>
  code !== 'en' && /[^\x20-\x7e]/.test(written) && LISTS[code].includes(written)

/** An elided article, which is read as no word, or the name of a programming language. */
const LONE_CONSONANT = /^[b-df-hj-np-tv-xz]?$/

const LISTS: Readonly<Record<Exclude<LanguageCode, 'en'>, readonly string[]>> = {
  de,
  es,
  fr,
  it,
  pt,
  nl,
  sv,
  da,
  no,
  ru,
}

/** What the lists lack: words that people ask with, and words that every podcast says. */
const SPOKEN: Partial<Record<LanguageCode, string>> = {
  de: `warum wieso weshalb wer wen wem wessen wann wozu wofur womit worum woran wodurch wohin woher kannst konnt koennen
    konntest koennte musst mussen muessen mochte mochten moechte darf durfen soll sollen sollten wollt willst werdet wurdet
    wurde wurden geht gehen ging gibt geben gab macht mache gemacht tun tut getan sagen sagt gesagt erzahlen erzahlt
    sprechen spricht gesprochen reden redet heisst heissen meint meinen kommt kommen kam ja nein mal eben halt eigentlich
    naturlich vielleicht einfach genau schon immer wirklich ganz gar ziemlich okay wohl dabei dafur dagegen daran darauf
    daraus darin daruber davon dazu deshalb deswegen darum dann denen beim zuerst ums je jeweils bitte danke hallo seid
    habt hattest hatten ware waren viele vielen wenig wenige mehr oft selten steht stehen liegt liegen bleibt bleiben folge folgen episode episoden podcast sendung beispiel ding dinge sache sachen`,
  es: `por para porque sobre cuanto cuanta puedo puedes podria deberia debo debes quiero quieres quisiera necesito necesita
    pues vale bueno ok si vamos vaya hola gracias dime cuentame explica explicame episodio episodios capitulo capitulos
    podcast programa cosa cosas ejemplo hablar hablo hablado hablamos dices digo diga`,
  fr: `comment pourquoi quand combien ou qui quoi dont lequel laquelle lesquels lesquelles peut peux peuvent puis pouvez
    pouvons pourrait pourrais dois doit doivent devrais devrait faut falloir veux veut voulez vouloir faire fait fais font
    faites dire dit disent parle parlent parler parlez donc alors ainsi aussi tres bien plus moins tout tous toute toutes
    encore toujours jamais deja peu beaucoup vraiment car si comme chez vers entre sous depuis pendant apres avant oui non
    voila bonjour merci salut est-ce episode episodes podcast emission chose choses exemple y`,
  it: `quando quali qualche perche cosa cose quindi poi ancora gia mai sempre molto molta molti molte poco ogni altro altra
    altri altre essere stato stata stati state avere puo puoi possono posso possiamo potrei potrebbe devo devi deve devono
    dovrei dovrebbe bisogna voglio vuole vorrei fare fatto fate dire dice dicono detto parla parlano parlare parlate
    va vanno andare ecco allora bene si no ciao grazie cioe proprio davvero solo cosi prima dopo senza sotto sopra durante
    verso oppure mentre ci ne ultimo ultima ultimi ultime puntata puntate episodio episodi podcast esempio`,
  pt: `porque por onde quais quanto quanta quantos quantas pode podem posso podemos poderia devo deve devem deveria quero
    quer queria preciso precisa fazer faz fazem feito dizer diz dizem disse fala falam falar falou vai vao vou ir assim
    entao ainda sempre nunca muito muita muitos muitas pouco tudo todo toda todos todas outro outra outros outras cada bem
    sim ola obrigado obrigada ultimo ultima ultimos ultimas sobre desde antes agora aqui ali la voce episodio episodios podcast programa coisa coisas
    exemplo pra pro`,
  ru: `как что почему когда где зачем сколько какой какая какое какие чем это можно нужно надо очень ещё просто вот выпуск
    выпуски подкаст`,
}

/** Words on the lists that a show may well be about. */
const MEANINGFUL: Partial<Record<LanguageCode, string>> = {
  es: `usa usais usamos usan usar usas empleo empleas emplear emplean empleais empleamos trabajo trabaja trabajais trabajamos trabajan trabajar trabajas tiempo
    horas dia dias estado estados valor verdad parte uso conocer pais general final`,
  fr: 'ete etee etes etees son suis fut',
}

/**
 * English articles, pronouns, auxiliaries, prepositions, question words and filler words. Not on the list, because they mean
 * something on a technology show: `go`, `c`, `r`, `d`, `next`, `self`, `value`, `use case`, `state`, `second`, numbers. This
 * list improves the ranking more than any other single setting, and makes answers many times faster, since each of these
 * words would match nearly every passage.
 */
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
  if (next !== undefined && !STOP_WORDS.has(next)) return false
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
export function isMisspeltStopWord(word: string, stopWords: ReadonlySet<string>): boolean {
  const letters = [...word].sort().join('')
  const isLike = (other: string): boolean => other.length !== word.length || [...other].sort().join('') === letters
  return [...stopWords].some(
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
export function isSmallTalk(word: string, code: LanguageCode = 'en'): boolean {
  return SMALL_TALK[code]?.has(word) === true
}

const SMALL_TALK: Partial<Record<LanguageCode, ReadonlySet<string>>> = {
  en: wordSet(`
  good great nice cool awesome amazing lovely wonderful fantastic excellent perfect happy glad fun funny love
  morning afternoon evening night day today tonight tomorrow yesterday week weekend month year
  monday tuesday wednesday thursday friday saturday sunday birthday christmas holiday holidays easter
  welcome congrats congratulations cheers bye goodbye greetings wow yay haha lol luck
  folks guys everyone people friend friends team mate buddy enjoy
`),
  de: wordSet(`gut gute guten guter toll super klasse schon schone prima spitze froh lustig spass lieb morgen mittag abend nacht
    tag heute gestern woche wochenende monat jahr montag dienstag mittwoch donnerstag freitag samstag sonntag geburtstag
    weihnachten ostern urlaub ferien gluckwunsch tschuss grusse leute freunde freund zusammen allerseits`),
  es: wordSet(`bueno buena buenos buenas genial estupendo perfecto feliz contento divertido lindo manana tarde noche dia dias
    hoy ayer semana mes ano lunes martes miercoles jueves viernes sabado domingo cumpleanos navidad vacaciones felicidades
    adios saludos gente amigos amigo equipo`),
  fr: wordSet(`bon bonne super genial parfait content heureux drole sympa matin soir nuit jour journee aujourdhui hier demain
    semaine mois annee lundi mardi mercredi jeudi vendredi samedi dimanche anniversaire noel vacances bravo felicitations
    salutations gens amis ami equipe`),
  it: wordSet(`buono buona buon bello bella ottimo perfetto felice contento divertente grande mattina pomeriggio sera notte
    giorno oggi ieri domani settimana mese anno lunedi martedi mercoledi giovedi venerdi sabato domenica compleanno natale
    vacanze auguri complimenti arrivederci saluti gente amici amico`),
  pt: wordSet(`bom boa bons boas otimo perfeito feliz contente divertido legal lindo manha tarde noite dia hoje ontem amanha
    semana mes ano segunda terca quarta quinta sexta sabado domingo aniversario natal ferias parabens tchau saudacoes gente
    amigos amigo turma`),
}

/**
 * Whether a word carries no meaning in another language that people ask in. Only for words that the show never says: in
 * English, `die` and `come` may be what a question is about.
 */
export const isForeignStopWord = (plain: string): boolean => ASKED_IN.some(code => functionWordsIn(code).has(plain))

/** The languages that people ask in, whatever language the show is in. */
export const ASKED_IN = ['en', 'de', 'es', 'fr', 'it', 'pt'] as const

export type AskedIn = (typeof ASKED_IN)[number]

/** The stop words of a language, and the words that questions in it are made of: about a show in another language, no
 * question is about these. */
export function functionWordsIn(code: LanguageCode): ReadonlySet<string> {
  const known = functionWords.get(code)
  if (known) return known
  const words = new Set([...stopWordsIn(code), ...wordSet(ASKING[code] ?? '')])
  functionWords.set(code, words)
  return words
}

const functionWords = new Map<LanguageCode, ReadonlySet<string>>()

/** The verbs that questions begin with, and measures. A show in that language may be about what they mean. */
const ASKING: Partial<Record<LanguageCode, string>> = {
  de: `wie viel viele lang lange kostet kosten dauert dauern funktioniert funktionieren besser benutzen nutzen verwenden
    brauche brauchen schneller langsamer gross gut`,
  es: `cuesta cuestan dura duran funciona funcionan mejor usar hace hacer tiempo trabajar`,
  fr: `coute coutent dure durent fonctionne fonctionnent mieux utiliser sert servent ete suis`,
  it: `serve servono faccio durano dura costa costano funziona funzionano meglio usare`,
  pt: `custa custam dura duram funciona funcionam melhor usar`,
}
