/** A photo as it comes with an article. Fields are named as IPTC Photo Metadata has them. */
export interface PhotoContent {
  /** Absolute http(s) address, or `/photos/<name>` for a picture that Newswire itself keeps; null where only its caption is known. */
  url: string | null;
  caption: string | null;
  altText: string | null;
  creditLine: string | null;
  creator: string | null;
  /** Milliseconds since 1970, UTC. */
  dateCreated: number | null;
  locationShown: string | null;
  personsShown: string[];
  copyrightNotice: string | null;
  usageTerms: string | null;
  /** Pixels. */
  width: number | null;
  height: number | null;
  /** What a crop must keep: 0..1 from the left and from the top. */
  focalPoint: FocalPoint | null;
  /** It stands before this paragraph (0-based); null where it has no place in the text. */
  paragraph: number | null;
}

export interface FocalPoint {
  x: number;
  y: number;
}

export const EMPTY_PHOTO: PhotoContent = {
  url: null,
  caption: null,
  altText: null,
  creditLine: null,
  creator: null,
  dateCreated: null,
  locationShown: null,
  personsShown: [],
  copyrightNotice: null,
  usageTerms: null,
  width: null,
  height: null,
  focalPoint: null,
  paragraph: null,
};
