/** Readability's own light DOM, which it brings without types. */
declare module '@mozilla/readability/JSDOMParser.js' {
  export default class JSDOMParser {
    parse(xml: string): Document;
  }
}
