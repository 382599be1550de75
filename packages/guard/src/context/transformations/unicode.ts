/** Characters that databases' and shells' best-fit conversions, and editors, turn into ASCII quotes. */
const SINGLE_QUOTES =
  /[\u2018\u2019\u201a\u201b\u2032\u2035\u02b9\u02bb\u02bc\u02bd\u02c8\u00b4\u055a\ua78c\uff07]/g;
const DOUBLE_QUOTES = /[\u201c\u201d\u201e\u201f\u2033\u2036\u02ba\u00ab\u00bb\uff02]/g;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const MARKS = /\p{M}+/gu;

/** NFKC, without and with quotes folded: what can bring ASCII punctuation where there was none. */
export function compatibleForms(value: string): readonly string[] {
  const quotes = value.replace(SINGLE_QUOTES, "'").replace(DOUBLE_QUOTES, '"');
  const compatible = value.normalize('NFKC');
  return quotes === value ? [compatible] : [compatible, quotes.normalize('NFKC')];
}

/** Other normal forms, accents stripped, invisible characters removed, upper case. */
export function canonicalForms(value: string): readonly string[] {
  return [
    value.normalize('NFC'),
    value.normalize('NFD'),
    value.normalize('NFKD').replace(MARKS, ''),
    value.replace(INVISIBLE, ''),
    value.toUpperCase(),
  ];
}
