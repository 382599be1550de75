import { text } from 'node:stream/consumers';
import busboy from 'busboy';
import { formidable } from 'formidable';
import { readFile, unlink } from 'node:fs/promises';

/** Every part of a form, by busboy: fields by name, and the one file with its content. */
export function readByBusboy(headers, body) {
  return new Promise((resolve, reject) => {
    const form = { fields: {}, fileName: undefined, content: undefined };
    const reading = [];
    const parser = busboy({ headers });
    parser.on('field', (name, value) => (form.fields[name] = value));
    parser.on('file', (_name, file, { filename }) => {
      form.fileName = filename;
      reading.push(text(file).then((content) => (form.content = content)));
    });
    parser.on('error', reject);
    parser.on('close', () => Promise.all(reading).then(() => resolve(form), reject));
    body.pipe(parser);
  });
}

/** The same by formidable, which writes files to the disk. */
export async function readByFormidable(req) {
  const [lists, files] = await formidable().parse(req);
  const fields = Object.fromEntries(Object.entries(lists).map(([name, [value]]) => [name, value]));
  const file = files.file?.[0];
  if (file === undefined) return { fields };
  const content = await readFile(file.filepath, 'utf8');
  await unlink(file.filepath);
  return { fields, fileName: file.originalFilename, content };
}
