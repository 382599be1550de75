/**
 * Options by which a program runs other programs, reads or writes other files, or sends them away.
 * Sources of the tables: GTFOBins; SonarSource's "Argument Injection Vectors"; each program's
 * manual; the CVE named beside an entry.
 */
export interface ProgramOptions {
  /** Long options (`--exec`, or `-exec` with `singleDash`) that do harm; abbreviations count too. */
  readonly long: readonly string[];
  /** Letters of short options that do harm. */
  readonly short: string;
  /** Letters of short options that take the next argument, or the rest of theirs, as value. */
  readonly valued: string;
  /** Long options that take the next argument as value. */
  readonly valuedLong?: readonly string[];
  /** Long options start with one dash: find, ffmpeg, convert, java. */
  readonly singleDash?: true;
  /** The program does not take `--` for the end of options. */
  readonly ignoresDoubleDash?: true;
  /** What follows the first plain argument belongs to the script that it names. */
  readonly runsScripts?: true;
  /** Positional values that do harm even behind `--`. */
  readonly values?: RegExp;
  /** Values of options that do harm where the mark at their beginning is the input's. */
  readonly valuesBehind?: { readonly options: readonly string[]; readonly mark: RegExp };
}

/** The words of a table cell. */
export function words(cell: string): readonly string[] {
  return cell.trim().split(/\s+/);
}
