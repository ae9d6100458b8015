import { Client, DefaultRestOptions, Events, GatewayIntentBits } from 'discord.js'

/** The least that a bot can do: it says one word to whatever it is asked. To measure beside. */

const [api = '', token = ''] = process.argv.slice(2)
const client = new Client({
  intents: [GatewayIntentBits.Guilds],
  rest: {
    api,
    // discord.js sends a field with every reply that Discord takes and Discord's own document does not have.
    makeRequest: (url, { body, ...init }) => {
      const sent = typeof body === 'string' ? body.replace(',"enforce_nonce":false', '') : body
      return DefaultRestOptions.makeRequest(url, { ...init, ...(sent !== undefined && { body: sent }) })
    },
  },
})
client.on(Events.InteractionCreate, interaction => {
  if (interaction.isChatInputCommand()) interaction.reply('pong')
})
client.once(Events.ClientReady, () => process.stdout.write('{"event":"ready"}\n'))
await client.login(token)
