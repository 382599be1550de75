import type { Confidence, Severity } from '@castellan/core';

/** How a container of the image starts. */
export interface ImageConfig {
  /** As the archive names it: `shop:1.4`; empty where it does not. */
  readonly name: string;
  /** Name or number, with a group or without; empty when it was never set. */
  readonly user: string;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  /** `3000/tcp`. */
  readonly ports: readonly string[];
  readonly hasHealthcheck: boolean;
  /** Entry point and arguments. */
  readonly command: readonly string[];
  /** ISO 8601; absent where the builder left it out. */
  readonly created?: string;
  /** `linux`. */
  readonly system: string;
  /** What made each layer, as the builder wrote it down. */
  readonly history: readonly string[];
}

/** A secret in a file of a layer, told without the secret. */
export interface LayerSecret {
  readonly path: string;
  readonly line: number;
  readonly message: string;
  readonly kind: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly layer: LayerName;
  /** A later layer takes the file away or writes over it; whoever has the image has the layer all the same. */
  readonly isHidden: boolean;
}

/** A layer by its place from 1, and what made it. */
export interface LayerName {
  readonly number: number;
  readonly madeBy: string;
}

/** A file of note. */
export interface LayerFile {
  readonly path: string;
  readonly layer: LayerName;
  readonly isHidden: boolean;
}

/** Files that package managers keep for themselves. */
interface Cache {
  /** `var/lib/apt/lists`. */
  readonly folder: string;
  readonly bytes: number;
}

/** What the layers hold. */
export interface ImageFiles {
  readonly name: string;
  readonly layers: number;
  readonly entries: number;
  readonly secrets: readonly LayerSecret[];
  /** Programs that lend the rights of their owner or group, as the last layer leaves them. */
  readonly privileged: readonly (LayerFile & { readonly lends: 'user' | 'group' })[];
  /** Files and folders that everybody may write. */
  readonly openToAll: readonly LayerFile[];
  readonly caches: readonly Cache[];
  readonly leftovers: readonly (LayerFile & { readonly what: string })[];
  /** Packages for development among those that npm installed, by the folder of node_modules. */
  readonly developmentPackages: readonly {
    readonly folder: string;
    readonly names: readonly string[];
  }[];
  /** Whether any package.json outside of node_modules, and any node_modules, is there. */
  readonly hasNodeModules: boolean;
  /** `ID`, `VERSION_ID` and `PRETTY_NAME` of os-release; absent where there is none. */
  readonly distribution?: {
    readonly id: string;
    readonly version: string;
    readonly prettyName: string;
  };
  /** Of Node.js: where it is told, and which version. */
  readonly node: readonly { readonly place: string; readonly version: string }[];
  /** Packages below node_modules, as the last layer leaves them. */
  readonly nodePackages: readonly {
    readonly place: string;
    readonly name: string;
    readonly version: string;
  }[];
  /** Packages of the distribution by their source, which is what advisories name. */
  readonly systemPackages: readonly {
    readonly place: string;
    readonly name: string;
    readonly version: string;
  }[];
  /** Entries whose paths step out of the image, or whose whiteouts do. */
  readonly strayPaths: readonly string[];
  /** Layers that could not be read whole, and why. */
  readonly unread: readonly { readonly layer: number; readonly reason: string }[];
}
