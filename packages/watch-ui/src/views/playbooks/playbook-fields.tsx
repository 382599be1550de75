import type { ReactNode } from 'react';
import { useApi } from '../../api/queries.ts';
import type { PlaybookRule } from '../../api/types.ts';
import { Choice, Field } from '../../parts/field.tsx';
import { everyApp } from '../../words/decisions.ts';

export const severities = ['low', 'medium', 'high', 'critical'] as const;
const spans = [
  { value: '60', label: '1 minute' },
  { value: '600', label: '10 minutes' },
  { value: '3600', label: '1 hour' },
  { value: '21600', label: '6 hours' },
  { value: '86400', label: '1 day' },
];

/** What is counted, of whom and within what time. */
export function When({
  rule,
  on,
  onTrigger,
}: {
  rule: PlaybookRule;
  on: PlaybookRule['on'];
  onTrigger: (on: PlaybookRule['on']) => void;
}): ReactNode {
  const isOfRisk = on === 'user-risk';
  return (
    <fieldset>
      <legend>When</legend>
      <div className="pair">
        <Field
          // A score and a number of events have nothing to do with each other.
          key={isOfRisk ? 'score' : 'count'}
          label={isOfRisk ? 'Risk rises to' : 'At least'}
          name="threshold"
          type="number"
          min={1}
          max={isOfRisk ? 100 : 10_000}
          defaultValue={isOfRisk && rule.on !== 'user-risk' ? 50 : rule.threshold}
          required
        />
        {!isOfRisk && (
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
        )}
        <Choice
          label="In"
          name="on"
          value={on}
          onChange={({ target }) => onTrigger(target.value as PlaybookRule['on'])}
          options={[
            { value: 'attack', label: 'attacks' },
            { value: 'weakness', label: 'weaknesses' },
            { value: 'incident', label: 'incidents opened' },
            { value: 'user-risk', label: 'risks of users' },
            { value: 'monitor', label: 'monitors failing' },
          ]}
        />
        {!isOfRisk && (
          <Choice
            label="From one"
            name="by"
            defaultValue={rule.by}
            options={['address', 'network', 'user', 'token'].map((value) => ({
              value,
              label: value,
            }))}
          />
        )}
        <Choice
          label={isOfRisk ? 'Not again within' : 'Within'}
          name="windowSeconds"
          defaultValue={String(rule.windowSeconds)}
          options={spans}
        />
        {!isOfRisk && (
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
        )}
      </div>
    </fieldset>
  );
}

const lists = [
  { name: 'networks', label: 'From networks', hint: '203.0.113.0/24' },
  { name: 'countries', label: 'From countries', hint: 'Two letters each: BR, VN' },
  { name: 'exceptCountries', label: 'Not from countries', hint: 'Of all others: DE, FR' },
] as const;

/** What narrows it. */
export function Filters({ rule, isOfRisk }: { rule: PlaybookRule; isOfRisk: boolean }): ReactNode {
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
        {!isOfRisk && <Narrowings rule={rule} />}
      </div>
    </fieldset>
  );
}

/** What an actor does is narrowed by these; the risk of a user is not. */
function Narrowings({ rule }: { rule: PlaybookRule }): ReactNode {
  return (
    <>
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
    </>
  );
}
