import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { useApi } from '../../api/queries.ts';
import type { PlaybookRule } from '../../api/types.ts';
import { Choice, Field } from '../../parts/field.tsx';
import { Problem } from '../../parts/page.tsx';
import { everyApp } from '../../words/decisions.ts';
import { durations } from '../../words/durations.ts';
import { readRule } from './read-rule.ts';
import { Rehearsal } from './rehearsal.tsx';

const severities = ['low', 'medium', 'high', 'critical'] as const;
const spans = [
  { value: '60', label: '1 minute' },
  { value: '600', label: '10 minutes' },
  { value: '3600', label: '1 hour' },
  { value: '21600', label: '6 hours' },
  { value: '86400', label: '1 day' },
];
const lengths = durations.map(({ seconds, label }) => ({ value: String(seconds), label }));

/** Everything that a playbook says, with a trial on last week before it is saved. */
export function PlaybookForm({
  name,
  rule,
  act,
  error,
  isPending,
  onSave,
}: {
  name: string;
  rule: PlaybookRule;
  /** On the button. */
  act: string;
  error: Error | null;
  isPending: boolean;
  onSave: (name: string, rule: PlaybookRule) => void;
}): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  const [action, setAction] = useState(rule.action);
  const current = (): PlaybookRule => (form.current ? readRule(new FormData(form.current)) : rule);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget).get('name');
    onSave(typeof given === 'string' ? given.trim() : '', current());
  };
  return (
    <form ref={form} className="channel-form" onSubmit={submit}>
      <Field
        label="Name"
        name="name"
        defaultValue={name}
        required
        maxLength={100}
        autoComplete="off"
      />
      <When rule={rule} />
      <Filters rule={rule} />
      <fieldset>
        <legend>Then</legend>
        <div className="pair">
          <Choice
            label="Do"
            name="action"
            value={action}
            onChange={({ target }) => setAction(target.value as PlaybookRule['action'])}
            options={[
              { value: 'notify', label: 'only tell people' },
              { value: 'block', label: 'block' },
              { value: 'limit', label: 'limit' },
              { value: 'step-up', label: 'step-up' },
            ]}
          />
          <Choice
            label="For how long"
            name="actionSeconds"
            defaultValue={String(rule.actionSeconds)}
            options={lengths}
          />
        </div>
        {action === 'limit' && (
          <div className="pair">
            <Field
              label="Requests"
              name="limitRequests"
              type="number"
              min={1}
              max={100_000}
              defaultValue={rule.limit?.requests ?? 10}
              required
            />
            <Field
              label="In seconds"
              name="limitSeconds"
              type="number"
              min={1}
              max={3_600}
              defaultValue={rule.limit?.seconds ?? 60}
              required
            />
          </div>
        )}
        <Choice
          label="Tell on the channels"
          name="tells"
          defaultValue={rule.tells ?? ''}
          options={[
            { value: '', label: 'nobody' },
            ...severities.map((value) => ({ value, label: `as ${value}` })),
          ]}
        />
      </fieldset>
      <Rehearsal rule={current} />
      <Problem error={error} />
      <button type="submit" className="main" disabled={isPending}>
        {act}
      </button>
    </form>
  );
}

function When({ rule }: { rule: PlaybookRule }): ReactNode {
  return (
    <fieldset>
      <legend>When</legend>
      <div className="pair">
        <Field
          label="At least"
          name="threshold"
          type="number"
          min={1}
          max={10_000}
          defaultValue={rule.threshold}
          required
        />
        <Choice
          label="Of"
          name="counts"
          defaultValue={rule.counts}
          options={[
            { value: 'events', label: 'events' },
            { value: 'detections', label: 'kinds of attack' },
            { value: 'routes', label: 'routes' },
            { value: 'addresses', label: 'addresses' },
          ]}
        />
        <Choice
          label="In"
          name="on"
          defaultValue={rule.on}
          options={[
            { value: 'attack', label: 'attacks' },
            { value: 'weakness', label: 'weaknesses' },
            { value: 'incident', label: 'incidents opened' },
            { value: 'monitor', label: 'monitors failing' },
          ]}
        />
        <Choice
          label="From one"
          name="by"
          defaultValue={rule.by}
          options={['address', 'network', 'user', 'token'].map((value) => ({
            value,
            label: value,
          }))}
        />
        <Choice
          label="Within"
          name="windowSeconds"
          defaultValue={String(rule.windowSeconds)}
          options={spans}
        />
        <Choice
          label="Of which were"
          name="disposition"
          defaultValue={rule.disposition}
          options={[
            { value: 'any', label: 'blocked or logged' },
            { value: 'blocked', label: 'blocked' },
            { value: 'logged', label: 'only logged' },
          ]}
        />
      </div>
    </fieldset>
  );
}

const lists = [
  { name: 'networks', label: 'From networks', hint: '203.0.113.0/24' },
  { name: 'countries', label: 'From countries', hint: 'Two letters each: BR, VN' },
  { name: 'exceptCountries', label: 'Not from countries', hint: 'Of all others: DE, FR' },
] as const;

function Filters({ rule }: { rule: PlaybookRule }): ReactNode {
  const apps = useApi('listApps').data;
  return (
    <fieldset>
      <legend>Only</legend>
      <div className="pair">
        <Choice
          // Apps come later than the form; a choice of one that is not there yet would be lost.
          key={apps === undefined ? 'none' : 'apps'}
          label="App"
          name="app"
          defaultValue={rule.apps[0] ?? everyApp}
          options={[
            { value: everyApp, label: 'every app' },
            ...(apps?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Field
          label="Environment (optional)"
          name="environment"
          defaultValue={rule.environment}
          maxLength={100}
        />
        <Field
          label="Detections (optional)"
          name="detections"
          defaultValue={rule.detections.join(', ')}
          hint="sql-injection, ssrf"
          spellCheck={false}
        />
        <Choice
          label="Severity"
          name="minSeverity"
          defaultValue={rule.minSeverity}
          options={severities.map((value) => ({
            value,
            label: value === 'low' ? 'any' : `${value} and worse`,
          }))}
        />
        <Field
          label="Route (optional)"
          name="route"
          defaultValue={rule.route}
          hint="GET /users/:id"
          spellCheck={false}
        />
        {lists.map(({ label, name, hint }) => (
          <Field
            key={name}
            label={`${label} (optional)`}
            name={name}
            defaultValue={rule[name]?.join(', ')}
            hint={hint}
            spellCheck={false}
          />
        ))}
      </div>
    </fieldset>
  );
}
