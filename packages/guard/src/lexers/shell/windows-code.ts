/** Code that cmd.exe or PowerShell takes from its arguments. */
export interface WindowsCode {
  readonly language: 'cmd' | 'powershell';
  readonly text: string;
  /** Index of the first argument that the code is made of. */
  readonly first: number;
}

const valued = /^[-/](?:ex\w*|v\w*|psc\w*|o\w*|inp\w*|w\w*|conf\w*|settings\w*|custompipename)$/i;

/** What stands behind `/c`: cmd takes all of the rest, without the quotes around it. */
export function cmdCode(argv: readonly string[], program: number): WindowsCode | undefined {
  const option = argv.findIndex((word, i) => i > program && /^\/[ckr]$/i.test(word));
  if (option < 0 || option + 1 >= argv.length) return undefined;
  const text = argv.slice(option + 1).join(' ');
  return { language: 'cmd', text: withoutOuterQuotes(text), first: option + 1 };
}

/** The first quote and the last one go, unless they hold one program's name (`cmd /?`). */
function withoutOuterQuotes(text: string): string {
  const last = text.lastIndexOf('"');
  if (!text.startsWith('"') || last === 0) return text;
  const inner = text.slice(1, last);
  const isName = !/["&<>()@^|]/.test(inner) && text.slice(last + 1).trim() === '';
  return isName ? text : inner + text.slice(last + 1);
}

/** What PowerShell runs: behind `-Command`, encoded (UTF-16 in base64), or as its first argument. */
export function powershellCode(
  argv: readonly string[],
  program: number,
  name: string,
): WindowsCode | undefined {
  for (let i = program + 1; i < argv.length; i++) {
    const word = argv[i] as string;
    if (/^[-/](?:c|com\w*)$/i.test(word)) return restFrom(argv, i + 1);
    if (/^[-/](?:e|ec|en\w*)$/i.test(word)) {
      const text = Buffer.from(argv[i + 1] ?? '', 'base64').toString('utf16le');
      return { language: 'powershell', text, first: Math.min(i + 1, argv.length - 1) };
    }
    if (/^[-/]f/i.test(word)) return undefined;
    if (valued.test(word)) i++;
    // pwsh takes its first argument for a file, powershell.exe for a command.
    else if (!/^[-/]/.test(word)) return name === 'pwsh' ? undefined : restFrom(argv, i);
  }
  return undefined;
}

function restFrom(argv: readonly string[], first: number): WindowsCode | undefined {
  if (first >= argv.length) return undefined;
  return { language: 'powershell', text: argv.slice(first).join(' '), first };
}
