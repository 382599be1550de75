/** Characters that databases' and shells' best-fit conversions, and editors, turn into ASCII quotes. */
const SINGLE_QUOTES =
  /[\u2018\u2019\u201a\u201b\u2032\u2035\u02b9\u02bb\u02bc\u02bd\u02c8\u00b4\u055a\ua78c\uff07]/g;
const DOUBLE_QUOTES = /[\u201c\u201d\u201e\u201f\u2033\u2036\u02ba\u00ab\u00bb\uff02]/g;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const MARKS = /\p{M}+/gu;

/** What Unicode normalisation, accent stripping, quote folding and upper-casing make of a value. */
export function unicodeForms(value: string): readonly string[] {
  const compatible = value.normalize('NFKC');
  return [
    compatible,
    value.normalize('NFC'),
    value.normalize('NFD'),
    value.replace(SINGLE_QUOTES, "'").replace(DOUBLE_QUOTES, '"').normalize('NFKC'),
    value.replace(INVISIBLE, ''),
    value.normalize('NFKD').replace(MARKS, ''),
  ];
}
