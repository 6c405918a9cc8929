-- What drizzle-kit cannot say: clustered tables, and the words of public articles and quotes (rowid = their id).
DROP TABLE `article_sections`;--> statement-breakpoint
CREATE TABLE `article_sections` (
	`section_id` integer NOT NULL,
	`public_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`article_id` integer NOT NULL,
	PRIMARY KEY(`section_id`, `public_at`, `article_id`)
) WITHOUT ROWID;--> statement-breakpoint
CREATE INDEX `article_sections_updated` ON `article_sections` (`section_id`,`updated_at`,`article_id`);--> statement-breakpoint
CREATE INDEX `article_sections_article` ON `article_sections` (`article_id`);--> statement-breakpoint
DROP TABLE `article_keywords`;--> statement-breakpoint
CREATE TABLE `article_keywords` (
	`keyword` text NOT NULL,
	`public_at` integer NOT NULL,
	`article_id` integer NOT NULL,
	PRIMARY KEY(`keyword`, `public_at`, `article_id`)
) WITHOUT ROWID;--> statement-breakpoint
CREATE INDEX `article_keywords_article` ON `article_keywords` (`article_id`);--> statement-breakpoint
CREATE VIRTUAL TABLE `article_words` USING fts5(
	headline, description, body, keywords, captions,
	content='', contentless_delete=1,
	tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* Co S* P*' separators ' '"
);--> statement-breakpoint
CREATE VIRTUAL TABLE `quote_words` USING fts5(
	text,
	content='', contentless_delete=1,
	tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* Co S* P*' separators ' '"
);
