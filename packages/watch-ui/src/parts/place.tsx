import { Fragment, type ReactNode } from 'react';
import { shortPlace } from '../words/place.ts';

/** A line of the app’s source; where it does not fit it breaks between folders, never inside a name. */
export function Place({ place }: { place: string | undefined }): ReactNode {
  if (place === undefined) return 'not known';
  return (
    <code className="place" title={place}>
      {shortPlace(place)
        .split(/(?<=\/)/)
        .map((part, at) => (
          <Fragment key={at}>
            {at > 0 && <wbr />}
            {part}
          </Fragment>
        ))}
    </code>
  );
}
