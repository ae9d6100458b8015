/** Invented feeds, each written the way one host writes them. `at` is where the transcripts and chapters are. */
export type Dialect = { readonly feed: (at: string) => string | Uint8Array; readonly type?: string }

const NAMESPACES = [
  'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
  'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
  'xmlns:podcast="https://podcastindex.org/namespace/1.0"',
  'xmlns:atom="http://www.w3.org/2005/Atom"',
  'xmlns:psc="http://podlove.org/simple-chapters"',
  'xmlns:media="http://search.yahoo.com/mrss/"',
  'xmlns:googleplay="http://www.google.com/schemas/play-podcasts/1.0"',
  'xmlns:acast="https://schema.acast.com/1.0/"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
].join(' ')

export const rss = (channel: string, head = '<title>Blink</title><link>https://blink.example</link>'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" ${NAMESPACES}><channel>${head}${channel}</channel></rss>`

const cdata = (text: string): string => `<![CDATA[${text}]]>`

const VTT =
  'WEBVTT\n\n00:10.000 --> 00:19.000\n<v Ada>The lamp turns once in ten seconds.</v>\n\n00:19.000 --> 00:27.000\n<v Ben>And the fog horn answers it.</v>\n'
const PLAIN_VTT =
  'WEBVTT\n\n00:10.000 --> 00:19.000\nThe lamp turns once in ten seconds.\n\n00:19.000 --> 00:27.000\nAnd the fog horn answers it.\n'
const SRT =
  '1\n00:00:10,000 --> 00:00:19,000\nAda: The lamp turns once in ten seconds.\n\n2\n00:00:19,000 --> 00:00:27,000\nBen: And the fog horn answers it.\n'
const JSON_TRANSCRIPT = JSON.stringify({
  version: '1.0.0',
  segments: [
    { speaker: 'Ada', startTime: 10, endTime: 19, body: 'The lamp turns once in ten seconds.' },
    { speaker: 'Ben', startTime: 19, endTime: 27, body: 'And the fog horn answers it.' },
  ],
})
const HTML_TRANSCRIPT =
  '<cite>Ada:</cite><time>0:10</time><p>The lamp turns once in ten seconds.</p><cite>Ben:</cite><time>0:19</time><p>And the fog horn answers it.</p>'
const CHAPTERS = JSON.stringify({
  version: '1.2.0',
  chapters: [
    { startTime: 0, title: 'Welcome' },
    { startTime: 86, title: 'Prisms' },
  ],
})

/** What stands at each path beside the feed. */
export const FILES: Readonly<Record<string, string>> = {
  '/t.vtt': VTT,
  '/plain.vtt': PLAIN_VTT,
  '/t.srt': SRT,
  '/t.json': JSON_TRANSCRIPT,
  '/t.html': HTML_TRANSCRIPT,
  '/c.json': CHAPTERS,
}

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1')

export const dialects: Readonly<Record<string, Dialect>> = {
  Buzzsprout: {
    feed: at =>
      rss(
        `<itunes:author>Ada Stone</itunes:author><language>en-us</language><itunes:type>episodic</itunes:type>
        <item><itunes:title>Fog horns</itunes:title><title>Fog horns</title><description>${cdata(
          '<p>Why fog horns fell silent.</p><ul><li><a href="https://horns.example/history">A history of horns</a></li></ul>',
        )}</description><content:encoded>${cdata(
          '<p>Why fog horns fell silent.</p><ul><li><a href="https://horns.example/history">A history of horns</a></li></ul>',
        )}</content:encoded><itunes:author>Ada Stone</itunes:author>
        <enclosure url="https://www.buzzsprout.com/1/episodes/22-fog-horns.mp3" length="1000" type="audio/mpeg"/>
        <guid isPermaLink="false">Buzzsprout-22</guid><pubDate>Fri, 10 May 2024 09:00:00 -0400</pubDate>
        <podcast:transcript url="${at}/t.html" type="text/html"/><podcast:transcript url="${at}/t.json" type="application/json"/>
        <podcast:transcript url="${at}/t.srt" type="application/x-subrip" rel="captions"/><podcast:transcript url="${at}/plain.vtt" type="text/vtt"/>
        <podcast:chapters url="${at}/c.json" type="application/json"/>
        <itunes:duration>1801</itunes:duration><itunes:episode>2</itunes:episode><itunes:season>1</itunes:season><itunes:episodeType>full</itunes:episodeType></item>
        <item><title>Lenses</title><description>${cdata('<p>How a lens bends light.</p>')}</description>
        <enclosure url="https://www.buzzsprout.com/1/episodes/11-lenses.mp3" length="1000" type="audio/mpeg"/>
        <guid isPermaLink="false">Buzzsprout-11</guid><pubDate>Fri, 03 May 2024 09:00:00 -0400</pubDate><itunes:episode>1</itunes:episode><itunes:season>1</itunes:season></item>`,
      ),
  },
  Transistor: {
    feed: at =>
      rss(
        `<language>en</language><podcast:person role="Host">Ada Stone</podcast:person><itunes:image href="https://img.example/show.jpg"/>
        <item><title>Fog horns</title><itunes:episode>2</itunes:episode><podcast:episode>2</podcast:episode><itunes:title>Fog horns</itunes:title>
        <guid isPermaLink="false">9a9a-2</guid><link>https://share.transistor.example/s/0a1b2c3d</link>
        <description>${cdata('<div>Why fog horns fell silent.<br><br><strong>Links</strong></div><ul><li><a href="https://horns.example/history">A history of horns</a></li></ul>')}</description>
        <pubDate>Fri, 10 May 2024 06:00:00 -0400</pubDate>
        <enclosure url="https://media.transistor.example/0a1b2c3d/abc.mp3" length="1000" type="audio/mpeg"/>
        <itunes:duration>1801</itunes:duration><itunes:summary>${cdata('<div>Why fog horns fell silent.</div>')}</itunes:summary><itunes:keywords>fog, horns</itunes:keywords>
        <podcast:transcript url="${at}/t.vtt" type="text/vtt" rel="captions"/><podcast:person role="Guest">Cleo Marsh</podcast:person></item>
        <item><title>Hello</title><itunes:episodeType>trailer</itunes:episodeType><guid isPermaLink="false">9a9a-0</guid>
        <description>${cdata('<div>What this show is about.</div>')}</description><pubDate>Wed, 01 May 2024 06:00:00 -0400</pubDate>
        <enclosure url="https://media.transistor.example/00000000/def.mp3" length="1000" type="audio/mpeg"/></item>`,
      ),
  },
  Libsyn: {
    feed: () =>
      rss(
        `<language>${cdata('en')}</language>
        <item><title>2: Fog horns</title><itunes:title>Fog horns</itunes:title><pubDate>Fri, 10 May 2024 10:00:00 +0000</pubDate>
        <guid isPermaLink="false">${cdata('0f0f-libsyn-2')}</guid><link>${cdata('https://blink.libsyn.example/fog-horns')}</link>
        <itunes:image href="https://static.libsyn.example/2.jpg"/><description>${cdata('<p>Why fog horns fell silent.</p> <p> </p> <p><a href= "https://horns.example/history">A history of horns</a></p>')}</description>
        <content:encoded>${cdata('<p>Why fog horns fell silent.</p> <p> </p> <p><a href= "https://horns.example/history">A history of horns</a></p>')}</content:encoded>
        <enclosure length="1000" type="audio/mpeg" url="https://traffic.libsyn.example/secure/blink/2.mp3?dest-id=1"/><itunes:duration>30:01</itunes:duration><itunes:keywords/>
        <itunes:subtitle>${cdata('Why fog horns…')}</itunes:subtitle><itunes:season>1</itunes:season><itunes:episode>2</itunes:episode></item>
        <item><title>1: Lenses</title><pubDate>Fri, 03 May 2024 10:00:00 +0000</pubDate><guid isPermaLink="false">${cdata('0f0f-libsyn-1')}</guid>
        <link>${cdata('https://blink.libsyn.example/lenses')}</link><description>${cdata('<p>How a lens bends light.</p>')}</description>
        <enclosure length="1000" type="audio/mpeg" url="https://traffic.libsyn.example/secure/blink/1.mp3?dest-id=1"/><itunes:season>1</itunes:season><itunes:episode>1</itunes:episode></item>`,
      ),
  },
  Megaphone: {
    feed: at =>
      rss(
        `<language>en</language><itunes:type>serial</itunes:type>
        <item><title>S2 E1: The storm</title><description>The night of the storm.&#160;&lt;br&gt;&lt;br&gt;Learn more about your ad choices. Visit &lt;a href="https://ads.example/adchoices"&gt;ads.example/adchoices&lt;/a&gt;</description>
        <pubDate>Fri, 10 May 2024 08:00:00 -0000</pubDate><itunes:title>The storm</itunes:title><itunes:episodeType>full</itunes:episodeType><itunes:season>2</itunes:season><itunes:episode>1</itunes:episode>
        <itunes:subtitle/><itunes:summary>The night of the storm.&#160;&lt;br&gt;Learn more about your ad choices.</itunes:summary>
        <content:encoded>${cdata('<p>The night of the storm.</p><p> </p><p>Learn more about your ad choices. Visit <a href="https://ads.example/adchoices">ads.example/adchoices</a></p>')}</content:encoded>
        <itunes:duration>1801</itunes:duration><guid isPermaLink="false">${cdata('aaaa-2-1')}</guid>
        <podcast:transcript url="${at}/t.srt" type="application/srt"/>
        <enclosure url="https://dts.podtrac.com/redirect.mp3/traffic.megaphone.example/BLK2.mp3?updated=1" length="0" type="audio/mpeg"/></item>
        <item><title>S1 E1: The keeper</title><description>The keeper’s first night.</description><pubDate>Fri, 05 May 2023 08:00:00 -0000</pubDate><itunes:season>1</itunes:season><itunes:episode>1</itunes:episode>
        <guid isPermaLink="false">${cdata('aaaa-1-1')}</guid><enclosure url="https://traffic.megaphone.example/BLK1.mp3?updated=1" length="0" type="audio/mpeg"/></item>
        <item><title>Bonus: Letters</title><description>Letters from listeners.</description><pubDate>Fri, 12 May 2023 08:00:00 -0000</pubDate><itunes:season>1</itunes:season><itunes:episode>1</itunes:episode><itunes:episodeType>bonus</itunes:episodeType>
        <guid isPermaLink="false">${cdata('aaaa-1-b')}</guid><enclosure url="https://traffic.megaphone.example/BLKB.mp3?updated=1" length="0" type="audio/mpeg"/></item>`,
      ),
  },
  Acast: {
    feed: () =>
      rss(
        `<language>en</language><acast:showId>abc</acast:showId><acast:showUrl>blink</acast:showUrl>
        <item><title>Fog horns</title><itunes:duration>00:30:01</itunes:duration><enclosure url="https://sphinx.acast.example/p/open/s/abc/e/def/media.mp3" length="1000" type="audio/mpeg"/>
        <guid isPermaLink="false">6650000000000000000000a2</guid><itunes:explicit>false</itunes:explicit><link>https://shows.acast.example/blink/episodes/fog-horns</link>
        <acast:episodeId>6650000000000000000000a2</acast:episodeId><acast:episodeUrl>fog-horns</acast:episodeUrl><itunes:episodeType>full</itunes:episodeType><itunes:episode>2</itunes:episode>
        <pubDate>Fri, 10 May 2024 04:00:00 GMT</pubDate><itunes:image href="https://assets.acast.example/2.jpg"/>
        <description>${cdata('<p>Why fog horns fell silent.</p><p><a href="https://horns.example/history" rel="noopener noreferrer" target="_blank">A history of horns</a></p><hr><p style="color:grey;">Hosted on Acast. See <a href="https://acast.example/privacy">acast.example/privacy</a> for more information.</p>')}</description></item>
        <item><title>Lenses</title><enclosure url="https://sphinx.acast.example/p/open/s/abc/e/abc/media.mp3" length="1000" type="audio/mpeg"/><guid isPermaLink="false">6650000000000000000000a1</guid>
        <itunes:episode>1</itunes:episode><pubDate>Fri, 03 May 2024 04:00:00 GMT</pubDate><description>${cdata('<p>How a lens bends light.</p>')}</description></item>`,
      ),
  },
  'Spotify for Creators': {
    feed: () =>
      rss(
        `<language>${cdata('en')}</language><generator>Anchor Podcasts</generator>
        <item><title>${cdata('Fog horns & bells')}</title><description>${cdata('<p>Why fog horns fell silent.</p>\n<p>00:00 Welcome</p>\n<p>01:26 Prisms</p>\n<p>12:00 Bells</p>')}</description>
        <link>https://podcasters.spotify.com/pod/show/blink/episodes/Fog-horns-e2abcde</link><guid isPermaLink="false">0a0a-2</guid><dc:creator>${cdata('Ada Stone')}</dc:creator>
        <pubDate>Fri, 10 May 2024 07:00:00 GMT</pubDate><enclosure url="https://anchor.fm/s/1a2b/podcast/play/22/https%3A%2F%2Fcdn.example%2Fstaging%2F2024-4-10%2Ffog.mp3" length="1000" type="audio/mpeg"/>
        <itunes:summary>&lt;p&gt;Why fog horns fell silent.&lt;/p&gt;</itunes:summary><itunes:duration>00:30:01</itunes:duration><itunes:episode>2</itunes:episode><itunes:episodeType>full</itunes:episodeType></item>
        <item><title>${cdata('Lenses')}</title><description>${cdata('<p>How a lens bends light.</p>')}</description><guid isPermaLink="false">0a0a-1</guid><pubDate>Fri, 03 May 2024 07:00:00 GMT</pubDate>
        <enclosure url="https://anchor.fm/s/1a2b/podcast/play/11/https%3A%2F%2Fcdn.example%2Fstaging%2F2024-4-3%2Flenses.mp3" length="1000" type="audio/mpeg"/><itunes:episode>1</itunes:episode></item>`,
      ),
  },
  Podbean: {
    feed: at =>
      rss(
        `<language>en</language><generator>https://podbean.com/?v=5.5</generator>
        <item><title>Episode 2 - Fog horns</title><itunes:title>Episode 2 - Fog horns</itunes:title><link>https://blink.podbean.example/e/fog-horns/</link><comments>https://blink.podbean.example/e/fog-horns/#comments</comments>
        <pubDate>Fri, 10 May 2024 05:00:00 -0500</pubDate><guid isPermaLink="false">blink.podbean.example/aaaa-2</guid>
        <description>${cdata('<p>Why fog horns fell silent.</p>\n<p>https://horns.example/a_history_of_horns</p>')}</description>
        <content:encoded>${cdata('<p>Why fog horns fell silent.</p>\n<p>https://horns.example/a_history_of_horns</p>')}</content:encoded>
        <enclosure url="https://mcdn.podbean.example/mf/web/2/fog.mp3" length="1000" type="audio/mpeg"/><itunes:summary>${cdata('Why fog horns fell silent.')}</itunes:summary>
        <itunes:duration>1801</itunes:duration><podcast:transcript url="${at}/t.srt" type="text/srt"/></item>
        <item><title>Episode 1 - Lenses</title><link>https://blink.podbean.example/e/lenses/</link><pubDate>Fri, 03 May 2024 05:00:00 -0500</pubDate><guid isPermaLink="false">blink.podbean.example/aaaa-1</guid>
        <description>${cdata('<p>How a lens bends light.</p>')}</description><enclosure url="https://mcdn.podbean.example/mf/web/1/lenses.mp3" length="1000" type="audio/mpeg"/></item>`,
      ),
  },
  Castopod: {
    feed: at =>
      rss(
        `<language>fr</language><podcast:guid>1111</podcast:guid><podcast:locked>yes</podcast:locked><podcast:person role="host" group="cast" href="https://ada.example">Ada Stone</podcast:person>
        <item><title>Cornes de brume</title><enclosure url="https://castopod.example/audio/@blink/cornes-de-brume.mp3" length="1000" type="audio/mpeg"/><guid>https://castopod.example/@blink/episodes/cornes-de-brume</guid>
        <pubDate>Fri, 10 May 2024 08:00:00 +0000</pubDate><description>${cdata('<p>Pourquoi les cornes se sont tues.</p>')}</description><itunes:duration>1801</itunes:duration>
        <link>https://castopod.example/@blink/episodes/cornes-de-brume</link><itunes:episode>2</itunes:episode><podcast:episode display="2">2</podcast:episode><itunes:season>1</itunes:season><podcast:season name="Un">1</podcast:season>
        <itunes:episodeType>full</itunes:episodeType><podcast:transcript url="${at}/t.srt" type="application/x-subrip" rel="captions" language="fr"/><podcast:chapters url="${at}/c.json" type="application/json+chapters"/>
        <podcast:person role="guest" group="cast">Cleo Marsh</podcast:person><podcast:person role="audio editor">Dan Reed</podcast:person></item>
        <item><title>Lentilles</title><enclosure url="https://castopod.example/audio/@blink/lentilles.mp3" length="1000" type="audio/mpeg"/><guid>https://castopod.example/@blink/episodes/lentilles</guid>
        <pubDate>Fri, 03 May 2024 08:00:00 +0000</pubDate><description>${cdata('<p>Une lentille dévie la lumière.</p>')}</description><itunes:episode>1</itunes:episode><itunes:season>1</itunes:season></item>`,
      ),
  },
  Podlove: {
    feed: at =>
      rss(
        `<language>de-DE</language><generator>Podlove Podcast Publisher v4</generator>
        <item><title>BL002 Nebelhörner</title><link>https://blink.example/bl002-nebelhoerner/</link><pubDate>Fri, 10 May 2024 20:15:00 +0000</pubDate><guid isPermaLink="false">podlove-2024-05-10t20:15:00+00:00-aaaa</guid>
        <description>${cdata('Warum die Nebelhörner verstummt sind')}</description><enclosure url="https://blink.example/podlove/file/2/s/feed/c/mp3/bl002.mp3" length="1000" type="audio/mpeg"/>
        <itunes:duration>00:30:01</itunes:duration><itunes:episode>2</itunes:episode><itunes:subtitle>Warum die Nebelhörner verstummt sind</itunes:subtitle>
        <content:encoded>${cdata('<h2>Shownotes</h2>\n<ul>\n<li><a href="https://horns.example/history">Eine Geschichte der Hörner</a></li>\n</ul>')}</content:encoded>
        <podcast:transcript url="${at}/t.vtt" type="text/vtt"/><podcast:transcript url="${at}/t.json" type="application/json"/>
        <psc:chapters version="1.2"><psc:chapter start="00:00:00.000" title="Begrüßung"/><psc:chapter start="00:01:26.500" title="Prismen" href="https://prism.example"/></psc:chapters></item>
        <item><title>BL001 Linsen</title><link>https://blink.example/bl001-linsen/</link><pubDate>Fri, 03 May 2024 20:15:00 +0000</pubDate><guid isPermaLink="false">podlove-2024-05-03t20:15:00+00:00-bbbb</guid>
        <description>Wie eine Linse Licht bricht</description><enclosure url="https://blink.example/podlove/file/1/s/feed/c/mp3/bl001.mp3" length="1000" type="audio/mpeg"/><itunes:episode>1</itunes:episode></item>`,
      ),
  },
  'RSS.com': {
    feed: at =>
      rss(
        `<language>en</language><generator>RSS.com</generator>
        <item><title>${cdata('Fog horns')}</title><itunes:title>${cdata('Fog horns')}</itunes:title><description>${cdata('<p>Why fog horns fell silent.</p><p><br></p><p>📚 <a href="https://horns.example/history">A history of horns</a></p>')}</description>
        <link>https://rss.example/podcasts/blink/222</link><enclosure url="https://content.rss.example/episodes/1/222/blink/fog.mp3" length="1000" type="audio/mpeg"/><guid isPermaLink="false">bbbb-2</guid>
        <itunes:duration>1801</itunes:duration><itunes:episodeType>full</itunes:episodeType><itunes:season>1</itunes:season><itunes:episode>2</itunes:episode><podcast:season>1</podcast:season><podcast:episode>2</podcast:episode>
        <itunes:explicit>false</itunes:explicit><pubDate>Fri, 10 May 2024 11:00:00 GMT</pubDate><itunes:image href="https://media.rss.example/2.jpg"/><podcast:transcript url="${at}/plain.vtt" type="text/vtt"/></item>
        <item><title>${cdata('Lenses')}</title><description>${cdata('<p>How a lens bends light.</p>')}</description><link>https://rss.example/podcasts/blink/111</link>
        <enclosure url="https://content.rss.example/episodes/1/111/blink/lenses.mp3" length="1000" type="audio/mpeg"/><guid isPermaLink="false">bbbb-1</guid><itunes:season>1</itunes:season><itunes:episode>1</itunes:episode><pubDate>Fri, 03 May 2024 11:00:00 GMT</pubDate></item>`,
      ),
  },
  'a static site': {
    feed: () =>
      `<?xml version="1.0"?><rss version="2.0"><channel><title>Blink</title><link>https://blink.example/</link><description>About lights.</description>
      <item><title>#2 Fog horns</title><link>https://blink.example/episodes/fog-horns/</link><guid>https://blink.example/episodes/fog-horns/</guid><pubDate>Fri, 10 May 24 00:00:00 +0000</pubDate>
      <description>&lt;p&gt;Why fog horns fell silent.&lt;/p&gt;&lt;p&gt;See &lt;a href="https://horns.example/history"&gt;a history of horns&lt;/a&gt;.&lt;/p&gt;</description><enclosure url="https://blink.example/audio/2.mp3" length="1" type="audio/mpeg"/></item>
      <item><title>#1 Lenses</title><link>https://blink.example/episodes/lenses/</link><guid>https://blink.example/episodes/lenses/</guid><pubDate>Fri, 03 May 2024 00:00:00 +0000</pubDate><description>How a lens bends light.</description><enclosure url="https://blink.example/audio/1.mp3" length="1" type="audio/mpeg"/></item></channel></rss>`,
  },
  YouTube: {
    feed: () => {
      const entry = (id: string, title: string, day: string, text: string) =>
        `<entry><id>yt:video:${id}</id><yt:videoId>${id}</yt:videoId><yt:channelId>UCx</yt:channelId><title>${title}</title><link rel="alternate" href="https://www.youtube.com/watch?v=${id}"/>
        <author><name>Blink</name></author><published>${day}T09:00:00+00:00</published><updated>${day}T19:00:00+00:00</updated>
        <media:group><media:title>${title}</media:title><media:content url="https://www.youtube.com/v/${id}?version=3" type="application/x-shockwave-flash" width="640" height="390"/>
        <media:thumbnail url="https://i1.ytimg.com/vi/${id}/hqdefault.jpg" width="480" height="360"/><media:description>${text}</media:description></media:group></entry>`
      return `<?xml version="1.0" encoding="UTF-8"?><feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
      <link rel="self" href="http://www.youtube.com/feeds/videos.xml?channel_id=UCx"/><id>yt:channel:x</id><title>Blink</title><link rel="alternate" href="https://www.youtube.com/channel/UCx"/>
      ${entry('aaaaaaaaaa2', 'Fog horns | Blink #2', '2024-05-10', 'Why fog horns fell silent.\n\n00:00 Welcome\n01:26 Prisms &amp; lenses\n12:00 Bells\n\nA history of horns: https://horns.example/a_history_of_horns')}
      ${entry('aaaaaaaaaa1', 'Lenses | Blink #1', '2024-05-03', 'How a lens bends light.')}</feed>`
    },
    type: 'application/atom+xml',
  },
  'only itunes: tags': {
    feed: () =>
      rss(
        `<item><itunes:title>Fog horns</itunes:title><itunes:summary>Why fog horns fell silent.</itunes:summary><itunes:episode>2</itunes:episode><itunes:duration>30:01</itunes:duration><pubDate>Fri, 10 May 2024 09:00:00 GMT</pubDate><enclosure url="https://blink.example/2.mp3" length="1" type="audio/mpeg"/></item>
        <item><itunes:title>Lenses</itunes:title><itunes:subtitle>How a lens bends light.</itunes:subtitle><itunes:episode>1</itunes:episode><pubDate>Fri, 03 May 2024 09:00:00 GMT</pubDate><enclosure url="https://blink.example/1.mp3" length="1" type="audio/mpeg"/></item>`,
        '<itunes:title>Blink</itunes:title><itunes:summary>About lights.</itunes:summary>',
      ),
  },
  'Latin-1': {
    feed: () =>
      latin1(
        `<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>Küstenlichter</title><language>de</language>
        <item><title>Nebelhörner</title><guid>k-2</guid><description>Warum die Nebelhörner verstummt sind.</description><pubDate>Fri, 10 May 2024 09:00:00 GMT</pubDate><enclosure url="https://blink.example/2.mp3" length="1" type="audio/mpeg"/></item></channel></rss>`,
      ),
    type: 'text/xml',
  },
}
