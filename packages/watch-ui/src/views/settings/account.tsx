import type { ReactNode } from 'react';
import { useMe } from '../../api/me.ts';
import { useApi } from '../../api/queries.ts';
import { Loading, Section } from '../../parts/page.tsx';
import { OtherDevice } from './other-device.tsx';
import { ChangePassword, FirstPassword } from './own-password.tsx';
import { Passkeys } from './passkeys.tsx';
import { ProviderLinks } from './provider/provider-links.tsx';
import { SecondFactor } from './second-factor.tsx';

export function Account(): ReactNode {
  const me = useMe();
  const { data: own, isPending } = useApi('getOwnProvider');
  return (
    <>
      <Section title="You">
        <p>
          <b>{me?.name}</b>, {me?.role}
        </p>
      </Section>
      <Section title="Password">
        {isPending ? (
          <Loading />
        ) : own?.hasPassword === false ? (
          <FirstPassword />
        ) : (
          <ChangePassword />
        )}
      </Section>
      {own && (own.label !== undefined || own.items.length > 0) && (
        <Section title="Sign-in provider">
          <ProviderLinks own={own} />
        </Section>
      )}
      <Section title="Passkeys">
        <Passkeys />
      </Section>
      <Section title="Second factor">
        <SecondFactor />
      </Section>
      <Section title="Another device">
        <OtherDevice />
      </Section>
    </>
  );
}
