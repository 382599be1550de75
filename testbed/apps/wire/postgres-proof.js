/** Whether a PostgreSQL connection is encrypted, as its server sees it. */
export const proof = 'SELECT version FROM pg_stat_ssl WHERE ssl AND pid = pg_backend_pid()';
