/** The machine itself. */
export interface HostSystem {
  readonly name: string;
  /** `ID` and `VERSION_ID` of os-release: `debian`, `12`; empty where there is none. */
  readonly distribution: string;
  readonly version: string;
  /** `Debian GNU/Linux 12 (bookworm)`. */
  readonly prettyName: string;
  /** Of the running kernel: `6.1.0-28-amd64`. */
  readonly kernel: string;
  /** User id of whoever looked: 0 saw everything. */
  readonly uid: number;
  /** A container shares its host's kernel, and is replaced rather than updated. */
  readonly isContainer: boolean;
}

export interface PendingUpdate {
  readonly package: string;
  readonly installed: string;
  readonly candidate: string;
  readonly isSecurity: boolean;
}

export interface HostUpdates {
  readonly manager: 'apt' | 'dnf' | 'apk';
  readonly pending: readonly PendingUpdate[];
  /** Days since the lists of packages were fetched; absent when they never were. */
  readonly listsAgeDays?: number;
  /** Which program installs security updates by itself; absent when none does. */
  readonly automatic?: string;
  /** Why a restart is needed; empty when it is not. */
  readonly restartReasons: readonly string[];
}

export interface HostUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
  /** How the password is stored, by the mark of crypt(5): `yescrypt`, `des`, `none`, `locked`; absent when we may not know. */
  readonly password?: PasswordKind;
}
export type PasswordKind =
  | 'locked'
  | 'none'
  | 'des'
  | 'md5'
  | 'sha256'
  | 'sha512'
  | 'bcrypt'
  | 'yescrypt'
  | 'scrypt'
  | 'other';

/** One rule of sudoers. */
export interface SudoRule {
  readonly file: string;
  readonly line: number;
  /** Users or `%group`. */
  readonly who: string;
  readonly asks: boolean;
  readonly commands: string;
}

export interface AuthorizedKey {
  readonly file: string;
  readonly line: number;
  readonly user: string;
  /** `ssh-ed25519`, `ssh-rsa`. */
  readonly type: string;
  /** Of RSA keys. */
  readonly bits?: number;
  /** Begin of the SHA-256 of the key, as ssh-keygen shows it. */
  readonly fingerprint: string;
  readonly comment: string;
  /** A command, `restrict` or `from` limits what it opens. */
  readonly isRestricted: boolean;
}

/** Who may do what. */
export interface HostAccounts {
  readonly users: readonly HostUser[];
  readonly groups: readonly { readonly name: string; readonly members: readonly string[] }[];
  /** Absent when we may not read them. */
  readonly sudo?: readonly SudoRule[];
  readonly keys: readonly AuthorizedKey[];
  /** Files of others that we may not read. */
  readonly closed: readonly string[];
}

/** Settings of sshd by lower-case name, defaults included. */
export interface HostSsh {
  readonly settings: Readonly<Record<string, string>>;
  /** `sshd -T`, or the files where that cannot be asked. */
  readonly origin: string;
}

export interface Listener {
  readonly protocol: 'tcp' | 'udp';
  /** `0.0.0.0`, `::`, `127.0.0.1`. */
  readonly address: string;
  readonly port: number;
  readonly uid: number;
  /** Program of the process; absent when we may not know. */
  readonly program?: string;
}

/** A process that runs Node.js, bun or deno. */
export interface NodeProcess {
  readonly pid: number;
  readonly uid: number;
  /** Path of the running program; absent when we may not know. */
  readonly executable?: string;
  /** Version by the program's own word. */
  readonly version?: string;
  /** The script, without what may be secret in other arguments. */
  readonly script: string;
  /** Where a debugger may attach: `0.0.0.0:9229`. */
  readonly inspector?: string;
  readonly noNewPrivileges: boolean;
  /** Files of the app, its folder included, that its own user may change; only the first few. */
  readonly writableCode: readonly string[];
}

export interface HostProcesses {
  readonly node: readonly NodeProcess[];
  /** Names of all running programs, each once. */
  readonly programs: readonly string[];
}

export interface FileFact {
  readonly path: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

export interface HostFiles {
  /** Files on which the machine's security hangs, as far as they are there. */
  readonly sensitive: readonly FileFact[];
  /** Programs with set-user-id or set-group-id in the usual folders. */
  readonly privileged: readonly FileFact[];
  /** Programs and folders of programs that everybody may change. */
  readonly openToAll: readonly FileFact[];
  readonly dockerSocket?: FileFact;
}

/** What is installed, and what privileged programs are made of. */
export interface HostPrograms {
  /** `openssl 3.0.17-1`; absent where no package manager is known. */
  readonly packages?: readonly string[];
  /** SHA-256 of the privileged programs that may be read, by path. */
  readonly hashes: Readonly<Record<string, string>>;
}

/** Kernel settings by name (`kernel.randomize_va_space`); those that cannot be read are absent. */
export type HostKernel = Readonly<Record<string, string>>;

/** What is scheduled, by cron or by a timer of systemd. */
export interface ScheduledTask {
  readonly origin: string;
  readonly command: string;
}

export interface HostMeans {
  /** Names of units that start with the machine. */
  readonly enabled: readonly string[];
  readonly scheduled: readonly ScheduledTask[];
  /** Installed or configured means of a purpose, by how they were recognised: `rsyslog forwards to 10.0.0.1`. */
  readonly means: Readonly<Record<MeansPurpose, readonly string[]>>;
  /** The journal is kept over a restart, or a syslog daemon writes files. */
  readonly keepsLogs: boolean;
}
export const meansPurposes = [
  'log shipping',
  'integrity',
  'time',
  'bans',
  'configuration',
  'firewall',
  'backup',
  'certificates',
] as const;
export type MeansPurpose = (typeof meansPurposes)[number];

export interface HostCertificate {
  readonly file: string;
  readonly subject: string;
  /** Milliseconds since 1970, UTC. */
  readonly from: number;
  readonly until: number;
}
