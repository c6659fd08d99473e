import { describe, expect, it } from 'vitest';
import { CsvError, decode, guessDelimiter, readCsv, writeCsv } from './csv';

const cells = (text: string) => readCsv(text).rows.map((row) => row.cells);

describe('reading CSV', () => {
  it('reads quotes, delimiters and line ends inside quotes', () => {
    expect(cells('sku,name\r\nA1,"Tea, ""green"""\r\nA2,"two\nlines"\r\n')).toEqual([
      ['sku', 'name'],
      ['A1', 'Tea, "green"'],
      ['A2', 'two\nlines'],
    ]);
  });

  it('takes semicolons, tabs and bars when the file uses them', () => {
    expect(readCsv('sku;preis\nA;1,50\nB;2,50').delimiter).toBe(';');
    expect(readCsv('sku\tprice\nA\t1,50').delimiter).toBe('\t');
    expect(readCsv('sku|price\nA|1.50').delimiter).toBe('|');
    expect(guessDelimiter('name\nTea\n')).toBe(',');
    expect(guessDelimiter('"a;b;c",d\n"e;f;g",h')).toBe(',');
  });

  it('drops the byte order mark and empty lines, and keeps the numbers of the lines', () => {
    const file = readCsv('\uFEFFsku,name\n\nA,"x\ny"\n,\nB,z');
    expect(file.rows).toEqual([
      { line: 1, cells: ['sku', 'name'] },
      { line: 3, cells: ['A', 'x\ny'] },
      { line: 6, cells: ['B', 'z'] },
    ]);
  });

  it('trims what is not quoted, and keeps what is', () => {
    expect(cells(' a , " b " ,"c" \n')).toEqual([['a', ' b ', 'c']]);
    expect(cells('a,5" tape,b')).toEqual([['a', '5" tape', 'b']]);
    expect(cells('a,,""\n')).toEqual([['a', '', '']]);
  });

  it('ends lines at CR alone and needs no line end at the end', () => {
    expect(cells('a,b\rc,d')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('says on which line a quote that never ends begins', () => {
    expect(() => readCsv('a,b\nc,"d\ne')).toThrow(CsvError);
    try {
      readCsv('a,b\nc,"d\ne');
    } catch (error) {
      expect((error as CsvError).line).toBe(2);
    }
  });

  it('decodes UTF-8, UTF-16 and the code page of Windows', () => {
    expect(decode(new TextEncoder().encode('Käse'))).toBe('Käse');
    expect(decode(Uint8Array.from([0x4b, 0xe4, 0x73, 0x65]))).toBe('Käse');
    expect(decode(Uint8Array.from([0xff, 0xfe, 0x4b, 0, 0xe4, 0]))).toBe('Kä');
    expect(decode(Uint8Array.from([0xfe, 0xff, 0, 0x4b, 0, 0xe4]))).toBe('Kä');
  });
});

describe('writing CSV', () => {
  it('quotes what must be quoted', () => {
    expect(writeCsv([['a', 'b;c', 'd"e', ' f ', 'g\nh']], ';')).toBe('\uFEFFa;"b;c";"d""e";" f ";"g\nh"\r\n');
    expect(writeCsv([['b;c']], ',')).toBe('\uFEFFb;c\r\n');
  });

  it('writes nothing that a spreadsheet would run', () => {
    expect(writeCsv([['=1+1', '+49', '-2', '@x']], ',')).toBe("\uFEFF'=1+1,'+49,'-2,'@x\r\n");
  });

  it.each([',', ';', '\t', '|'] as const)('reads what it wrote with %j', (delimiter) => {
    const rows = [
      ['sku', 'name', 'note'],
      ['=SUM(A1)', 'Tea; "green", |x|\ttab', 'two\r\nlines'],
      ["'quoted", ' spaces ', '-5'],
      ['x', '', ''],
    ];
    expect(readCsv(writeCsv(rows, delimiter), delimiter).rows.map((row) => row.cells)).toEqual(rows);
  });
});
