import { type ReactNode, useState } from 'react';
import { useApi } from '../../../api/queries.ts';
import type { ChannelRules, Severity } from '../../../api/types.ts';
import { AppTicks } from '../../../parts/app-ticks.tsx';
import { Choice, Field } from '../../../parts/field.tsx';
import { MuteFields } from './mute-fields.tsx';

const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
const worse = severities.map((severity) => ({
  value: severity,
  label: severity === 'critical' ? severity : `${severity} and worse`,
}));

/** What a channel is told, and when. Without rules those that the server gives a new one. */
export function RuleFields({
  rules,
  channelId,
}: {
  rules: ChannelRules | undefined;
  channelId: string | undefined;
}): ReactNode {
  const others = (useApi('listChannels').data?.items ?? []).filter(({ id }) => id !== channelId);
  const [escalateTo, setEscalateTo] = useState(rules?.escalation?.to ?? '');
  return (
    <>
      <fieldset>
        <legend>What it is told</legend>
        <Choice
          label="Incidents"
          name="minSeverity"
          defaultValue={rules?.minSeverity ?? 'high'}
          options={worse}
        />
        <label className="tick">
          <input
            type="checkbox"
            name="includesWeaknesses"
            defaultChecked={rules?.includesWeaknesses ?? false}
          />
          <span>Also of weaknesses of the code, without an attack</span>
        </label>
        <AppTicks ticked={rules?.apps} />
      </fieldset>
      <fieldset>
        <legend>How much</legend>
        <div className="pair">
          <Field
            label="At most"
            name="quotaCount"
            type="number"
            min={1}
            max={1_000}
            required
            defaultValue={rules?.quota.count ?? 20}
            hint="Messages. What is over is counted, and told in one."
          />
          <Field
            label="In so many minutes"
            name="quotaMinutes"
            type="number"
            min={1}
            max={1_440}
            required
            defaultValue={rules?.quota.minutes ?? 60}
          />
        </div>
        <Field
          label="Gather for so many minutes (optional)"
          name="digestMinutes"
          type="number"
          min={5}
          max={1_440}
          defaultValue={rules?.digestMinutes ?? ''}
          hint="At most one message in this time, with everything that happened meanwhile."
        />
        <MuteFields mutes={rules?.mutes ?? []} />
        <Choice
          label="Told at once all the same"
          name="alwaysFrom"
          defaultValue={rules === undefined ? 'critical' : (rules.alwaysFrom ?? '')}
          options={[...worse, { value: '', label: 'nothing' }]}
        />
      </fieldset>
      <fieldset>
        <legend>When nobody reacts</legend>
        <Field
          label="Remind every so many minutes (optional)"
          name="repeatMinutes"
          type="number"
          min={5}
          max={10_080}
          defaultValue={rules?.repeatMinutes ?? ''}
          hint="One message for all that is open and that nobody has said to be on."
        />
        <div className="pair">
          <Choice
            label="Then tell"
            name="escalateTo"
            value={escalateTo}
            onChange={({ target }) => setEscalateTo(target.value)}
            options={[
              { value: '', label: 'nobody else' },
              ...others.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          {escalateTo !== '' && (
            <Field
              label="After so many minutes"
              name="escalateAfter"
              type="number"
              min={1}
              max={1_440}
              required
              defaultValue={rules?.escalation?.afterMinutes ?? 15}
            />
          )}
        </div>
      </fieldset>
    </>
  );
}
