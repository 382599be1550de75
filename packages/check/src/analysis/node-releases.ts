const names: Readonly<Record<string, number>> = {
  argon: 4,
  boron: 6,
  carbon: 8,
  dubnium: 10,
  erbium: 12,
  fermium: 14,
  gallium: 16,
  hydrogen: 18,
  iron: 20,
  jod: 22,
  krypton: 24,
};

/** The major version that `v20.11.1`, `20`, `lts/iron` or `22-alpine` names; undefined for `lts/*` and the like. */
export function nodeMajorOf(text: string): number | undefined {
  const name = /^(?:lts\/)?([a-z]+)\b/i.exec(text.trim())?.[1]?.toLowerCase();
  if (name !== undefined && Object.hasOwn(names, name)) return names[name];
  const major = /^v?(\d{1,3})(?![\d])/.exec(text.trim())?.[1];
  return major === undefined ? undefined : Number(major);
}
