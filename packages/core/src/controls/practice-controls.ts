import type { PracticeId } from '../handbook/practice-ids.ts';
import type { ControlId } from './controls.ts';

const secureCoding: readonly ControlId[] = [
  'iso27001:A.8.28',
  'soc2:CC6.8',
  'cis8:16.12',
  'nis2:21.2.e',
];
const life: readonly ControlId[] = ['iso27001:A.8.25', 'soc2:CC8.1', 'cis8:16.1', 'nis2:21.2.e'];
const testing: readonly ControlId[] = [
  'iso27001:A.8.29',
  'soc2:CC4.1',
  'soc2:CC7.1',
  'nis2:21.2.f',
];
const secrets: readonly ControlId[] = ['iso27001:A.8.12', 'soc2:CC6.1', 'nis2:21.2.i'];
const cryptography: readonly ControlId[] = ['iso27001:A.8.24', 'nis2:21.2.h'];
const transport: readonly ControlId[] = [...cryptography, 'soc2:CC6.7', 'cis8:3.10'];
const vulnerabilities: readonly ControlId[] = ['iso27001:A.8.8', 'soc2:CC7.1', 'nis2:21.2.e'];
const configuration: readonly ControlId[] = ['iso27001:A.8.9', 'cis8:4.1', 'nis2:21.2.g'];
const rights: readonly ControlId[] = ['iso27001:A.8.2', 'soc2:CC6.3', 'nis2:21.2.i'];
const watching: readonly ControlId[] = ['iso27001:A.8.16', 'soc2:CC7.2', 'nis2:21.2.b'];
const attacks: readonly ControlId[] = ['iso27001:A.8.26', 'soc2:CC6.6', 'cis8:13.10'];

/** To which requirements of organisations each practice contributes. Controls of code come with rules and detections. */
export const practiceControls: Readonly<Record<PracticeId, readonly ControlId[]>> = {
  C1: secrets,
  C2: secureCoding,
  C3: [...secureCoding, 'iso27001:A.8.26'],
  C4: secureCoding,
  C5: cryptography,
  C6: [...configuration, 'iso27001:A.8.26'],
  C7: [...testing, 'cis8:16.13'],
  C8: [...testing, 'cis8:16.12'],
  C9: testing,
  C10: [...vulnerabilities, 'cis8:16.4', 'cis8:16.5', 'cis8:7.4', 'nis2:21.2.d'],
  C11: [...life, 'iso27001:A.8.32'],
  C12: secrets,
  C13: [...life, 'iso27001:A.8.32', 'iso27001:A.5.28'],
  I1: [...configuration, 'iso27001:A.8.32', 'soc2:CC8.1'],
  I2: ['iso27001:A.8.13', 'soc2:A1.2', 'soc2:A1.3', 'cis8:11.2', 'cis8:11.5', 'nis2:21.2.c'],
  I3: transport,
  I4: rights,
  I5: rights,
  I6: ['iso27001:A.8.15', 'soc2:CC7.2', 'cis8:8.2', 'cis8:8.9', 'nis2:21.2.b'],
  I7: secrets,
  I8: secrets,
  I9: [...vulnerabilities, 'cis8:7.4', 'nis2:21.2.g'],
  I10: [...transport, 'iso27001:A.8.20'],
  I11: configuration,
  I12: transport,
  I13: [...watching, ...rights],
  I14: watching,
  P1: [...attacks, 'iso27001:A.8.16', 'nis2:21.2.b'],
  P2: ['iso27001:A.8.5', 'soc2:CC6.1', 'cis8:6.3', 'nis2:21.2.j'],
  P3: [...vulnerabilities, 'cis8:16.2'],
  P4: [...vulnerabilities, 'cis8:16.2'],
  P5: ['soc2:CC6.6', 'nis2:21.2.c'],
  P6: attacks,
  P7: [...attacks, 'iso27001:A.8.5', 'soc2:CC6.1'],
  P8: configuration,
  P9: ['iso27001:A.8.12', 'nis2:21.2.a'],
  P10: ['iso27001:A.5.36', 'soc2:CC4.1', 'nis2:21.2.a', 'nis2:21.2.f'],
  M1: [...watching, 'iso27001:A.5.24', 'iso27001:A.5.26', 'soc2:CC7.3', 'soc2:CC7.4', 'nis2:23'],
  M2: ['iso27001:A.5.36', 'soc2:CC4.1', 'cis8:7.7', 'nis2:21.2.f'],
  M3: [...watching, 'iso27001:A.5.7', 'soc2:CC7.3'],
  M4: ['iso27001:A.5.22', 'soc2:CC9.2', 'cis8:15.6', 'nis2:21.2.d'],
};
