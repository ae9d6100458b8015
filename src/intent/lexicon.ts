import { phraseOf } from '../search/tokenizer.ts'

/**
 * What a word or phrase can do in a question about the show. A word may have several roles; the grammar decides by what
 * stands around it.
 */
export type Role =
  | 'episode'
  | 'episodes'
  | 'one'
  | 'show'
  | 'season'
  | 'when'
  | 'released'
  | 'length'
  | 'longest'
  | 'shortest'
  | 'under'
  | 'over'
  | 'minute'
  | 'hour'
  | 'count'
  | 'times'
  | 'latest'
  | 'first'
  | 'host'
  | 'guest'
  | 'talkedTo'
  | 'who'
  | 'appear'
  | 'absent'
  | 'list'
  | 'any'
  | 'about'
  | 'in'
  | 'from'
  | 'with'
  | 'without'
  | 'links'
  | 'summary'
  | 'number'
  | 'title'
  | 'say'
  | 'opinion'
  | 'line'
  | 'next'
  | 'before'
  | 'after'
  | 'today'
  | 'filler'

/** Words and phrases by role; phrases have underscores between their words, and no word has accents. */
const WORDS: Readonly<Record<Role, string>> = {
  episode: `episode ep eps. epi episodio puntata folge ausgabe sendung emission capitulo interview intervista
    entrevista entretien`,
  episodes: `episodes eps episodi puntate episodios folgen ausgaben sendungen emissions capitulos interviews interviste
    entrevistas entretiens`,
  one: 'one ones',
  show: 'podcast show series programme program trasmissione programa serie',
  season: 'season seasons stagione staffel saison temporada',
  when: `when what_date what_day what_year which_year which_day which_date release_date publication_date air_date date
    how_old quando data_di data_della data_dell data_d_uscita in_che_data in_che_anno wann welches_datum datum wie_alt cuando fecha que_fecha en_que_ano quand
    quelle_date date_de_sortie em_que_ano quantos_anos_tem`,
  released: `released release published publish come_out came_out comes_out go_out went_out out aired air dropped
    drop uscita uscito uscire esce uscite usciti pubblicata pubblicato erschienen erscheint kam_raus kam raus rauskommen
    rausgekommen veroffentlicht salio publicado publico publicaron estreno sortie sorti sortis publie paru parus diffuse
    saiu lancado lancada sairam release_date start started begin began iniziato cominciato inizia empezo comenzo commence
    begonnen gestartet comecou uploaded`,
  length: `how_long long length duration runtime running_time run_time how_many_minutes how_many_hours minutes_long
    quanto_dura dura durata quanto_e_lunga quanto_e_lungo quanti_minuti wie_lang wie_lange lang lange dauer dauert
    wie_viele_minuten cuanto_dura duracion cuantos_minutos combien_de_temps combien_de_minutes duree dure duration
    quanto_tempo duracao quantos_minutos longer_than shorter_than`,
  longest: `longest longest-running piu_lungo piu_lunga piu_lunghe langste langsten mas_largo mas_larga plus_long
    plus_longue mais_longo mais_longa`,
  shortest: `shortest piu_corto piu_corta piu_breve kurzeste kurzesten mas_corto mas_corta mas_breve plus_court
    plus_courte mais_curto mais_curta`,
  under: `under shorter_than less_than below sotto meno_di unter weniger_als kurzer_als menos_de moins_de`,
  over: `over longer_than more_than above oltre piu_di uber mehr_als langer_als mas_de plus_de mais_de`,
  minute: 'min mins minute minutes minuto minuti minutos minuten',
  hour: 'hour hours ora ore stunde stunden hora horas heure heures',
  count: `how_many number_of total_number count quante quanti wie_viele wieviele anzahl cuantos cuantas combien
    combien_de nombre_de quantos quantas numero_de`,
  times: 'times volte mal veces fois vezes often',
  latest: `latest last newest most_recent recent new current ultima ultimo ultime ultimi piu_recente piu_recenti letzte
    letzten letzter neueste neuesten neuste aktuelle aktuellste ultimas ultimos mas_reciente mas_recientes derniere
    dernier dernieres derniers plus_recent plus_recente mais_recente mais_recentes`,
  first: `first oldest earliest very_first prima primo prime primi erste ersten erster alteste primer primera primeros
    primeras premier premiere premiers premieres primeiro primeira primeiros primeiras inaugural pilot`,
  host: `host hosts hosting hosted hosted_by presenter presenters presents presenting presented runs behind makes conduce
    conducono conduttore conduttori conduttrice presenta presentano presentatore moderiert moderator moderatoren
    moderatorin gastgeber presentador presentadores conducen presente presentent animateur animateurs anime animent
    apresenta apresentam apresentador apresentadores talking speaking parla parlano spricht sprechen habla hablan parle
    parlent fala falam asked_the_questions`,
  guest: `guest guests interviewee interviewees expert experts ospite ospiti gast gaste gasten invitado invitada invitados
    invite invitee invites convidado convidada convidados special_guest anyone_else interviewed`,
  talkedTo: `interview interviewed talk_to talked_to speak_to spoke_to speak_with spoke_with talk_with talked_with
    chat_with chatted_with intervistato intervistata intervistano parlano_con parlato_con hablaron_con interviewen
    interviewt sprachen_mit ont_parle falaram_com entrevistaron entrevistaram`,
  who: 'who whos whom chi wer wen quien quienes qui quem',
  appear: `been_on was_on were_on is_on on_the_show come_on came_on comes_on appear appears appeared feature featured
    joined join joins stato_ospite apparso on dabei war_dabei aparece aparecio participo apparu participe apareceu
    participou involved present been`,
  absent: 'miss missed misses absent away skipped skip manca mancato fehlt fehlte falto manque faltou',
  list: `list all every show_me give_me find show elenca elenco tutti tutte tutte_le tutti_gli mostrami lista liste alle
    jede zeig zeige todos todas_las todos_los todas muestra muestrame toutes tous montre listar mostra quali welche
    which what cuales que quelles quels quais some`,
  any: `any anything something qualche qualcosa irgendeine etwas alguno alguna algo aucun quelque_chose`,
  about: `about on regarding covering discussing mentioning concerning su sul sulla sullo sulle sui sugli riguardo uber zu zum zur thema
    sobre acerca_de sur propos_de a_propos_de de_propos talk_about talks_about deal_with cover covers discuss mention
    mentions tratta trattano parlano_di parla_di handelt handeln hablan_de parlent_de falam_de`,
  in: `in nella nell nel im en dans na no during`,
  from: `from in of since during del dello della dell nel nella di aus von im de en desde du des depuis do da dos das em no
    year anno jahr ano annee`,
  with: 'with con mit avec com featuring feat ft by',
  without: 'without senza ohne sin sans sem',
  links: `links link resources resource show_notes shownotes notes urls url link_list risorse note ressourcen shownotes
    enlaces recursos notas liens ressources recursos recommended_links references`,
  summary: `tl_dr tldr tl;dr summary summarize summarise summarized sum_up recap overview synopsis description gist topic subject
    riassunto riassumi sintesi sommario zusammenfassung worum_geht fasse resumen resume resumir de_que_va de_que_trata
    de_que_se_trata di_cosa_parla di_che_parla di_cosa_tratta di_che_cosa_parla worum_geht_es worum_geht_s resume quoi_parle parle_de_quoi de_quoi_parle de_quoi_s_agit
    resumo do_que_trata sobre_o_que_e do_que_se_trata sobre_que_es what_happens what_happened what_about what_is_about whats_about
    talk_about talked_about cover covered covers`,
  number: 'what_number which_number number numero nummer que_numero numero_quale quel_numero',
  title: 'title titles titled called name titolo titel titulo titre titulos nome nombre',
  say: `say says said saying think thinks thought thinking tell tells told mention mentions mentioned explain explains
    explained recommend recommends recommended prefer prefers preferred advise advises
    feel feels suggest suggests suggested argue argues describe describes claim claims like likes
    dice detto pensa consiglia preferisce opina dijo piensa dicho prefiere recomienda sagt gesagt meint denkt
    halt empfiehlt dit pense prefere conseille disse acha pensa recomenda talk talked`,
  opinion: `advice opinion opinions view views take favourite favorite consiglio consigli opinione parere meinung rat
    opinion consejo consejos avis conseil conseils opiniao conselho`,
  line: 'line quote words phrase sentence frase zitat satz cita citation citazione',
  next: 'next following prossima prossimo nachste siguiente suivant proxima proximo',
  before: 'before until prima_di vor bis antes avant antes_de',
  after: 'after since dopo nach seit despues depuis depois desde',
  today: 'week weeks settimana woche semana semaine month today yesterday weekly',
  filler: `a an the is are was were be been am do does did done has have had having it its this that these those there here
    i me my we us our you your he she they them their his her him to too for and or but so please pls plz thx thanks can could would should will
    hey hi hello ok okay well just also only ever yet so_far really actually then now than far still anyone someone
    at as if what whats which know want get got see watch hear listen heard list more most very much total altogether
    usual two special together
    il lo la i gli le un uno una e o di a da che chi cosa come sono ha hanno c ce era stato stata si mi ti ci per favore
    della dello delle degli dei del al alla quale quali qual questa questo l d all sull per_favore
    der die das den dem des ein eine einen einer eines und oder ist sind war waren hat haben gibt gab es er sie ihr ich du
    wir bitte denn mal so viel am an auf fur was
    el la los las un una unos unas y o es son fue fueron ha han hay que cual se por favor lo le del al este esta por_favor
    le la les un une des et ou est sont etait ete a ont y il elle ils elles ce cette c s qu que quel quelle quels quelles
    est_ce se_trouve svp
    o os as um uma e ou foi foram tem ha que qual quais por esse essa este esta se ao aos
    t n j m`,
}

/** The longest phrase above, in words. */
export const MAX_PHRASE = 5

/** Roles by plain phrase. */
const ROLES = new Map<string, Set<Role>>()
for (const [role, words] of Object.entries(WORDS)) {
  for (const word of words.split(/\s+/)) {
    const phrase = phraseOf(word.replaceAll('_', ' '))
    if (phrase === '') continue
    ROLES.set(phrase, (ROLES.get(phrase) ?? new Set()).add(role as Role))
  }
}

/** The roles of a plain word, or of several joined by spaces; undefined if it has none. */
export const rolesOf = (phrase: string): ReadonlySet<Role> | undefined => ROLES.get(phrase)

/** Months in every language, 1 to 12, by plain word. */
export const MONTHS = new Map<string, number>()
const MONTH_NAMES = `january jan gennaio januar enero janvier janeiro|february feb febbraio februar febrero fevrier fevereiro|
  march mar marzo marz mars marco|april apr aprile abril avril|may maggio mai mayo maio|june jun giugno juni junio juin junho|
  july jul luglio juli julio juillet julho|august aug agosto aout|september sep sept settembre septiembre septembre setembro|
  october oct ottobre oktober octubre octobre outubro|november nov novembre noviembre novembro|
  december dec dicembre dezember diciembre decembre dezembro`
MONTH_NAMES.split('|').forEach((names, i) => {
  for (const name of names.trim().split(/\s+/)) MONTHS.set(name, i + 1)
})

/** Cardinal numbers as words. Those above twenty are put together by the grammar: `one hundred and two`, `twenty-one`. */
const UNITS = `zero|one uno una un ein eine eins um|two due zwei dos deux dois|three tre drei tres trois|four quattro vier
  cuatro quatre quatro|five cinque funf cinco cinq|six sei sechs seis|seven sette sieben siete sept sete|eight otto acht ocho
  huit oito|nine nove neun nueve neuf|ten dieci zehn diez dix dez|eleven undici elf once onze|twelve dodici zwolf doce
  douze doze|thirteen tredici dreizehn trece treize treze|fourteen quattordici vierzehn catorce quatorze|fifteen quindici
  funfzehn quince quinze|sixteen sedici sechzehn dieciseis seize dezesseis|seventeen diciassette siebzehn diecisiete
  dezessete|eighteen diciotto achtzehn dieciocho dezoito|nineteen diciannove neunzehn diecinueve dezenove|twenty venti
  zwanzig veinte vingt vinte`
const TENS = `thirty trenta dreissig dreißig treinta trente trinta|forty quaranta vierzig cuarenta quarante quarenta|fifty
  cinquanta funfzig cincuenta cinquante cinquenta|sixty sessanta sechzig sesenta soixante sessenta|seventy settanta siebzig
  setenta|eighty ottanta achtzig ochenta oitenta|ninety novanta neunzig noventa`
export const NUMBER_WORDS = new Map<string, number>()
UNITS.split('|').forEach((names, value) => {
  for (const name of names.trim().split(/\s+/)) NUMBER_WORDS.set(name, value)
})
TENS.split('|').forEach((names, i) => {
  for (const name of names.trim().split(/\s+/)) NUMBER_WORDS.set(name, 30 + 10 * i)
})
for (const name of 'hundred cento hundert einhundert cien ciento cent cem'.split(' ')) NUMBER_WORDS.set(name, 100)

/** Ordinal numbers as words: `the second`, `la terza`. The first is a role of its own. */
export const ORDINALS = new Map<string, number>()
const ORDINAL_NAMES = `second seconda secondo zweite zweiten segunda segundo deuxieme|third terza terzo dritte dritten tercera
  tercero tercer troisieme terceira terceiro|fourth quarta quarto vierte vierten cuarta cuarto quatrieme|fifth quinta quinto
  funfte funften cinquieme|sixth sesta sesto sechste sexta sexto sixieme|seventh settima settimo siebte septima septimo
  septieme setima setimo|eighth ottava ottavo achte octava octavo huitieme oitava oitavo|ninth nona nono neunte novena noveno
  neuvieme|tenth decima decimo zehnte dixieme`
ORDINAL_NAMES.split('|').forEach((names, i) => {
  for (const name of names.trim().split(/\s+/)) ORDINALS.set(name, i + 2)
})

/** How many, from two to ten, as a word: `the last three episodes`. */
export const smallNumber = (plain: string): number | undefined => {
  const value = NUMBER_WORDS.get(plain)
  return value !== undefined && value >= 2 && value <= 10 ? value : undefined
}
