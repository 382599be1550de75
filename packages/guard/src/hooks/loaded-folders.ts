const most = 5_000;
const known = new Set<string>();
const folders: string[] = [];

/** Notes the folder of a package of which a file is being loaded. */
export function noteFolder(folder: string): void {
  if (known.size >= most || known.has(folder)) return;
  known.add(folder);
  folders.push(folder);
}

/** Folders of packages of which code was loaded, in the order in which each was first met. */
export function loadedFolders(): readonly string[] {
  return folders;
}
