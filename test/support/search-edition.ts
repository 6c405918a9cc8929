/** Forty small articles of an invented world for searches: languages, scripts, phrases, signs, and what is no word at all. */
import type { ArticleContent } from '../../src/news/article.ts';
import { paragraph } from '../../src/news/block.ts';
import { brief, photo } from './edition.ts';

/** More words than PostgreSQL tells the places of; no phrase of the edition stands among them. */
const PEBBLES = Array.from({ length: 17_500 }, (_, index) => `pebble${index % 700}`);
const LONG = Array.from({ length: 25 }, (_, index) =>
  PEBBLES.slice(index * 700, (index + 1) * 700).join(' '),
);

/** By a name that tests call them by. */
export const SEARCH_EDITION: Readonly<Record<string, ArticleContent>> = {
  heron: brief('Grey heron returns to the weir', {
    blocks: [paragraph('The grey heron stood on the weir at dawn. Nobody moved.')],
    keywords: ['Birds', 'Weir'],
  }),
  heronGrey: brief('A heron in grey weather', {
    blocks: [paragraph('Weather was grey; the bird, a heron, was not. The weir was dry.')],
  }),
  spread: brief('Copper', { blocks: [paragraph('An owl of wood.')], keywords: ['lantern'] }),
  owl: brief('The copper owl of Marnow', {
    blocks: [paragraph('A copper owl was found under the floor of the old mill.')],
    description: 'Nobody knows who cast it.',
  }),
  long: brief('A long inventory', {
    blocks: [
      ...LONG.map((text) => paragraph(text)),
      paragraph('At the very end the copper owl sang twice over Ondrey.'),
    ],
  }),
  longApart: brief('A longer inventory', {
    blocks: [
      paragraph(`It begins with copper. ${LONG[0]}`),
      paragraph('It closes with an owl that never sang.'),
    ],
  }),
  cafe: brief('Café Zoë closes at noon', {
    blocks: [paragraph('The café’s last guest drank a crème brûlée, she said.')],
    language: 'fr',
  }),
  cafePlain: brief('Cafe opens', { blocks: [paragraph('A plain cafe without any accent.')] }),
  strasse: brief('Die Straße am Fluß', {
    blocks: [paragraph('Über die Straße führt eine Brücke, größer als früher.')],
    language: 'de',
  }),
  strasseSs: brief('STRASSE GESPERRT', {
    blocks: [paragraph('Die Bruecke bleibt offen, die Strasse nicht.')],
    language: 'de',
  }),
  norse: brief('Bjørn og Ærø', { blocks: [paragraph('Ferjen til Ærø går ikke i dag.')], language: 'da' }),
  polish: brief('Łódź w nocy', {
    blocks: [paragraph('Żółta łódź płynie przez jezioro.')],
    language: 'pl',
  }),
  spanish: brief('El niño y la piñata', {
    blocks: [paragraph('¿Dónde está la piñata? «Aquí», dijo el niño.')],
    language: 'es',
  }),
  russian: brief('Новый мост открыт', {
    blocks: [paragraph('Ёлка стоит у моста, и йод тоже. Мост новый.')],
    language: 'ru',
  }),
  ukrainian: brief('П’ять свічок', { blocks: [paragraph('Їхня пам’ять світла.')], language: 'uk' }),
  greek: brief('Ο νέος δρόμος', {
    blocks: [paragraph('Ο άνεμος φυσά στους δρόμους της πόλης.')],
    language: 'el',
  }),
  hebrew: brief('שלום על הגשר', { blocks: [paragraph('שָׁלוֹם לכולם, אמר האיש.')], language: 'he' }),
  arabic: brief('الجسر الجديد', { blocks: [paragraph('كَتَبَ الولد عن الجسر الجديد.')], language: 'ar' }),
  hindi: brief('नया पुल', { blocks: [paragraph('नदी पर नया पुल बना है।')], language: 'hi' }),
  thai: brief('สะพานใหม่', { blocks: [paragraph('สะพานใหม่เปิดวันนี้')], language: 'th' }),
  chinese: brief('新桥今天开通', {
    blocks: [paragraph('市长说，北京的新桥今天开通。')],
    language: 'zh-Hans',
  }),
  chineseOther: brief('北京下雪', {
    blocks: [paragraph('昨天北京下雪，今天晴天。')],
    language: 'zh-Hans',
  }),
  japanese: brief('東京の新しい橋', {
    blocks: [paragraph('東京タワーの近くに新しい橋ができた。ラーメンも美味しい。')],
    language: 'ja',
  }),
  japaneseHalf: brief('ﾗｰﾒﾝの日', { blocks: [paragraph('今日はラーメンの日です。')], language: 'ja' }),
  korean: brief('새 다리 개통', { blocks: [paragraph('서울의 새 다리가 오늘 열렸다.')], language: 'ko' }),
  plus: brief('Programs in C++', { blocks: [paragraph('Nobody wrote in F# or in C.')] }),
  plain: brief('The letter C', { blocks: [paragraph('It is the third.')] }),
  dotted: brief('Across the U.S. border', {
    blocks: [paragraph('E.g. 3.5 million boats, 1,000 of them red.')],
  }),
  numbers: brief('Year 2031 in figures', { blocks: [paragraph('In 2031 there were 35 weirs; 20310 fish.')] }),
  operators: brief('And or not near', {
    blocks: [paragraph('AND, OR, NOT and NEAR are words like others; so is true & false | neither.')],
  }),
  apostrophe: brief("O'Brien's boat", {
    blocks: [paragraph('The miller’s daughter and the rock ’n’ roll of the dogs’ barking.')],
  }),
  hyphen: brief('Well-known ferry-boat', { blocks: [paragraph('A co-operative e-mail was sent.')] }),
  marked: brief('Danger <script>alert(1)</script> & “marks”', {
    blocks: [paragraph('Beware of <b onclick="x">bold</b> & <mark>fake</mark> weasels.')],
  }),
  odd: brief('Odd signs 🦉 everywhere', {
    blocks: [paragraph("Backslash \\ quote ' percent % under_score colon:tight brace{d} star* (paren).")],
  }),
  nul: brief('A hole in the text', { blocks: [paragraph('Before the gap\0after the gap, cop\0per.')] }),
  lantern: brief('Lanterns for the orchard', {
    blocks: [paragraph('A lantern is hung in each tree. “The lamp is lit at six,” Ilse Marnow said.')],
    photos: [photo('lantern', { caption: 'Lanterns by the granary at dusk.' })],
  }),
  said: brief('What the ferryman said', {
    blocks: [
      paragraph('“We counted the boats twice at the granary,” Tomás Oribe said.'),
      paragraph('“The café is closed, and so is the bridge,” Dagny Holt said.'),
      paragraph('“Nobody counted the bridge,” Wen Halloran said.'),
    ],
  }),
  described: brief('Untitled', {
    description: 'A granary, described only here.',
    blocks: [paragraph('Nothing to see.')],
  }),
  keyed: brief('Nothing at all', {
    blocks: [paragraph('Really nothing.')],
    keywords: ['tide tables', 'Émigrés'],
  }),
  acrossFields: brief('The tide', { blocks: [paragraph('tables were laid for tea.')] }),
  repeated: brief('Weir weir weir', { blocks: [paragraph('weir '.repeat(300).trim())] }),
  endless: brief('Endless', { blocks: [paragraph(`${'endless'.repeat(60)} word.`)] }),
};
