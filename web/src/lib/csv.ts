/** Reading and writing CSV (RFC 4180) as spreadsheets really write it: any of four delimiters, byte order marks, old code pages. */

export type Delimiter = ',' | ';' | '\t' | '|';

/** One record and the line of the file on which it begins, counted from 1. */
export type CsvRow = { line: number; cells: string[] };

export type CsvFile = { delimiter: Delimiter; rows: CsvRow[] };

/** What makes a text no CSV at all: a quote that is never closed. */
export class CsvError extends Error {
  constructor(readonly line: number) {
    super(`A quoted cell that begins on line ${line} never ends.`);
  }
}

const DELIMITERS: Delimiter[] = [',', ';', '\t', '|'];
const FORMULA = /^[=+\-@\t\r]/;

/** Bytes to text: UTF-8 and UTF-16 by their marks, UTF-8 without one, else the code page of Windows. */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Reads every record; lines with nothing on them are left out. Throws CsvError. */
export function readCsv(text: string, delimiter: Delimiter = guessDelimiter(text)): CsvFile {
  const source = text.replace(/^\uFEFF/, '');
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let wasQuoted = false;
  let line = 1;
  let began = 1;
  let quoteBegan = 1;

  const endCell = () => {
    cells.push(wasQuoted ? cell : unguarded(cell.trim()));
    cell = '';
    wasQuoted = false;
  };
  const endRow = () => {
    endCell();
    if (cells.some((one) => one !== '')) rows.push({ line: began, cells });
    cells = [];
  };

  for (let i = 0; i < source.length; i++) {
    const c = source[i];
    if (quoted) {
      if (c === '"' && source[i + 1] === '"') {
        cell += '"';
        i++;
      } else if (c === '"') {
        quoted = false;
        cell = unguarded(cell);
      } else {
        cell += c;
        if (c === '\n') line++;
      }
    } else if (c === '"' && cell.trim() === '' && !wasQuoted) {
      quoted = true;
      wasQuoted = true;
      cell = '';
      quoteBegan = line;
    } else if (c === delimiter) {
      endCell();
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && source[i + 1] === '\n') i++;
      endRow();
      line++;
      began = line;
    } else if (!wasQuoted || c?.trim() !== '') {
      cell += c;
    }
  }
  if (quoted) throw new CsvError(quoteBegan);
  endRow();
  return { delimiter, rows };
}

/** The delimiter that splits the first lines most often and most evenly. */
export function guessDelimiter(text: string): Delimiter {
  const counts = DELIMITERS.map((delimiter) => {
    const lines = outsideQuotes(text.slice(0, 20_000), delimiter).slice(0, 10);
    const least = Math.min(...lines);
    return { delimiter, score: least > 0 ? 1000 + least : Math.max(0, ...lines) };
  });
  return counts.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}

/** How often a delimiter stands outside quotes, for each line that is not empty. */
function outsideQuotes(text: string, delimiter: Delimiter): number[] {
  const lines: number[] = [];
  let count = 0;
  let quoted = false;
  let hasText = false;
  for (const c of text) {
    if (c === '"') quoted = !quoted;
    if (c === delimiter && !quoted) count++;
    if (c === '\n' && !quoted) {
      if (hasText) lines.push(count);
      count = 0;
      hasText = false;
    } else if (c.trim() !== '') hasText = true;
  }
  if (hasText) lines.push(count);
  return lines.length > 0 ? lines : [0];
}

/** A file that spreadsheets open as it is: with a mark for UTF-8, CRLF, and no cell that they would run as a formula. */
export function writeCsv(rows: readonly (readonly string[])[], delimiter: Delimiter): string {
  return `\uFEFF${rows.map((row) => row.map((cell) => written(cell, delimiter)).join(delimiter)).join('\r\n')}\r\n`;
}

function written(cell: string, delimiter: Delimiter): string {
  const guarded = FORMULA.test(cell) ? `'${cell}` : cell;
  return guarded.includes(delimiter) || /["\r\n]/.test(guarded) || guarded !== guarded.trim()
    ? `"${guarded.replaceAll('"', '""')}"`
    : guarded;
}

/** Takes away the apostrophe that keeps a spreadsheet from running a cell. */
function unguarded(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}
