import type { SqlDialect } from '../../detections/sink-call.ts';

/** Dialects of databases that are reached over a network. */
export type WireDialect = Exclude<SqlDialect, 'sqlite'>;

/** A stretch of bytes, `end` exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A statement's text and the places in the message that hold it, first to last. */
export interface WireStatement {
  readonly text: string;
  readonly ranges: readonly ByteRange[];
}

/** How the messages of one client connection are read; keeps what it must know of earlier ones. */
export interface WireProtocol {
  /** Name in the coverage report. */
  readonly library: 'postgresql' | 'mysql' | 'mssql';
  readonly dialect: WireDialect;
  /** Version that the client asked for. */
  readonly version: string;
  readonly encoding: 'utf8' | 'utf16le';
  /** True when messages travel in compressed packets. */
  readonly isCompressed?: boolean;
  /** Bytes of a packet before its length is known. */
  readonly headerBytes: number;
  /** Bytes of the packet at `at`, header included; 0 when no such packet exists in this protocol. */
  packetLength(bytes: Buffer, at: number): number;
  /** Whether the message that begins at `at` carries a statement. Asked in the order of sending. */
  isStatement(bytes: Buffer, at: number): boolean;
  /** False when the packet at `at` is continued by the next one. */
  isLast(bytes: Buffer, at: number): boolean;
  /** The statement in a message, or in as much of it as there is. */
  statementIn(message: Buffer): WireStatement | undefined;
}
