/**
 * An entry of Have I Been Pwned's list of breaches, as version 3 of its API documents it: the names
 * and types of the fields are theirs, the values ours.
 */
export function caseBreach(more: Readonly<Record<string, unknown>> = {}): object {
  return {
    Name: 'CaseBreach',
    Title: 'A breach for tests',
    Domain: 'stripe.com',
    BreachDate: '2026-10-30',
    AddedDate: '2026-11-02T09:30:00Z',
    ModifiedDate: '2026-11-02T09:30:00Z',
    PwnCount: 1_234,
    Description: 'Made up. <a href="https://example.com/">Markup</a> stands in these.',
    LogoPath: 'https://logos.example.com/CaseBreach.png',
    Attribution: null,
    DisclosureUrl: null,
    DataClasses: ['Email addresses', 'Passwords'],
    IsVerified: true,
    IsFabricated: false,
    IsSensitive: false,
    IsRetired: false,
    IsSpamList: false,
    IsMalware: false,
    IsSubscriptionFree: false,
    IsStealerLog: false,
    ...more,
  };
}
