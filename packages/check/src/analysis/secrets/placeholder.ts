const words =
  /example|sample|placeholder|change[-_ ]?me|replace[-_ ]?(me|with|this)|your[-_ ]|\byour|my[-_]?(secret|password|token|key)|insert[-_ ]|dummy|fake|foo[-_]?bar|lorem|redacted|todo|to[-_]be[-_]|not[-_ ]?a?[-_ ]?(real|secret)|put[-_ ]|<[^>]*>|\.\.\.|…|test[-_]?(key|token|secret|password)|^test$|xxxx|XXXX|\*\*\*|0000000000|1234567890abcdef|abcdefghij|deadbeef|^sk-\.+$|random[-_ ]?string|string[-_ ]?here$|(secret|token|key|password)[-_]?string$|^repl_password$/i;
/** A value that something else fills in: a variable, a template, a call. */
const reference =
  /\$\{|\$\(|\{\{|\{%|<%|%\(|%s|#\{|^\$[A-Za-z_]|^%[A-Za-z_]+%$|^@[A-Za-z]|^\{[\w.]+\}$|process\.env|os\.environ|ENV\[|getenv|^(env|secret|ref|vault|op|ssm|arn|projects)[:.]/i;

/** True when the value stands for one that is filled in elsewhere. */
export function isPlaceholder(value: string): boolean {
  return reference.test(value) || words.test(value) || isMonotonous(value);
}

/** True when few signs, runs of one sign or steps of the alphabet make up the value. */
export function isMonotonous(value: string): boolean {
  if (value.length < 4) return false;
  let same = 0;
  let steps = 0;
  for (let at = 0; at + 1 < value.length; at += 1) {
    const step = value.charCodeAt(at + 1) - value.charCodeAt(at);
    if (step === 0) same += 1;
    if (step === 1 || step === -1) steps += 1;
  }
  const pairs = value.length - 1;
  return same / pairs > 0.5 || steps / pairs > 0.6 || hasLongStretch(value);
}

/** Nobody draws ten signs of the alphabet in their order: `aBcDeFgHiJkL`, `1234567890`. */
const longStretch = 10;

function hasLongStretch(value: string): boolean {
  const signs = value.toLowerCase();
  let stretch = 1;
  for (let at = 1; at < signs.length && stretch < longStretch; at += 1) {
    const isNext = signs.charCodeAt(at) - signs.charCodeAt(at - 1) === 1;
    stretch = isNext || signs.startsWith('90', at - 1) ? stretch + 1 : 1;
  }
  return stretch >= longStretch;
}
