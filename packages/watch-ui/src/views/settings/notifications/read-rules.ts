import type { ChannelRules, Severity } from '../../../api/types.ts';

type Mute = ChannelRules['mutes'][number];

/** The rules as the form holds them. Fields that are left empty are left out. */
export function readRules(form: FormData): ChannelRules {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const texts = (name: string): string[] =>
    form.getAll(name).filter((value) => typeof value === 'string');
  const number = (name: string): number | undefined =>
    text(name) === '' ? undefined : Number(text(name));
  const [digestMinutes, repeatMinutes] = [number('digestMinutes'), number('repeatMinutes')];
  const mutes = texts('mute').map((key): Mute => ({
    days: texts(`mute-${key}-day`).map(Number),
    from: text(`mute-${key}-from`),
    until: text(`mute-${key}-until`),
    timeZone: text(`mute-${key}-zone`),
  }));
  return {
    minSeverity: text('minSeverity') as Severity,
    includesWeaknesses: text('includesWeaknesses') === 'on',
    apps: texts('app'),
    ...(text('alwaysFrom') !== '' && { alwaysFrom: text('alwaysFrom') as Severity }),
    mutes,
    ...(digestMinutes !== undefined && { digestMinutes }),
    ...(repeatMinutes !== undefined && { repeatMinutes }),
    quota: { count: number('quotaCount') ?? 0, minutes: number('quotaMinutes') ?? 0 },
    ...(text('escalateTo') !== '' && {
      escalation: { to: text('escalateTo'), afterMinutes: number('escalateAfter') ?? 0 },
    }),
  };
}
