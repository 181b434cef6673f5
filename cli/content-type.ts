import path from 'node:path';

const byExtension: Record<string, string> = {
  '.form': 'application/x-www-form-urlencoded',
  '.json': 'application/json',
  '.eml': 'message/rfc822',
  '.txt': 'text/plain',
  '.csv': 'text/csv',
};

/** What a file holds, by its name; where that says nothing, by how it begins. */
export function contentTypeOf(name: string, body: Uint8Array): string {
  const start = Buffer.from(body.subarray(0, 300)).toString('latin1');
  const extension = path.extname(name).toLowerCase();
  const boundary = /^--(\S{1,70})\r?\n/.exec(start)?.[1];
  if (boundary && (extension === '.multipart' || !byExtension[extension])) return `multipart/form-data; boundary=${boundary}`;
  if (byExtension[extension]) return byExtension[extension];
  if (/^[\s\u00ef\u00bb\u00bf]*[{[]/.test(start)) return 'application/json';
  return /^[\w.%+[\]-]{1,100}=\S*$/m.test(start.split('\n')[0]!) ? 'application/x-www-form-urlencoded' : 'text/plain';
}
