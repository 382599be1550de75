const place = 'castellan after provider';

/** Goes to the provider; a word of where to go on stays in this tab. */
export function leaveFor(url: string, to: string): void {
  sessionStorage.setItem(place, to);
  location.assign(url);
}

/** Where to go on after the way to the provider and back. */
export function afterProvider(): string | undefined {
  const to = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  return to ?? undefined;
}
