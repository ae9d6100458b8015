import * as z from 'zod'
import { outside } from './outside.ts'

/** A component as far as its words and its id: containers, sections and rows hold others. */
const component = z.object({
  content: outside.optional(),
  custom_id: z.string().optional(),
  get components() {
    return z.array(component).default([])
  },
})

/** All components of a message in the order in which they are read, each before what it holds. */
export const components = z.array(component).default([]).transform(flat)

type Component = z.output<typeof component>

function flat(components: readonly Component[]): readonly Component[] {
  return components.flatMap(part => [part, ...flat(part.components)])
}
