CREATE TABLE `follow_items` (
	`follow_id` integer NOT NULL,
	`key` text NOT NULL,
	`article_id` integer,
	`seen` text NOT NULL,
	`fields` text NOT NULL,
	`page_tries` integer,
	PRIMARY KEY(`follow_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `follow_items_article` ON `follow_items` (`article_id`);--> statement-breakpoint
CREATE TABLE `follows` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`url` text NOT NULL,
	`every` integer NOT NULL,
	`full` integer NOT NULL,
	`kept` integer NOT NULL,
	`added_at` integer NOT NULL,
	`next_at` integer NOT NULL,
	`claim` text,
	`claimed_until` integer,
	`etag` text,
	`last_modified` text,
	`ttl` integer,
	`told` integer NOT NULL,
	`failures` integer NOT NULL,
	`last_error` text,
	`last_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `follows_url_unique` ON `follows` (`url`);--> statement-breakpoint
CREATE INDEX `follows_next` ON `follows` (`next_at`);