/**
 * How much it tells that a word stands `frequency` times in a text of `length` words, when it stands `rate` times in
 * every word of the show: the DPH weight of the divergence-from-randomness family (Amati, Ambrosi, Bianchi, Gaibisso
 * and Gambosi, "FUB, IASI-CNR and University of Tor Vergata at TREC 2007 Blog Track"). In bits; it can be below 0 for a
 * word that stands there less often than everywhere.
 *
 * It has no constants to tune, which is why it is here instead of BM25: with one window and the whole episode it
 * ranks as well as BM25 did with three windows and five weighted fields.
 */
export function informative(frequency: number, length: number, rate: number): number {
  const share = frequency / Math.max(length, frequency + 1)
  const expected = rate * length
  const bits = frequency * Math.log2(frequency / expected) + 0.5 * Math.log2(2 * Math.PI * frequency * (1 - share))
  return ((1 - share) ** 2 / (frequency + 1)) * bits
}
