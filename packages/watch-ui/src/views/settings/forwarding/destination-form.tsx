import type { FormEvent, ReactNode } from 'react';
import type { Destination, DestinationForm as Kind } from '../../../api/types.ts';
import { KindFields } from '../../../parts/kind-fields.tsx';
import { Problem } from '../../../parts/page.tsx';
import { readSettings } from '../../../parts/setting-field.tsx';
import { sources, sourceWords } from './source-words.ts';

export interface DestinationValues {
  readonly name: string;
  readonly settings: Record<string, string>;
  readonly sources: Destination['sources'];
}

/** Name, what is sent, and the settings that this kind takes. */
export function DestinationForm({
  kind,
  destination,
  action,
  error,
  isPending,
  onSave,
}: {
  kind: Kind;
  destination?: Destination;
  action: string;
  error: Error | null;
  isPending: boolean;
  onSave: (values: DestinationValues) => void;
}): ReactNode {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = form.get('name');
    const names = kind.fields.map((field) => field.name);
    onSave({
      name: typeof name === 'string' ? name.trim() : '',
      settings: readSettings(form, names),
      sources: sources.filter((source) => form.has(`source-${source}`)),
    });
  };
  return (
    <form className="channel-form" onSubmit={submit}>
      <KindFields kind={kind} before={destination} placeholder="SIEM" />
      <fieldset>
        <legend>What it is sent</legend>
        <div className="ticks">
          {sources.map((source) => (
            <label className="tick" key={source}>
              <input
                type="checkbox"
                name={`source-${source}`}
                defaultChecked={destination?.sources.includes(source) ?? source === 'event'}
              />
              <span>{sourceWords[source]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Problem error={error} />
      <button type="submit" className="main" disabled={isPending}>
        {action}
      </button>
    </form>
  );
}
