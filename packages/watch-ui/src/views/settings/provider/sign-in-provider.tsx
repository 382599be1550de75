import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi, useChange } from '../../../api/queries.ts';
import type { SignInProvider as Provider } from '../../../api/types.ts';
import { CopyLine } from '../../../parts/copy-line.tsx';
import { Loading, Problem, Section } from '../../../parts/page.tsx';
import { RemoveDialog } from '../../../parts/remove-dialog.tsx';
import { say } from '../../../parts/toasts.tsx';
import { ProviderForm } from './provider-form.tsx';

const stale = ['getSignInProvider', 'getSignInButton', 'getOwnProvider', 'listAudit'] as const;

/** The team's own provider: set, tested, taken away. */
export function SignInProvider(): ReactNode {
  const { data, error } = useApi('getSignInProvider');
  const { remove } = useSearch({ from: '/signed-in/settings/sign-in' });
  if (!data) return error ? <Problem error={error} /> : <Loading />;
  const { provider, redirectUri } = data;
  return (
    <Section
      title="Sign-in provider"
      aside={
        provider && (
          <Link to="/settings/sign-in" search={{ remove: 'ask' }} className="button danger">
            Take away
          </Link>
        )
      }
    >
      <p className="hint">
        People sign in with the account that they have for everything else: Keycloak, Entra ID,
        Google, Okta, or any other provider of OpenID Connect. Register this console there as a web
        client that uses the authorization code flow, with this redirect URI:
      </p>
      <div className="provider">
        <CopyLine text={redirectUri} label="Redirect URI" />
      </div>
      <ProviderForm key={provider?.issuer} provider={provider} stale={stale} />
      {provider && remove === 'ask' && <Remove provider={provider} />}
    </Section>
  );
}

function Remove({ provider: { label } }: { provider: Provider }): ReactNode {
  const navigate = useNavigate();
  const removal = useChange('removeSignInProvider', stale);
  const close = (): void => void navigate({ to: '/settings/sign-in', replace: true });
  return (
    <RemoveDialog
      name={label}
      loses="Whoever has no password and no passkey here cannot sign in any more."
      removal={removal}
      onClose={close}
      onRemove={() =>
        removal.mutate(
          {},
          {
            onSuccess: () => {
              say(`Nobody signs in through ${label} any more.`);
              close();
            },
          },
        )
      }
    />
  );
}
