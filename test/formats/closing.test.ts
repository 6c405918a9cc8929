import { describe, expect, it } from 'vitest';
import { closingOf } from '../../src/formats/closing.ts';

describe('closingOf', () => {
  it.each([
    ['Harbour TV’s website can also be accessed at these addresses:', 'Harbour TV'],
    ['© 2024 Harbour Post', 'Harbour Post'],
    ['Copyright © 2019-2024 Harbour Post. All rights reserved.', 'Harbour Post'],
    ['Read more at Harbour Post', 'Harbour Post'],
    ['Harbour Post News app for Android', 'Harbour Post'],
    ['Download the Harbour Post app', 'Harbour Post'],
    ['Subscribe to Harbour Post', 'Harbour Post'],
    ['Follow Harbour Post on Mastodon', 'Harbour Post'],
    ['This article was first published by Harbour Post.', 'Harbour Post'],
    ['Follow us on Telegram', null],
    ['Sign up for our newsletter', null],
    ['Alle Rechte vorbehalten', null],
  ])('“%s” is no part of the article; its source: %s', (line, source) => {
    expect(closingOf(['A paragraph.', line])).toMatchObject({ kept: 1, source });
  });

  it('leaves out short lines and addresses that follow a closing line', () => {
    const blocks = ['A paragraph.', 'Follow us on Telegram', 'Harbour TV Roku', 'www.harbour.example'];
    expect(closingOf(blocks).kept).toBe(1);
  });

  it('keeps a paragraph that begins like a closing line, and closing lines in the middle of the text', () => {
    const long = `Follow us through the old town, ${'where every stone has a story, '.repeat(10)}said the guide.`;
    expect(closingOf(['A paragraph.', long]).kept).toBe(2);
    expect(
      closingOf(['A paragraph.', 'Follow us on Telegram', 'Then the ferry came, and all went home.']).kept,
    ).toBe(3);
  });

  it('keeps the notice of copyright', () => {
    expect(closingOf(['A.', '© 2024 Harbour Post', 'Follow us']).copyrightNotice).toBe('© 2024 Harbour Post');
  });
});
