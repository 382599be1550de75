import { SourceMap } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { originalFs } from '../hooks/originals.ts';
import type { Frame } from './call-site.ts';

const MAX_KEPT_MAPS = 50;
const MAX_MAP_BYTES = 20 * 1_048_576;
const COMMENT = '//# sourceMappingURL=';
const maps = new Map<string, SourceMap | undefined>();

/**
 * Leads a frame of generated code (TypeScript, bundles) back to the line that a person wrote, by
 * the file's source map (ECMA-426), inline or beside it. Frames without a map are given back.
 * Reads files, so it is called for findings only.
 */
export function originalFrame(frame: Frame): Frame {
  const map = mapOf(frame.file);
  if (map === undefined) return frame;
  try {
    const entry = map.findEntry(frame.line - 1, frame.column - 1) as {
      originalSource?: string;
      originalLine?: number;
      originalColumn?: number;
    };
    if (entry.originalSource === undefined || entry.originalLine === undefined) return frame;
    return {
      function: frame.function,
      file: resolveSource(entry.originalSource, frame.file),
      line: entry.originalLine + 1,
      column: (entry.originalColumn ?? 0) + 1,
    };
  } catch {
    return frame;
  }
}

function mapOf(file: string): SourceMap | undefined {
  if (maps.has(file)) return maps.get(file);
  if (maps.size >= MAX_KEPT_MAPS) maps.clear();
  const map = readMap(file);
  maps.set(file, map);
  return map;
}

function readMap(file: string): SourceMap | undefined {
  try {
    if (originalFs.statSync(file).size > MAX_MAP_BYTES) return undefined;
    const text = originalFs.readFileSync(file, 'utf8');
    const at = text.lastIndexOf(COMMENT);
    if (at < 0) return undefined;
    const [address = ''] = text.slice(at + COMMENT.length).split(/[\s*]/, 1);
    const json = address.startsWith('data:')
      ? inlineMap(address)
      : originalFs.readFileSync(fileURLToPath(new URL(address, pathToFileURL(file))), 'utf8');
    return new SourceMap(JSON.parse(json) as ConstructorParameters<typeof SourceMap>[0]);
  } catch {
    return undefined;
  }
}

function inlineMap(address: string): string {
  const comma = address.indexOf(',');
  const data = address.slice(comma + 1);
  return address.slice(0, comma).endsWith(';base64')
    ? Buffer.from(data, 'base64').toString('utf8')
    : decodeURIComponent(data);
}

function resolveSource(source: string, file: string): string {
  try {
    return fileURLToPath(new URL(source, pathToFileURL(file)));
  } catch {
    return source;
  }
}
