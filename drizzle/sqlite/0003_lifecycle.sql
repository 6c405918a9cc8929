CREATE TABLE `audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`action` text NOT NULL,
	`article_id` integer,
	`slug` text,
	`version` integer,
	`note` text
);
--> statement-breakpoint
CREATE INDEX `audit_article` ON `audit` (`article_id`,`id`);--> statement-breakpoint
ALTER TABLE `article_versions` ADD `facts` text;--> statement-breakpoint
ALTER TABLE `articles` ADD `draft` text;--> statement-breakpoint
CREATE INDEX `articles_hidden` ON `articles` (`updated_at`,`id`) WHERE public_at is null;