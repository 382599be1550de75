import { severities } from '@castellan/core';
import { versionsOf } from '@castellan/core/advisories';
import type { AdvisoryHit, AdvisoryLook } from '../../analysis/advisories/facts.ts';
import { judgeLook, madeUpHit, madeUpLook } from '../advisory-rule.ts';
import { cutShort, madeUpImage } from '../image-example.ts';
import { judgeLayers } from '../judge-layers.ts';
import { defineRule, type Rule, type RuleFinding } from '../rule.ts';

const shownIds = 3;
const openssl = madeUpHit({
  name: 'openssl',
  version: '3.0.11-1~deb12u1',
  place: 'var/lib/dpkg/status',
  id: 'DEBIAN-CVE-2024-0001',
  aliases: ['CVE-2024-0001'],
  fixedIn: ['3.0.11-1~deb12u2'],
});
const another = {
  ...openssl,
  severity: 'medium' as const,
  id: 'DEBIAN-CVE-2024-0002',
  fixedIn: ['3.0.13-1~deb12u1'],
};

/** What the distribution has mended is mended in the image. */
export const rule: Rule = defineRule({
  id: 'image/system-packages',
  practice: 'P8',
  severity: 'high',
  confidence: 'likely',
  cwe: 1395,
  controls: ['asvs5:15.2.1', 'pci-dss4:6.3.3'],
  title: 'No system package in the image has a known hole that an update mends',
  why: 'A base image is as old as the day it was built: what the distribution has mended since is open in it.',
  fix: 'Build again on the newest base image (`docker build --pull`), or `apt-get upgrade`, `apk upgrade` in it; take packages out that the app does not need.',
  needs: ['imageFiles', 'imageSystemAdvisories'],
  run({ imageFiles, imageSystemAdvisories: look }, { now }) {
    const findings = findingsIn(look);
    const ofLayers = judgeLayers(imageFiles, findings, '');
    return ofLayers.status === 'unknown' ? ofLayers : judgeLook(look, findings, now);
  },
  examples: [
    ...passing(),
    {
      title: 'two holes that one update mends',
      evidence: {
        imageFiles: madeUpImage(),
        imageSystemAdvisories: ofDebian([openssl, another]),
      },
      expect: 'fail',
      at: ['var/lib/dpkg/status'],
    },
    {
      title: 'a layer that is cut short',
      evidence: {
        imageFiles: madeUpImage({ unread: cutShort }),
        imageSystemAdvisories: ofDebian(),
      },
      expect: 'unknown',
    },
    {
      title: 'advisories of last year',
      evidence: {
        imageFiles: madeUpImage(),
        imageSystemAdvisories: { ...ofDebian(), asOf: '2025-11-01T00:00:00Z' },
      },
      expect: 'unknown',
    },
    {
      title: 'no distribution',
      evidence: { imageFiles: madeUpImage(), imageSystemAdvisories: madeUpLook({ asked: 0 }) },
      expect: 'not-applicable',
    },
  ],
});

function passing(): Rule['examples'] {
  const cases: readonly (readonly [title: string, hits: readonly AdvisoryHit[]])[] = [
    ['nothing known', []],
    ['a hole that nobody has mended yet', [{ ...openssl, fixedIn: [] }]],
    ['what is none as Debian builds the package', [{ ...openssl, isUnimportant: true }]],
  ];
  return cases.map(([title, hits]) => ({
    title,
    evidence: { imageFiles: madeUpImage(), imageSystemAdvisories: ofDebian(hits) },
    expect: 'pass',
  }));
}

function ofDebian(hits: readonly AdvisoryHit[] = []): AdvisoryLook {
  return madeUpLook({ ecosystem: 'Debian:12', hits });
}

/** One for each package: one update mends all of them, and another hole that is mended later is another finding. */
function findingsIn({ hits, ecosystem }: AdvisoryLook): RuleFinding[] {
  const matters = hits.filter(({ fixedIn, isUnimportant }) => fixedIn.length > 0 && !isUnimportant);
  return [...new Set(matters.map(({ name }) => name))].map((name) => {
    const own = matters
      .filter((hit) => hit.name === name)
      .toSorted((a, b) => rankOf(a) - rankOf(b));
    const [worst] = own as [AdvisoryHit];
    const { compare } = versionsOf(ecosystem) ?? { compare: () => 0 };
    const enough = own
      .flatMap(({ fixedIn: [nearest] }) => nearest ?? [])
      .toSorted(compare)
      .at(-1);
    const ids = own.map(({ id, aliases }) => aliases.find((one) => one.startsWith('CVE-')) ?? id);
    const shown = ids.slice(0, shownIds).join(', ');
    const more = ids.length > shownIds ? ` and ${ids.length - shownIds} more` : '';
    return {
      place: { file: worst.place },
      message: `${name} ${worst.version}: ${shown}${more}, the worst ${worst.severity}; mended in ${enough}`,
      identity: `${name} ${enough}`,
      severity: worst.severity,
    };
  });
}

function rankOf({ severity }: AdvisoryHit): number {
  return severities.indexOf(severity);
}
