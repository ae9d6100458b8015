import type { Piece, Text } from '../types.ts'
import type { en } from './en.ts'
import { grammarOf, lowerFirst, type WordLists } from './grammar.ts'

const { listed, counted, quotedOr } = grammarOf('pt-BR')
const marks = ['“', '”'] as const

/** Every sentence that the bot says, in Brazilian Portuguese. */
export const ptBR: typeof en = {
  locale: 'pt-BR',

  closest: 'O mais próximo que encontrei, mas talvez não seja o que você procura.',
  inOtherWords: 'Dito com outras palavras.',
  another: 'Outro trecho que pode responder à sua pergunta:',
  sure: 'resultado certeiro',
  passage: (place: number, all: number): string => `trecho ${place} de ${all}`,
  asked: (words: string): string => `Pergunta: ${words}`,
  alsoIn: 'Também em',
  resources: 'Links citados',
  chapters: 'Capítulos',
  related: 'Episódios parecidos',
  relatedTo: (episode: string): Text => [`Parecidos com o ${lowerFirst(episode)}`],
  linked: 'linkado nas notas do episódio',
  nothingRelated: (episode: Piece): Text => ['O ', lowerFirst(episode), ' não tem episódios parecidos.'],
  laterEpisode: (since: Piece, episode: Piece, date: Piece | undefined, moment: Piece | undefined): Text => [
    'Isto é de ',
    since,
    '. O ',
    lowerFirst(episode),
    ...(date ? [' (', date, ')'] : []),
    ' volta ao assunto',
    ...(moment ? [' ', moment] : []),
    '.',
  ],
  missingWords: (words: readonly string[]): string => `Não menciona ${quotedOr(words, marks)}.`,
  unknownWords: (words: readonly string[]): string => `O podcast nunca menciona ${quotedOr(words, marks)}.`,
  atTime: (time: string): string => (/:.*:/.test(time) ? `em ${time}` : `no minuto ${time}`),
  fromDescription: 'da descrição',
  fromResources: 'da lista de links',
  andMore: (count: number): string => `e mais ${count}`,
  episode: (id: string, title: string): string => `Episódio ${id}: ${title}`,
  picture: (episode: string): string => `Capa do ${lowerFirst(episode)}`,
  listen: { youtube: 'YouTube', spotify: 'Spotify', audio: 'Áudio', page: 'Página do episódio' },
  listenNow: 'Ouvir',
  listenFrom: (time: string): string => `Ouvir a partir de ${time}`,
  readMore: 'Abrir o episódio',
  inEpisodes: (ids: readonly string[]): string => `${ids.length === 1 ? 'episódio' : 'episódios'} ${listed(ids)}`,

  results: (words: string): Text => [`Mais resultados para “${words}”`],
  page: (page: number, pages: number): string => `página ${page} de ${pages}`,

  buttons: {
    nextPassage: 'Não é isso',
    moreResults: 'Mais resultados',
    showEpisode: 'Ver o episódio',
    showResources: 'Links do episódio',
    back: 'Voltar',
    more: 'Ver mais',
    share: 'Compartilhar',
    dismiss: 'Remover',
    pickEpisode: 'Ver um episódio',
    askEverywhere: 'Perguntar ao podcast inteiro',
    askAbout: 'Perguntar sobre este episódio',
    fix: 'Palavras erradas?',
  },

  fix: {
    where: (line: number, file: string): string =>
      `As palavras estão na linha ${line} de ${file}. Quem pode editar o arquivo pode corrigi-las ali; as outras pessoas podem avisar.`,
    open: (line: number): string => `Abrir a linha ${line}`,
    report: 'Avisar do erro',
    /** Of an issue. */
    title: (episode: string, time: string | undefined): string =>
      time === undefined ? `${episode}: palavras erradas` : `${episode}, ${time}: palavras erradas`,
  },

  nothingFound: (show: string): Text => [`Não encontrei nada em ${show} que responda a isso, e prefiro não chutar.`],
  nearest: 'Os episódios que chegam mais perto',
  whatToTry: 'O que você pode tentar',
  tryOtherWords: 'Pergunte com as palavras que usariam no podcast, ou com menos palavras.',
  quotesIn: language => `O podcast é em ${language}, então as citações também são.`,
  tryLanguage: language => `Pergunte em ${language}, o idioma do podcast.`,
  tryEpisode: (): Text => [
    { kind: 'command', name: 'episode', rest: '…' },
    ' mostra um episódio pelo número ou pelo título.',
  ],
  tryResources: (): Text => [{ kind: 'command', name: 'resources', rest: '…' }, ' lista os links sobre um assunto.'],
  noWords: (): Text => [
    'Não vejo aí nenhuma palavra que eu possa procurar. Me pergunte sobre algo do podcast, do seu jeito; ',
    { kind: 'command', name: 'help' },
    ' conta mais.',
  ],
  tooLong: (most: number): string =>
    `Essa pergunta é longa demais: leio até ${counted(most, 'caractere', 'caracteres')}. Mande só uma ou duas frases, as que importam.`,
  hint: (show: string): Text => [
    `Me pergunte algo sobre ${show} na mesma mensagem, e eu respondo com as palavras do próprio podcast. `,
    { kind: 'command', name: 'help' },
    ' conta o que mais eu sei fazer.',
  ],

  noSuchEpisode: (which: string): Text => [
    'Não conheço nenhum episódio que corresponda a ',
    { kind: 'strong', text: which },
    '.',
  ],
  noEpisodeNumbered: (id: string, first: string, last: string): Text => [
    'Não existe o episódio ',
    { kind: 'strong', text: id },
    first === last ? `. Só conheço o episódio ${first}.` : `. Conheço os episódios de ${first} a ${last}.`,
  ],
  noSuchNumber: (id: string, first: string, last: string): Text => [
    'Não existe o episódio ',
    { kind: 'strong', text: id },
    first === last ? `. O único que tem número é o ${first}.` : `. Os que têm número vão de ${first} a ${last}.`,
  ],
  didYouMean: 'Você quis dizer',
  severalEpisodes: (which: string): Text => [`Mais de um episódio corresponde a “${which}”:`],
  noEpisodes: (show: string): Text => [`Ainda não há episódios de ${show} por aqui.`],

  resourcesElsewhere: 'Em outros episódios',
  resourcesAbout: (about: string): Text => [`Links sobre “${about}”`],
  resourcesAboutIn: (about: string, episode: string): Text => [`Links sobre “${about}” no ${lowerFirst(episode)}`],
  resourcesOf: (episode: string): Text => [`Links do ${lowerFirst(episode)}`],
  noResourcesAbout: (about: string): Text => ['Não encontrei links sobre ', { kind: 'strong', text: about }, '.'],
  noResourcesAboutIn: (about: string, episode: Piece): Text => [
    'No ',
    lowerFirst(episode),
    ' não encontrei links sobre ',
    { kind: 'strong', text: about },
    '.',
  ],
  noResourcesIn: (episode: Piece): Text => ['O ', lowerFirst(episode), ' não traz nenhum link.'],
  tryAsk: (about: string): Text => [
    { kind: 'command', name: 'ask', rest: about },
    ' procura no que foi dito nos episódios.',
  ],

  latest: 'Os episódios mais recentes',

  terminal: {
    greeting: 'Faça uma pergunta ou digite um comando; Tab completa, Ctrl+D sai.',
    heading: 'Neste terminal',
    keys: [
      'more, back ou page 2 muda de página.',
      'Um número abre o que está ao lado dele.',
      'Tab completa um comando, ↑ traz linhas anteriores, Ctrl+D sai.',
    ],
  },

  help: {
    title: (show: string): Text => [`Respondo perguntas com o que foi dito e linkado em ${show}.`],
    quotes: 'Cito o podcast palavra por palavra e linko o momento exato. Se ele não fala do assunto, eu aviso.',
    examples: 'Por exemplo',
    commands: 'Comandos',
    mention: 'Me mencione com uma pergunta em um canal, ou me mande uma mensagem direta, e eu respondo lá.',
    message: (command: string): Text => [
      'Em qualquer mensagem, no menu Apps: ',
      { kind: 'strong', text: command },
      ' mostra o que o podcast diz sobre o assunto.',
    ],
    knows: (episodes: number, transcripts: number, links: number): string =>
      `Conheço ${listed([
        counted(episodes, 'episódio', 'episódios'),
        counted(transcripts, 'transcrição', 'transcrições'),
        counted(links, 'link', 'links'),
      ])}.`,
  },

  /** Facts about the show and its episodes. */
  facts: {
    colon: ': ',
    hosts: 'Apresentação',
    hostsOfShow: 'Apresentação do podcast',
    guests: 'Convidados',
    length: 'Duração',
    published: 'Publicação',
    count: (episodes: number): string => counted(episodes, 'episódio', 'episódios'),
    approximately: (time: string): string => `cerca de ${time}`,
    fromTranscript: 'da transcrição',
    fromNotes: 'das notas do episódio',
    noGuest: 'Este episódio não tem convidados.',
    isIn: (name: string): string => `Sim, ${name} está neste episódio.`,
    isNotIn: (name: string): string => `Não, ${name} não está neste episódio.`,
    peopleUnknown: 'Aqui não consta quem participa deste episódio.',
    hostsUnknown: (show: string): string => `Aqui não consta quem apresenta ${show}.`,
    lengthUnknown: 'Aqui não consta quanto dura este episódio.',
    dateUnknown: 'Aqui não consta quando este episódio saiu.',
    noneFits: 'Não conheço nenhum episódio assim.',
    neverIn: (name: string): string => `Em nenhum episódio ${name} aparece como convidado ou apresentador.`,
    notSaidBy: (name: string): string => `Não encontrei nada que ${name} diga sobre isso.`,
    notInEpisode: 'Este episódio não parece dizer isso.',
    nobodySaid: 'Não encontrei nas transcrições ninguém que diga isso.',
  },

  commands: {
    ask: {
      name: 'perguntar',
      description: 'Pergunte o que o podcast diz sobre algo',
      options: {
        question: { name: 'pergunta', description: 'Sua pergunta, do seu jeito' },
        episode: { name: 'episódio', description: 'Procura só neste episódio' },
      },
    },
    episode: {
      name: 'episódio',
      description: 'Veja um episódio com todos os seus links',
      options: { which: { name: 'qual', description: 'O número, o título ou algumas palavras do título' } },
    },
    episodes: {
      name: 'episódios',
      description: 'Lista episódios por tema, convidado, ano ou temporada',
      options: {
        about: { name: 'tema', description: 'Do que tratam' },
        guest: { name: 'convidado', description: 'Alguém que participa deles' },
        year: { name: 'ano', description: 'Quando saíram' },
        season: { name: 'temporada', description: 'O número de uma temporada' },
      },
    },
    resources: {
      name: 'links',
      description: 'Liste os links sobre um assunto',
      options: {
        about: { name: 'assunto', description: 'O assunto, ou o número de um episódio' },
        episode: { name: 'episódio', description: 'Só os links deste episódio' },
      },
    },
    related: {
      name: 'parecidos',
      description: 'Encontre episódios parecidos com um que você conhece',
      options: { episode: { name: 'episódio', description: 'O número, o título ou algumas palavras do título' } },
    },
    latest: { name: 'recentes', description: 'Veja os episódios mais recentes', options: {} },
    help: { name: 'ajuda', description: 'Veja o que eu sei fazer', options: {} },
    'Find in episodes': { name: 'Buscar nos episódios', description: '', options: {} },
  },

  options: {
    hide: { name: 'ocultar', description: 'Mostre a resposta só para mim' },
    mention: { name: 'mencionar', description: 'Mencione alguém na resposta' },
  },

  errors: {
    unknownCommand: (name: string, nearest: string | undefined): Text => [
      'Não conheço o comando ',
      { kind: 'strong', text: `/${name}` },
      '. ',
      ...(nearest === undefined ? [] : (['Você quis dizer ', { kind: 'command', name: nearest }, '? '] as const)),
      { kind: 'command', name: 'help' },
      ' lista os que eu conheço.',
    ],
    missingOption: (command: string, option: string, description: string): Text => [
      'Falta ',
      { kind: 'strong', text: option },
      ' em ',
      { kind: 'command', name: command },
      `: ${lowerFirst(description)}.`,
    ],
    unknownButton: 'Este botão é de outra versão minha. Pergunte de novo e eu respondo.',
    messageDeleted: 'Essa mensagem não existe mais. Pergunte de novo e eu respondo.',
    notAllowed: 'Só quem perguntou, ou quem tem permissão para gerenciar mensagens aqui, pode remover esta resposta.',
    rateLimited: 'Foi muita coisa de uma vez. Respire e pergunte de novo daqui a alguns segundos.',
    internalError: 'Algo deu errado do meu lado, e já anotei. Pergunte de novo daqui a pouco.',
  },
}

export const ptBRWords: WordLists = {
  question: 'como qual quais explica',
  chatter: `olá oi bom boa dia tarde noite obrigado obrigada valeu legal pessoal galera muito tudo bem parabéns errado`,
  help: `ajuda, me ajuda, quem é você, o que você faz, o que você pode fazer, o que você sabe fazer, como você funciona`,
  greetings: 'oi, olá, bom dia, boa tarde, boa noite',
}
