const most = 5_000;
const folders = new Set<string>();

/** Notes the folder of a package of which a file is being loaded. */
export function noteFolder(folder: string): void {
  if (folders.size < most) folders.add(folder);
}

/** Folders of packages of which code was loaded, in the order in which each was first met. */
export function loadedFolders(): ReadonlySet<string> {
  return folders;
}
