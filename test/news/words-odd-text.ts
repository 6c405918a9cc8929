/** Text that folds, cuts or escapes in odd ways, for the property tests of words. */
import fc from 'fast-check';

/** Some of it is not well-formed UTF-16. */
export const oddText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'aBsSéßİıŁΣς.,\'’ʼ-+#" \n19½ﷺŉㇷ゚京東かがกำมက၁ក្हि\u0301\u0306\u00ad\u200c\ufe0fйИ한Ⅷ㏒ª🗞\ud800\udc00\u0000\u0378',
      ),
      fc.constantFrom('’s', 'U.S.', 'C++', '3.5', '1,0', '東京', 'ไทย'),
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));
