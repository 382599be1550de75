import type { coverageOf } from './covered-fields.ts';
import type { Doors, Looks, View } from './look-at-views.ts';

/** Prints what was seen; returns the code to end with. */
export function conclude({
  texts,
  armed,
  looks,
  doors,
  views,
  fields,
}: {
  readonly texts: number;
  /** Of them, those that ran or became an element where nothing is escaped. */
  readonly armed: number;
  readonly looks: Looks;
  readonly doors: Doors;
  readonly views: readonly View[];
  readonly fields: ReturnType<typeof coverageOf>;
}): number {
  const strangers = [...looks.strangers, ...doors.strangers];
  console.log(
    `${texts} texts (${armed} of them do harm on a page that escapes nothing); ${views.length} views opened in Chromium, ` +
      `lists to their end, and ${doors.shown} doors: ${strangers.length} became an element or ran, ` +
      `${looks.troubles.length} refusals or errors; ${looks.marks} texts were seen as text`,
  );
  for (const one of [...strangers, ...looks.troubles].slice(0, 20)) console.log(`  ${one}`);
  console.log(`pages that did not show their text: ${looks.blind.length === 0 ? 'none' : ''}`);
  for (const one of looks.blind.slice(0, 20)) console.log(`  ${one}`);
  console.log(`lists that show none of the texts: ${looks.quiet.join(', ')}`);
  console.log(
    `fields of the API and the wire format that were written (${fields.covered.length}): ${fields.covered.join(', ')}`,
  );
  for (const why of new Set(fields.left.map((one) => one.why))) {
    const some = fields.left.filter((one) => one.why === why);
    console.log(`left out, ${why}: ${some.map(({ field }) => field).join(', ')}`);
  }
  if (fields.unsaid.length > 0) console.log(`NEITHER: ${fields.unsaid.join(', ')}`);
  const isClean = strangers.length + looks.troubles.length + looks.blind.length === 0;
  return isClean && fields.unsaid.length === 0 ? 0 : 1;
}
