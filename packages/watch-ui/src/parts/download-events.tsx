import { type ReactNode, useState } from 'react';
import type { Operations } from '../api/operations.generated.ts';
import { Choice } from './field.tsx';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';

type Format = NonNullable<Operations['exportEvents']['query']['format']>;

const titles: Readonly<Record<Format, string>> = {
  'json-lines': 'JSON lines',
  csv: 'CSV, for spreadsheets',
  ecs: 'Elastic Common Schema, JSON lines',
  ocsf: 'OCSF detection findings, JSON lines',
  otlp: 'OpenTelemetry logs, JSON lines',
  cef: 'Syslog with CEF',
};
const mostEvents = 100_000;

/** What is shown, as a file in a form of one's choice. */
export function DownloadEvents({ search }: { search: object }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [format, setFormat] = useState<Format>('json-lines');
  const wanted = Object.entries(search as Record<string, string | undefined>);
  const query = new URLSearchParams({ format, most: String(mostEvents) });
  for (const [name, value] of wanted) if (value !== undefined) query.set(name, value);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        <Icon name="down" />
        Download
      </button>
      {isOpen && (
        <Dialog title="Download events" onClose={() => setOpen(false)}>
          <Choice
            data-first
            label="Form"
            value={format}
            onChange={({ target }) => setFormat(target.value as Format)}
            options={Object.entries(titles).map(([value, label]) => ({ value, label }))}
          />
          <p className="hint">
            The events that fit the filters, the latest first, {mostEvents.toLocaleString('en')} at
            most; a file that holds less than there is says so in its last line.
          </p>
          <div className="actions">
            <a
              className="button main"
              href={`/api/v1/events/export?${query.toString()}`}
              download
              onClick={() => setOpen(false)}
            >
              Download
            </a>
          </div>
        </Dialog>
      )}
    </>
  );
}
