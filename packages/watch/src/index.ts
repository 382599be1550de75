export { backUp, type BackupOptions, restoreBackup, type RestoreOptions } from './backup/backup.ts';
export type { BackupSummary } from './backup/backup-format.ts';
export { readBackupFile as verifyBackup } from './backup/read-backup-file.ts';
export { type RunningWatch, startWatch, watchVersion, type WatchOptions } from './start-watch.ts';
export { WatchError } from './words/watch-error.ts';
