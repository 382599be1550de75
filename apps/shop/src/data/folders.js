import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { secrets } from './secrets.js';

/** @typedef {Awaited<ReturnType<typeof createFolders>>} Folders */

const invoices = {
  'INV-1001.txt':
    'The Gatehouse\nInvoice INV-1001\n\n1 x Wool blanket        120.00 EUR\n\nPaid. Thank you.\n',
  'INV-1002.txt':
    'The Gatehouse\nInvoice INV-1002\n\n2 x Stoneware mug        37.00 EUR\n\nPaid. Thank you.\n',
  'INV 1003 (copy..2).txt':
    'The Gatehouse\nInvoice INV-1003\n\n1 x Oak stool            75.00 EUR\n',
};

const terms = {
  'en.txt': 'Returns within 30 days. The drawbridge closes at eight.\n',
  'de.txt': 'Rückgabe binnen 30 Tagen. Die Zugbrücke schließt um acht.\n',
};

const sales = {
  '2026-08.csv': '2026-08-02,North,Brass lantern,1,64.00\n2026-08-19,Coast,Clay planter,2,54.00\n',
  '2026-09.csv':
    '2026-09-14,North,Wool blanket,1,120.00\n2026-09-30,East,Rock & Roll teapot,1,54.00\n',
  '2026-10.csv':
    '2026-10-03,North,Stoneware mug,2,37.00\n2026-10-21,East,Oak stool,1,75.00\n' +
    "2026-10-22,Coast,O'Brien edition kettle,1,89.00\n2026-10-28,North & East,Rock & Roll teapot,3,162.00\n",
  'autumn sale.csv': '2026-10-31,East,Linen cushion (50% off; last one),1,19.50\n',
};

/** Writes `files` (name → content) into a new folder. @returns {Promise<string>} the folder's path */
async function fill(folder, files) {
  await mkdir(folder, { recursive: true });
  await Promise.all(
    Object.entries(files).map(([name, content]) => writeFile(path.join(folder, name), content)),
  );
  return folder;
}

/** Makes the shop's files in a new temporary folder; the caller removes `root` at the end. */
export async function createFolders() {
  const root = await mkdtemp(path.join(tmpdir(), 'castellan-shop-'));
  const at = (name) => path.join(root, name);
  return {
    root,
    invoices: await fill(at('invoices'), invoices),
    terms: await fill(at('terms'), terms),
    sales: await fill(at('sales'), sales),
    uploads: await fill(at('uploads'), {}),
    front: await fill(at('front'), { 'notice.txt': 'Open every day from eight to eight.\n' }),
    vault: await fill(at('vault'), { 'ledger.txt': `${secrets.vaultFile}\n` }),
  };
}
