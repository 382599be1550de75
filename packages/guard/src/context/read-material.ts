import { gatherHeaders } from './carriers/headers.ts';
import { gatherPath } from './carriers/path.ts';
import { gatherPairs } from './carriers/query.ts';
import { RawBodyReader } from './carriers/raw-body.ts';
import { flatten } from './flatten.ts';
import { Gathering } from './gathering.ts';
import type { CarriedValue, RawBodyView, RequestMaterial } from './request-material.ts';

/** Reads a request's carriers into a gathering, each at most once. */
export class MaterialReader {
  readonly gathering: Gathering = new Gathering();
  readonly #material: RequestMaterial;
  readonly #rawBody = new RawBodyReader(this.gathering);
  #version: number | undefined;
  #params: unknown;
  #bodies: readonly CarriedValue[] = [];
  #hasParsedBody = false;

  constructor(material: RequestMaterial) {
    this.#material = material;
  }

  /** Reads what became available since the last call; nearly free when nothing did. */
  read(): void {
    const material = this.#material;
    const { version } = material;
    if (version === this.#version) return;
    if (this.#version === undefined) this.#readHead();
    this.#version = version;
    const params = material.params();
    if (params !== this.#params) {
      this.#params = params;
      flatten(params, 'params', this.gathering);
    }
    this.#readBodies(material.bodies());
    const raw = material.rawBody();
    if (raw !== undefined && (!this.#hasParsedBody || isMultipart(raw))) this.#rawBody.read(raw);
  }

  /** True when some of the request is not or not yet read. */
  get truncated(): boolean {
    return this.hidesText || this.gathering.filesUnread || this.#rawBody.isBehind;
  }

  /** True when what a cap left unread is text. */
  get hidesText(): boolean {
    return this.gathering.truncated;
  }

  #readHead(): void {
    const { path, query, rawHeaders } = this.#material;
    if (path !== undefined) gatherPath(path, this.gathering);
    if (query !== undefined) gatherPairs(query, 'query', this.gathering);
    gatherHeaders(rawHeaders, this.gathering);
  }

  #readBodies(bodies: readonly CarriedValue[]): void {
    const known = this.#bodies;
    this.#bodies = bodies;
    for (const body of bodies) {
      if (known.some(({ value }) => value === body.value)) continue;
      const before = this.gathering.gathered.length;
      flatten(body.value, body.path, this.gathering);
      // Parsers leave an empty object where they parsed nothing: then the app may read for itself.
      if (this.gathering.gathered.length > before) this.#hasParsedBody = true;
    }
  }
}

/** Parsers of multipart bodies leave file names and contents elsewhere than in the parsed body. */
function isMultipart({ contentType }: RawBodyView): boolean {
  return contentType?.toLowerCase().startsWith('multipart/') === true;
}
