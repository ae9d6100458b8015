import { en } from './en.ts'

export const ptBR: typeof en = en
