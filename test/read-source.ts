import { posix } from 'node:path';

/** `specifier` as written; `target` the file it names in this tree, or null for a package or a node: builtin. */
type Import = { specifier: string; target: string | null; types: boolean; line: number };
/** `code` is `text` with the insides of comments, strings, templates and regular expressions blanked, each character in its place. */
export type Source = { path: string; text: string; code: string; imports: Import[] };

const staticImport = /^(?:import|export)\s+(type\s+)?(?:[\w$*]+\s*,?\s*)?(?:\*\s*as\s+[\w$]+\s*|\{[^}]*\}\s*)?from\s*['"]/gm;
const bareImport = /^import\s*['"]/gm;
const lateImport = /(\btypeof\s+)?\b(?:import|new URL)\s*\(\s*['"`]/g;

/** Reads what a test on the shape of the code needs to know. Careful text, no parser: the code is formatted by Biome, which it leans on. */
export function readSource(path: string, text: string): Source {
  const code = blank(text);
  const imports: Import[] = [];
  const add = (end: number, types: boolean) => {
    const specifier = text.slice(end, text.indexOf(text[end - 1] ?? '', end));
    imports.push({ specifier, target: target(path, specifier), types, line: lineAt(text, end) });
  };
  for (const match of code.matchAll(staticImport)) add(match.index + match[0].length, match[1] !== undefined);
  for (const match of code.matchAll(bareImport)) add(match.index + match[0].length, false);
  for (const match of code.matchAll(lateImport)) {
    const end = match.index + match[0].length;
    const isUrl = match[0].includes('URL');
    if (isUrl && !/^[^'"`]*\.tsx?['"`]\s*,\s*import\.meta\.url/.test(text.slice(end))) continue;
    // `import('x').Name` is how a type is named without an import line.
    add(end, match[1] !== undefined || /^[^)]*\)\s*\.\s*[A-Z]/.test(code.slice(end)));
  }
  return { path, text, code, imports };
}

export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function target(path: string, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return posix.join(posix.dirname(path), specifier);
  return null;
}

// What a slash begins, seen from the code before it: after one of these a regular expression, else a division.
const beforeRegex = /(?:^|[(,=:[!&|?;{+\-*%~^]|=>|\b(?:return|typeof|case|in|of|await|yield|else))\s*$/;
const regex = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;
const comment = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
// A string ends with its line at the latest: an apostrophe in the text of a tag begins none.
const quoted = /'(?:\\[\s\S]|[^'\\\n])*'?|"(?:\\[\s\S]|[^"\\\n])*"?/y;
const templateText = /(?:\\[\s\S]|[^`\\$]|\$(?!\{))*/y;

function blank(text: string): string {
  let code = '';
  // One entry per open template hole: the depth of braces inside it.
  const holes: number[] = [];
  const hide = (piece: string, edge: number) => {
    const inside = piece.slice(edge, Math.max(edge, piece.length - edge));
    code += piece.slice(0, edge) + inside.replace(/[^\n]/g, ' ') + piece.slice(edge + inside.length);
  };
  const template = () => {
    hide(piece(templateText, text, code.length), 0);
    const next = text.startsWith('${', code.length) ? '${' : '`';
    if (next === '${') holes.push(0);
    code += text.slice(code.length, code.length + next.length);
  };
  while (code.length < text.length) {
    const char = text[code.length] ?? '';
    const depth = holes.at(-1) ?? -1;
    const found = hidden(text, code);
    if (found) hide(...found);
    else {
      code += char;
      if (char === '{' && depth >= 0) holes[holes.length - 1] = depth + 1;
      if (char === '}' && depth > 0) holes[holes.length - 1] = depth - 1;
      if (char === '}' && depth === 0) holes.pop();
      if (char === '`' || (char === '}' && depth === 0)) template();
    }
  }
  return code;
}

/** The comment, string or regular expression that begins here, and how many characters at either end stay visible. */
function hidden(text: string, code: string): [string, number] | undefined {
  const at = code.length;
  if (text[at] === "'" || text[at] === '"') return [piece(quoted, text, at), 1];
  if (text[at] !== '/') return undefined;
  const remark = piece(comment, text, at);
  if (remark) return [remark, 0];
  const pattern = beforeRegex.test(code.slice(-40)) && piece(regex, text, at);
  return pattern ? [pattern, 1] : undefined;
}

function piece(sticky: RegExp, text: string, at: number): string {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0] ?? '';
}
