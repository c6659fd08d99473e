import { describe, expect, it } from 'vitest';
import { readCsv, writeCsv } from '@/lib/csv';
import { guessColumns } from './columns';
import { badRowsTable, categoryPath, checkRows, type Rules } from './importRows';

const rules = (headings: string[], more: Partial<Rules> = {}): Rules => ({
  mapping: guessColumns(headings),
  decimal: ',',
  currency: 'EUR',
  digits: 2,
  taxClasses: ['standard', 'reduced', 'zero'],
  taxRates: { '19': 'standard', '7': 'reduced', '0': 'zero' },
  knownSkus: new Set(),
  ...more,
});

function check(text: string, more: Partial<Rules> = {}) {
  const { rows } = readCsv(text);
  const headings = rows[0]?.cells ?? [];
  return checkRows(rows.slice(1), rules(headings, more));
}

const problems = (text: string, more: Partial<Rules> = {}) =>
  check(text, more).bad.map(({ row, findings }) => [row.line, ...findings.map((one) => one.problem)]);

describe('checking rows', () => {
  it('makes items of good rows', () => {
    const { good, bad } = check(
      'SKU;Name;Preis;EK;Kategorie;MwSt;Aktiv;Bestandsführung\nA1;Grüner Tee;1.234,50 €;0,80;Getränke > Heiß;7%;ja;nein\nA2;Wasser;2;;;;;',
    );
    expect(bad).toEqual([]);
    expect(good.map((row) => row.item)).toEqual([
      {
        sku: 'A1',
        name: 'Grüner Tee',
        price: { amount: 123450, currency: 'EUR' },
        cost: { amount: 80, currency: 'EUR' },
        category: 'Getränke > Heiß',
        tax_class: 'reduced',
        is_active: true,
        tracks_stock: false,
      },
      { sku: 'A2', name: 'Wasser', price: { amount: 200, currency: 'EUR' } },
    ]);
  });

  it('names every problem of every bad row and keeps the good ones', () => {
    const text = [
      'sku;name;price;currency;tax;active;image',
      'A;Tea;3,00;EUR;19;1;',
      ';Tea;3,00;;;;',
      'B;;;;;;',
      'C;Tea;free;USD;13;maybe;http://x.test/a.png',
      'D;Tea;-1;;;;',
      'E;Tea;1,255;;;;',
      'F;Tea;3;;;;',
      'F;Tea;3;;;;',
    ].join('\n');
    expect(check(text).good.map((row) => row.item.sku)).toEqual(['A']);
    expect(problems(text)).toEqual([
      [3, 'sku_missing'],
      [4, 'name_missing', 'price_missing'],
      [5, 'image_not_https', 'currency_differs', 'price_not_a_number', 'tax_class_unknown', 'yes_or_no'],
      [6, 'price_negative'],
      [7, 'price_too_exact'],
      [8, 'sku_twice'],
      [9, 'sku_twice'],
    ]);
  });

  it('needs no name and price for what is in the catalogue', () => {
    expect(check('sku,active\nA,no', { knownSkus: new Set(['A']) }).good).toMatchObject([
      { item: { sku: 'A', is_active: false } },
    ]);
    expect(problems('sku,active\nB,no', { knownSkus: new Set(['A']) })).toEqual([[2, 'name_missing', 'price_missing']]);
  });

  it('takes short rows, and refuses long texts and control characters', () => {
    expect(check('sku;name;price;active\nA;Tea;3').good).toHaveLength(1);
    expect(problems(`sku;name;price\n${'x'.repeat(65)};Tea;3\nB;${'y'.repeat(201)};3\nC;"Te\na";3`)).toEqual([
      [2, 'text_too_long'],
      [3, 'text_too_long'],
      [4, 'text_control'],
    ]);
  });

  it('reads paths of categories', () => {
    expect(categoryPath('Drinks > Hot')).toEqual(['Drinks', 'Hot']);
    expect(categoryPath('Drinks/Hot / Tea ')).toEqual(['Drinks', 'Hot', 'Tea']);
    expect(categoryPath(' ')).toEqual([]);
  });

  it('gives bad rows back as they were, with the reason behind them', () => {
    const headings = ['sku', 'name', 'price'];
    const { bad } = check('sku,name,price\nA,Tea\nB,"Tea, green",x');
    const table = badRowsTable(headings, bad, (findings) => findings.map((one) => one.problem).join('; '), 'problem');
    expect(table).toEqual([
      ['sku', 'name', 'price', 'problem'],
      ['A', 'Tea', '', 'price_missing'],
      ['B', 'Tea, green', 'x', 'price_not_a_number'],
    ]);
    expect(readCsv(writeCsv(table, ',')).rows.map((row) => row.cells)).toEqual(table);
  });
});
