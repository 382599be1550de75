import { addressSecretsIn } from './addresses.ts';
import { assignmentAt, assignmentKeywords } from './assignments.ts';
import { hasValidChecksum } from './checksum.ts';
import type { TokenFormat } from './format.ts';
import { tokenFormats } from './formats/all-formats.ts';
import type { SecretHit } from './hit.ts';
import { jsonWebTokenAt, jsonWebTokenKeyword } from './json-web-tokens.ts';
import { KeywordSearch } from './keyword-search.ts';
import { openedIn } from './layers.ts';
import { isMonotonous } from './placeholder.ts';
import { privateKeysIn } from './private-keys.ts';
import { looksRandom } from './rarity.ts';
import { matchAt, type Template, templateOf } from './template.ts';

/** What is looked for at a keyword. */
type Look = (text: string, at: number, bare: boolean) => SecretHit | undefined;

const looks: { readonly keyword: string; readonly look: Look }[] = [
  ...tokenFormats.flatMap((format) =>
    format.templates.map(templateOf).map((template) => ({
      keyword: template.keyword,
      look: (text: string, at: number) => tokenAt(format, template, text, at),
    })),
  ),
  ...assignmentKeywords.map((keyword) => ({
    keyword,
    look: (text: string, at: number, hasBareValues: boolean) =>
      assignmentAt(text, at, keyword.length, { hasBareValues }),
  })),
  { keyword: jsonWebTokenKeyword, look: jsonWebTokenAt },
];
const search = new KeywordSearch(looks.map(({ keyword }) => keyword));

/** How to read a text. */
export interface ScanOptions {
  /** Values stand without quotes: `.env`, YAML, INI, shell. */
  readonly hasBareValues?: boolean;
  /** False leaves out names that sound like secrets, for lockfiles and bundles. */
  readonly withAssignments?: boolean;
}

/** Start of the one key of every storage emulator of Azure, as its documentation gives it. */
const emulatorKey = ['Eby8vdM02xNOcqFl', 'qUwJPLlmEtlCDXJ1'].join('');
const maxDepth = 2;

/** The secrets in a text, in order of place, without overlap. Linear in the text. */
export function scanText(text: string, options: ScanOptions = {}, depth = 0): SecretHit[] {
  const { hasBareValues = false, withAssignments = true } = options;
  const hits = [...privateKeysIn(text), ...addressSecretsIn(text)];
  search.search(text, (index, start) => {
    const { look, keyword } = looks[index]!;
    if (!withAssignments && assignments.has(keyword)) return;
    const hit = look(text, start, hasBareValues);
    if (hit) hits.push(hit);
  });
  if (depth < maxDepth) {
    for (const { start, end, layer, text: inner } of openedIn(text)) {
      for (const hit of scanText(inner, { withAssignments: false }, depth + 1))
        hits.push({ ...hit, start, end, layer: hit.layer ? `${layer}, ${hit.layer}` : layer });
    }
  }
  return withoutOverlap(hits);
}

const assignments: ReadonlySet<string> = new Set(assignmentKeywords);

function tokenAt(
  format: TokenFormat,
  template: Template,
  text: string,
  at: number,
): SecretHit | undefined {
  if (text.charCodeAt(at) !== template.keyword.charCodeAt(0)) return undefined;
  if (!text.startsWith(template.keyword, at)) return undefined;
  const range = matchAt(template, text, at);
  if (range === undefined) return undefined;
  const secret = text.slice(range.start, range.end);
  const body = secret.slice(template.anchor === 0 ? template.keyword.length : 0);
  if (/x{6}|0{12}|dummy|\*{3}|redacted|^AKIA\w+EXAMPLE$/i.test(secret)) return undefined;
  if (secret.includes(emulatorKey)) return undefined;
  const isChecked = format.checksum !== undefined && hasValidChecksum(secret);
  const isDoubtful = format.isAmbiguous
    ? !looksRandom(body)
    : isMonotonous(body) || /example/i.test(body) || (format.checksum !== undefined && !isChecked);
  // `pk_live_…` is another provider's than `live_…`; and base64 holds any few signs somewhere.
  const isPartOfName = /[_/+]/.test(text.charAt(range.start - 1));
  if (format.isAmbiguous && (isDoubtful || isPartOfName)) return undefined;
  const confidence = isChecked
    ? 'certain'
    : isDoubtful || format.isAmbiguous
      ? 'possible'
      : 'likely';
  const { id: kind, title, severity = 'high' } = format;
  return { ...range, kind, title, severity, confidence, secret };
}

/** Of hits that overlap the surest counts, and of equals the longest. */
function withoutOverlap(hits: SecretHit[]): SecretHit[] {
  const order = { certain: 0, likely: 1, possible: 2 };
  hits.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: SecretHit[] = [];
  for (const hit of hits) {
    const last = kept.at(-1);
    if (!last || hit.start >= last.end) kept.push(hit);
    else if (order[hit.confidence] < order[last.confidence] || isNamed(hit, last))
      kept[kept.length - 1] = hit;
  }
  return kept;
}

/** A provider's own format tells more than the name that it is assigned to. */
function isNamed(hit: SecretHit, last: SecretHit): boolean {
  const general = new Set(['key', 'password', 'address-password']);
  return general.has(last.kind) && !general.has(hit.kind);
}
