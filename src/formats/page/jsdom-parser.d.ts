/** Readability's own light DOM, which it brings without types: what is used of it here. */
declare module '@mozilla/readability/JSDOMParser.js' {
  export interface LightNode {
    readonly nodeType: number;
    readonly localName?: string;
    readonly textContent: string;
    readonly attributes?: readonly { name: string; value: string }[];
    readonly childNodes: readonly LightNode[];
  }

  export interface LightElement extends LightNode {
    appendChild(child: LightNode): void;
    setAttribute(name: string, value: string): void;
  }

  export interface LightDocument {
    readonly body: LightElement;
    createElement(name: string): LightElement;
    createTextNode(text: string): LightNode;
  }

  export default class JSDOMParser {
    parse(xml: string): LightDocument;
  }
}
