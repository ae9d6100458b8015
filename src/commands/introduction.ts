import { phraseOf } from '../search/words.ts'

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
