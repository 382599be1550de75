import { nodePath as path, originalFs as fs } from '../../hooks/originals.ts';
import { isGone } from './spool-owner.ts';

/** One message on its way: a line of NDJSON, and how many findings it stands for. */
export interface SpoolLine {
  readonly text: string;
  readonly count: number;
}

/** Some of what waits, oldest first; `done` once it was delivered. */
export interface Segment {
  readonly lines: readonly SpoolLine[];
  done(): void;
}

export interface SpoolLimits {
  /** All files of the directory, in bytes. */
  readonly maxBytes: number;
  /** A file is closed at this size, so that it goes out as one delivery. */
  readonly segmentBytes: number;
  /** How often files of processes that are gone are looked for. */
  readonly lookEveryMs: number;
}

interface OpenFile {
  readonly file: string;
  bytes: number;
  writtenMs: number;
}

const defaults: SpoolLimits = {
  maxBytes: 64 * 1_048_576,
  segmentBytes: 262_144,
  lookEveryMs: 30_000,
};
/** A file of a process of which nothing is known, and that nobody has written to for so long, was left behind. */
const abandonedMs = 60_000;
/** Its owner stops writing to it well before that. */
const closedAfterMs = 20_000;
const now = Date.now;

/**
 * Findings that wait on disk while watch is away, in files of the app's own directory that outlive
 * the process. Names sort by age. Files of processes that ended are delivered by those that live; two
 * that deliver the same file do no harm, since watch goes by the finding's id.
 */
export class Spool {
  readonly #directory: string;
  readonly #owner: string;
  readonly #limits: SpoolLimits;
  #sequence = 0;
  #current: OpenFile | undefined;
  /** Whether a look is worth it before its time; at first files of earlier processes may be there. */
  #hasSome = true;
  #lookedMs = 0;

  /** `owner` is unique among the processes that share the directory. */
  constructor(directory: string, owner: string, limits: Partial<SpoolLimits> = {}) {
    this.#directory = directory;
    this.#owner = owner.replaceAll(/[^\w-]/g, '_');
    this.#limits = { ...defaults, ...limits };
  }

  /** Writes lines behind what waits; returns those for which there was no room. Throws when the disk refuses. */
  append(lines: readonly SpoolLine[]): readonly SpoolLine[] {
    if (lines.length === 0) return [];
    fs.mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    let room = this.#limits.maxBytes - this.#size();
    let text = '';
    for (const [index, line] of lines.entries()) {
      const bytes = Buffer.byteLength(line.text) + 1;
      if (bytes > room) {
        this.#write(text);
        return lines.slice(index);
      }
      room -= bytes;
      text += `${line.text}\n`;
      if (text.length >= this.#limits.segmentBytes) {
        this.#write(text);
        text = '';
      }
    }
    this.#write(text);
    return [];
  }

  /** The oldest file, whole; `undefined` when nothing waits. */
  oldest(): Segment | undefined {
    if (!this.#hasSome && now() - this.#lookedMs < this.#limits.lookEveryMs) return undefined;
    this.#lookedMs = now();
    for (const name of this.#names()) {
      const file = path.join(this.#directory, name);
      if (!this.#isOurs(name) && !isGone(ownerOf(name)) && !isAbandoned(file)) continue;
      const segment = this.#read(file);
      if (segment !== undefined) return segment;
    }
    this.#hasSome = false;
    return undefined;
  }

  #write(text: string): void {
    if (text === '') return;
    this.#hasSome = true;
    const current = this.#openFile(now());
    fs.appendFileSync(current.file, text, { mode: 0o600 });
    current.bytes += Buffer.byteLength(text);
  }

  /** The file at the end; a new one when that is full, or was not written to for a while. */
  #openFile(time: number): OpenFile {
    const last = this.#current;
    const isOpen =
      last !== undefined &&
      last.bytes < this.#limits.segmentBytes &&
      time - last.writtenMs <= closedAfterMs;
    // Files made in the same millisecond sort by the sequence.
    const name = `${String(time).padStart(14, '0')}-${String(this.#sequence++).padStart(6, '0')}`;
    const file = path.join(this.#directory, `${name}-${this.#owner}.ndjson`);
    this.#current = isOpen ? last : { file, bytes: 0, writtenMs: time };
    this.#current.writtenMs = time;
    return this.#current;
  }

  #read(file: string): Segment | undefined {
    // What is being read is not written to any more.
    if (this.#current?.file === file) this.#current = undefined;
    let text: string;
    try {
      text = fs.readFileSync(file, 'utf8');
    } catch {
      return undefined;
    }
    const done = (): void => {
      try {
        fs.unlinkSync(file);
      } catch {
        // Another process delivered it too.
      }
    };
    const lines = text.split('\n').filter((line) => line !== '');
    if (lines.length > 0) return { lines: lines.map(spoolLine), done };
    done();
    return undefined;
  }

  #size(): number {
    let bytes = 0;
    for (const name of this.#names()) {
      bytes += fs.statSync(path.join(this.#directory, name), { throwIfNoEntry: false })?.size ?? 0;
    }
    return bytes;
  }

  #names(): string[] {
    try {
      return fs
        .readdirSync(this.#directory)
        .filter((name) => name.endsWith('.ndjson'))
        .sort();
    } catch {
      return [];
    }
  }

  #isOurs(name: string): boolean {
    return name.endsWith(`-${this.#owner}.ndjson`);
  }
}

/** The last part of `time-sequence-owner.ndjson`. */
function ownerOf(name: string): string {
  return name.replace(/^\d+-\d+-/, '').replace(/\.ndjson$/, '');
}

function isAbandoned(file: string): boolean {
  const written = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return written !== undefined && now() - written > abandonedMs;
}

/** What a line of an earlier process stood for is counted as one: it only matters if it is lost. */
function spoolLine(text: string): SpoolLine {
  return { text, count: 1 };
}
