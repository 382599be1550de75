/** Keys from the root of a JSON or YAML document to one of its values. */
export type DataPath = readonly (string | number)[];

/** Plain data, as JSON and YAML hold it. */
export type Data =
  | string
  | number
  | boolean
  | null
  | readonly Data[]
  | { readonly [key: string]: Data };

/** One change of one file. Paths are from the root, with slashes; line ends are those of the file. */
export type Edit =
  /** A file that is not there yet. */
  | {
      readonly kind: 'create';
      readonly file: string;
      readonly text: string;
      readonly isExecutable?: boolean;
    }
  /** At `line` and `column` (from 1) `to` stands instead of `was`; without `was` it is put in. */
  | {
      readonly kind: 'text';
      readonly file: string;
      readonly line: number;
      readonly column: number;
      readonly was: string;
      readonly to: string;
    }
  /** Lines at the end of a file that is made when it is missing; those that it has are left out. */
  | { readonly kind: 'lines'; readonly file: string; readonly lines: readonly string[] }
  /** A value of a JSON file; undefined takes the key or the item away. */
  | {
      readonly kind: 'json';
      readonly file: string;
      readonly at: DataPath;
      readonly value: Data | undefined;
    }
  /** A value of a YAML file. A new key comes before the key `before`, else last. */
  | {
      readonly kind: 'yaml';
      readonly file: string;
      readonly at: DataPath;
      readonly value: Data;
      readonly before?: string;
      /** Which of the documents of the file, from 0; a file of several needs it. */
      readonly document?: number;
    }
  /** One more item of a list in a YAML file. */
  | {
      readonly kind: 'yaml-item';
      readonly file: string;
      readonly at: DataPath;
      readonly value: Data;
    };

/** Edits that make a finding go away: plain data, applied by `check --fix` and `init`. */
export interface Patch {
  /** What it does, as an instruction without a full stop. */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** What a person must do to complete it, as an instruction without a full stop. */
  readonly afterwards?: string;
  /** True when it changes what the program does or accepts beyond the flaw: only `--unsafe` takes it. */
  readonly isUnsafe?: boolean;
  /** A command without which the result does not work. Only `init` takes such a patch. */
  readonly command?: string;
}

/** A patch could be made if a person told something that no file says. */
export interface Question {
  /** What is asked for: `the owner of the code: --owner @team`. */
  readonly asks: string;
}

/** What a person told of the repository. */
export interface Told {
  /** Who reviews, as CODEOWNERS names them: `@acme/core` or an address. */
  readonly owner?: string;
  /** Where to report holes: an address or a link. */
  readonly contact?: string;
  /** Where the code is kept, when neither remotes nor files tell. */
  readonly host?: 'github' | 'gitlab';
}

export function isPatch(offer: Patch | Question): offer is Patch {
  return 'edits' in offer;
}
