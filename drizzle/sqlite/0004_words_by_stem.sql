CREATE TABLE `indexings` (
	`id` integer PRIMARY KEY NOT NULL,
	`version` text NOT NULL,
	`place` integer
);
--> statement-breakpoint
CREATE INDEX `articles_criteria` ON `articles` (`id`,`public_at`,`section_id`,`language`,`urgency`,`has_photo`,`source`);--> statement-breakpoint
-- Words, by the week of publication and the article's id; stems that are no words of the text. Segments are merged eight at a time.
DROP TABLE `article_words`;--> statement-breakpoint
DROP TABLE `quote_words`;--> statement-breakpoint
CREATE VIRTUAL TABLE `article_terms` USING fts5(
	headline, description, keywords, body, captions, headline_stems, about_stems, body_stems,
	content='', contentless_delete=1,
	tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* Co S* P*' separators ' '"
);--> statement-breakpoint
CREATE VIRTUAL TABLE `quote_terms` USING fts5(
	text, stems,
	content='', contentless_delete=1,
	tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* Co S* P*' separators ' '"
);--> statement-breakpoint
INSERT INTO `article_terms` (`article_terms`, `rank`) VALUES ('automerge', 8);--> statement-breakpoint
INSERT INTO `quote_terms` (`quote_terms`, `rank`) VALUES ('automerge', 8);
