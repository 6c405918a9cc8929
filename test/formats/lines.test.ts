import { describe, expect, it } from 'vitest';
import { languageOf } from '../../src/formats/language.ts';
import { bylineIn, datelineIn, isLoneDate } from '../../src/formats/lines.ts';
import { breadcrumbIn } from '../../src/formats/text.ts';

describe('bylineIn', () => {
  it.each([
    ['By Jane Roe', 'Jane Roe'],
    ['By Jane Roe and John van der Doe', 'Jane Roe and John van der Doe'],
    ['By Jane Roe, Harbour Post', 'Jane Roe, Harbour Post'],
    ['By JANE ROE | Harbour Post', 'JANE ROE'],
    ['Von Klara Wendt', 'Klara Wendt'],
    ['Par Odile Marchand', 'Odile Marchand'],
  ])('“%s” → %s', (line, who) => {
    expect(bylineIn(line)).toBe(who);
  });

  it.each([
    'By Monday the harbour was open.',
    'By Monday',
    'By the sea',
    'By Jane Roe, who sailed here',
    'Bypass',
  ])('“%s” is no byline', (line) => {
    expect(bylineIn(line)).toBeNull();
  });
});

describe('datelineIn', () => {
  it.each([
    ['MADRID (Agency) — The harbour is open.', 'MADRID'],
    ['MADRID, Spain (AP) - The harbour is open.', 'MADRID, Spain'],
    ['NEW YORK, June 29 (Agency) – The harbour is open.', 'NEW YORK, June 29'],
    ['Berlin (dpa) – Der Hafen ist offen.', 'Berlin'],
    ['SALTMARSH — The harbour is open.', 'SALTMARSH'],
  ])('“%s” → %s', (text, place) => {
    expect(datelineIn(text)?.place).toBe(place);
  });

  it.each([
    'The harbour — open since May — is full.',
    'NATO — an alliance — met.',
    'Ana Reyes (left) waved.',
    'A new day.',
  ])('“%s” begins with no dateline', (text) => {
    expect(datelineIn(text)).toBeNull();
  });
});

describe('isLoneDate', () => {
  it('is a date and nothing else', () => {
    expect(isLoneDate('Published 4 March 2023, 09:15')).toBe(true);
    expect(isLoneDate('June 29, 2022')).toBe(true);
    expect(isLoneDate('2022-06-29 10:05')).toBe(true);
    expect(isLoneDate('In 2022 the harbour closed.')).toBe(false);
    expect(isLoneDate('2022 was a year of storms for all of the coast')).toBe(false);
  });
});

describe('breadcrumbIn', () => {
  it.each([
    ['News   /   Foreign Policy', 'news/foreign-policy'],
    ['News › World', 'news/world'],
    ['News > World > Europe', 'news/world/europe'],
    ['News » World', 'news/world'],
    ['News | World', 'news/world'],
    ['Home / News / World', 'news/world'],
  ])('“%s” → %s', (line, path) => {
    expect(
      breadcrumbIn(line)
        ?.map(({ slug }) => slug)
        .join('/'),
    ).toBe(path);
  });

  it.each([
    'Harbour reopens after the storm | The Harbour Post',
    'The and/or question',
    'News',
    'He said: “no” / she said: “yes”',
  ])('“%s” is no breadcrumb', (line) => {
    expect(breadcrumbIn(line)).toBeNull();
  });
});

describe('languageOf', () => {
  it.each([
    ['en', 'The harbour is open and the boats are back.'],
    ['de', 'Der Hafen ist offen und die Boote sind zurück.'],
    ['fr', 'Le port est ouvert et les bateaux sont de retour.'],
    ['es', 'El puerto está abierto y los barcos han vuelto con la marea.'],
    ['it', 'Il porto è aperto e le barche sono tornate con la marea.'],
    ['ja', '港が開き、船が戻ってきた。'],
    ['zh', '港口重新开放，船只回来了。'],
    ['ko', '항구가 열리고 배들이 돌아왔다.'],
    ['ru', 'Порт открыт, и лодки вернулись.'],
    ['uk', 'Порт відкрито, і човни повернулися.'],
    ['ar', 'الميناء مفتوح وعادت القوارب.'],
    ['el', 'Το λιμάνι είναι ανοιχτό.'],
    ['und', '12345'],
  ])('%s: %s', (language, text) => {
    expect(languageOf(text)).toBe(language);
  });
});
