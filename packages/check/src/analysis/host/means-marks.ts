import type { MeansPurpose } from './facts.ts';

/** By what a means of protection is recognised; any one mark is enough. */
export interface MeansMark {
  readonly purpose: MeansPurpose;
  readonly name: string;
  /** Short names of its processes: at most 15 bytes, as the kernel keeps them. */
  readonly programs?: readonly string[];
  /** Units that start it. */
  readonly units?: readonly string[];
  /** What a schedule runs. */
  readonly command?: RegExp;
  readonly file?: { readonly path: string; readonly holds: RegExp };
}

export const meansMarks: readonly MeansMark[] = [
  {
    purpose: 'log shipping',
    name: 'rsyslog to another host',
    file: { path: '/etc/rsyslog.conf', holds: /^[^#\n]*(?:@@?[\w[(]|omfwd|omrelp|omhttp)/m },
  },
  {
    purpose: 'log shipping',
    name: 'the journal to another host',
    programs: ['systemd-journal-upload'.slice(0, 15)],
    units: ['systemd-journal-upload.service'],
  },
  { purpose: 'log shipping', name: 'Fluent Bit', programs: ['fluent-bit', 'td-agent-bit'] },
  { purpose: 'log shipping', name: 'Fluentd', programs: ['fluentd', 'td-agent'] },
  { purpose: 'log shipping', name: 'Vector', programs: ['vector'] },
  { purpose: 'log shipping', name: 'Promtail', programs: ['promtail'] },
  { purpose: 'log shipping', name: 'Grafana Alloy', programs: ['alloy'] },
  {
    purpose: 'log shipping',
    name: 'the OpenTelemetry collector',
    programs: ['otelcol', 'otelcol-contrib'],
  },
  { purpose: 'log shipping', name: 'Filebeat', programs: ['filebeat'] },
  { purpose: 'log shipping', name: 'Elastic Agent', programs: ['elastic-agent'] },
  {
    purpose: 'log shipping',
    name: 'the CloudWatch agent',
    programs: ['amazon-cloudwatch-agent'.slice(0, 15)],
  },
  { purpose: 'log shipping', name: 'the Datadog agent', programs: ['agent', 'datadog-agent'] },
  { purpose: 'log shipping', name: 'the Splunk forwarder', programs: ['splunkd'] },
  { purpose: 'log shipping', name: 'NXLog', programs: ['nxlog'] },
  { purpose: 'integrity', name: 'Wazuh', programs: ['wazuh-syscheckd', 'wazuh-agentd'] },
  { purpose: 'integrity', name: 'OSSEC', programs: ['ossec-syscheckd', 'ossec-agentd'] },
  { purpose: 'integrity', name: 'AIDE', command: /\baide(?:\.wrapper)?\b/ },
  { purpose: 'integrity', name: 'Tripwire', command: /\btripwire\b/ },
  { purpose: 'integrity', name: 'Samhain', programs: ['samhain'] },
  { purpose: 'integrity', name: 'osquery', programs: ['osqueryd'] },
  { purpose: 'integrity', name: 'Falco', programs: ['falco'] },
  { purpose: 'integrity', name: 'Castellan', command: /\bcastellan (?:collect|check) host\b/ },
  { purpose: 'time', name: 'systemd-timesyncd', programs: ['systemd-timesyn'] },
  { purpose: 'time', name: 'chrony', programs: ['chronyd'] },
  { purpose: 'time', name: 'ntpd', programs: ['ntpd', 'openntpd'] },
  { purpose: 'bans', name: 'fail2ban', programs: ['fail2ban-server'] },
  { purpose: 'bans', name: 'CrowdSec', programs: ['crowdsec'] },
  { purpose: 'bans', name: 'sshguard', programs: ['sshguard'] },
  { purpose: 'configuration', name: 'Puppet', programs: ['puppet'], command: /\bpuppet agent\b/ },
  { purpose: 'configuration', name: 'Chef', programs: ['chef-client'], command: /\bchef-client\b/ },
  { purpose: 'configuration', name: 'Salt', programs: ['salt-minion'] },
  { purpose: 'configuration', name: 'CFEngine', programs: ['cf-execd'] },
  { purpose: 'configuration', name: 'Ansible', command: /\bansible-pull\b/ },
  {
    purpose: 'configuration',
    name: 'cloud-init',
    units: ['cloud-init.service', 'cloud-final.service'],
  },
  { purpose: 'firewall', name: 'ufw', file: { path: '/etc/ufw/ufw.conf', holds: /^ENABLED=yes/m } },
  { purpose: 'firewall', name: 'firewalld', programs: ['firewalld'] },
  { purpose: 'firewall', name: 'nftables', units: ['nftables.service'] },
  { purpose: 'backup', name: 'pg_dump', command: /\bpg_dump(?:all)?\b/ },
  { purpose: 'backup', name: 'pg_basebackup', command: /\bpg_basebackup\b/ },
  { purpose: 'backup', name: 'pgBackRest', command: /\bpgbackrest\b/ },
  { purpose: 'backup', name: 'WAL-G', command: /\bwal-[ge]\b/ },
  { purpose: 'backup', name: 'Barman', command: /\bbarman\b/ },
  {
    purpose: 'backup',
    name: 'mysqldump',
    command: /\b(?:mysqldump|mariadb-dump|automysqlbackup)\b/,
  },
  {
    purpose: 'backup',
    name: 'mariabackup',
    command: /\b(?:mariabackup|mariadb-backup|xtrabackup)\b/,
  },
  { purpose: 'backup', name: 'mongodump', command: /\bmongodump\b/ },
  { purpose: 'backup', name: 'restic', command: /\brestic\b/ },
  { purpose: 'backup', name: 'Borg', command: /\bborg(?:matic)?\b/ },
  { purpose: 'backup', name: 'Litestream', programs: ['litestream'] },
  { purpose: 'backup', name: 'Duplicity', command: /\bdupli(?:city|cati)\b/ },
  { purpose: 'backup', name: 'Kopia', command: /\bkopia\b/ },
  { purpose: 'backup', name: 'Bacula', programs: ['bacula-fd'] },
  {
    purpose: 'certificates',
    name: 'certbot',
    units: ['certbot.timer', 'snap.certbot.renew.timer', 'certbot-renew.timer'],
    command: /\bcertbot\b.*\brenew\b/,
  },
  { purpose: 'certificates', name: 'acme.sh', command: /\bacme\.sh\b/ },
  { purpose: 'certificates', name: 'lego', command: /\blego\b.*\brenew\b/ },
  { purpose: 'certificates', name: 'dehydrated', command: /\bdehydrated\b/ },
  { purpose: 'certificates', name: 'Caddy', programs: ['caddy'] },
  { purpose: 'certificates', name: 'Traefik', programs: ['traefik'] },
];
