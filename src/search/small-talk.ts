import { wordSet } from './word-set.ts'

/**
 * Words of greeting, thanks and cheer. They are said on every show and in every channel and hardly ever asked about, so
 * that on their own they are no question.
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
