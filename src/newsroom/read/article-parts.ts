/** The photos and quotes that stand in an article, in their order: who may see the article may see them. They are read with it. */
import { unpackPhotos, unpackQuotes } from '../../store/packed-parts.ts';
import { family, type Member, ofFamily } from './family.ts';
import { type Listing, type Order, type PageArgs, pageOfList, sliceOf } from './page.ts';
import type { ArticleRow, PartName, PartRows, PhotoRow } from './rows.ts';

type Packed = ArticleRow[PartName];

export const KINDS = { photos: 'Photo', quotes: 'Quote' } as const;
const UNPACK: { [Name in PartName]: (packed: Packed, article: ArticleRow) => PartRows[Name][] } = {
  photos: unpackPhotos,
  quotes: unpackQuotes,
};
const POSITION: Order = { name: 'i', width: 1 };

/** Those of articles that were read together are of one family. The column `name` must have been among those that were wanted. */
export function partsOf<Name extends PartName>(
  name: Name,
  article: Member<ArticleRow>,
): readonly Member<PartRows[Name]>[] {
  const byArticle = ofFamily(article, name, (articles) => {
    const lists = articles.map((one) => UNPACK[name](packedIn(one, name), one));
    family<PartRows[Name]>(KINDS[name], lists.flat());
    return new Map(articles.map(({ id }, index) => [id, lists[index] as Member<PartRows[Name]>[]]));
  });
  return byArticle.get(article.id) ?? [];
}

function packedIn(article: Partial<ArticleRow>, name: PartName): Packed {
  const packed = article[name];
  if (packed == null) throw new Error(`the ${name} of article ${article.id} were not read with it`);
  return packed;
}

export function leadPhotoOf(article: Member<ArticleRow>): Member<PhotoRow> | null {
  return partsOf('photos', article)[0] ?? null;
}

/** A page of those that `partsOf` gives. Throws BAD_USER_INPUT. */
export function listPartsOf<Name extends PartName>(
  name: Name,
  article: Member<ArticleRow>,
  page: PageArgs,
): Listing<Member<PartRows[Name]>> {
  const slice = sliceOf(page, POSITION);
  return {
    page: () => pageOfList(partsOf(name, article), slice, POSITION),
    count: () => partsOf(name, article).length,
  };
}
