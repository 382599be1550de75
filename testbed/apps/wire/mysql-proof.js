/** How a MySQL connection is made, as its server sees it. */
export const proof =
  "SHOW SESSION STATUS WHERE Variable_name IN ('Ssl_cipher', 'Compression') AND Value NOT IN ('', 'OFF')";
