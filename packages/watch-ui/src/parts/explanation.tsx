import { controls, cweNames, cweUrl, isControlId, practices } from '@castellan/core';
import type { ReactNode } from 'react';
import type { Finding } from '../api/types.ts';
import { Excerpt } from './excerpt.tsx';
import { Prose } from './prose.tsx';

/** How one input reached a dangerous call, step by step, and what to write instead. */
export function Explanation({ finding }: { finding: Finding }): ReactNode {
  const { input, sink, location, request } = finding;
  return (
    <ol className="explanation">
      <li>
        <h3>Came in</h3>
        <p>
          {request && <code>{`${request.method} ${request.path}`}</code>} as{' '}
          <code>{input.path || 'an input'}</code>
        </p>
        <pre className="excerpt" tabIndex={0} aria-label="The input">
          <code>{input.excerpt}</code>
        </pre>
        {input.transformations.length > 0 && (
          <p className="soft">
            changed by the app:{' '}
            {input.transformations.map((one) => one.replaceAll('-', ' ')).join(', ')}
          </p>
        )}
      </li>
      <li>
        <h3>Reached</h3>
        <p>
          <code>{`${sink.library} ${sink.api}`}</code> ({sink.kind})
        </p>
        <Excerpt span={finding.span} />
        <p>{finding.reason}</p>
      </li>
      {location && (
        <li>
          <h3>Called from</h3>
          <p>
            <code className="place">
              {location.file}:{location.line}
            </code>
            {location.function !== undefined && <> in {location.function}</>}
          </p>
          {finding.stack.length > 1 && <Stack stack={finding.stack} />}
        </li>
      )}
      <li>
        <h3>Mend it</h3>
        <p>
          <Prose text={finding.advice} />
        </p>
        <References finding={finding} />
      </li>
    </ol>
  );
}

function Stack({ stack }: { stack: Finding['stack'] }): ReactNode {
  return (
    <details>
      <summary>{stack.length} of the app’s frames</summary>
      <ul className="stack">
        {stack.map(({ file, line, column, function: name }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- frames have no other identity
          <li key={index}>
            <code>{`${file}:${line}:${column}`}</code> {name}
          </li>
        ))}
      </ul>
    </details>
  );
}

function References({
  finding: { cwe, practices: ids, controls: required },
}: {
  finding: Finding;
}): ReactNode {
  const titles: Readonly<Record<string, { readonly title: string }>> = practices;
  return (
    <ul className="references">
      <li>
        <a href={cweUrl(cwe)} target="_blank" rel="noreferrer noopener">
          CWE-{cwe}
        </a>{' '}
        {cweNames[cwe]}
      </li>
      {ids.map((id) => (
        <li key={id}>
          <b>{id}</b> {titles[id]?.title}
        </li>
      ))}
      {required.map((id) => (
        <li key={id}>
          <b>{id}</b> {isControlId(id) ? controls[id] : ''}
        </li>
      ))}
    </ul>
  );
}
