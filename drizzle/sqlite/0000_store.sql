CREATE TABLE `api_keys` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_name_unique` ON `api_keys` (`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash_unique` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE TABLE `article_keywords` (
	`keyword` text NOT NULL,
	`public_at` integer NOT NULL,
	`article_id` integer NOT NULL,
	PRIMARY KEY(`keyword`, `public_at`, `article_id`)
);
--> statement-breakpoint
CREATE INDEX `article_keywords_article` ON `article_keywords` (`article_id`);--> statement-breakpoint
CREATE TABLE `article_sections` (
	`section_id` integer NOT NULL,
	`public_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`article_id` integer NOT NULL,
	PRIMARY KEY(`section_id`, `public_at`, `article_id`)
);
--> statement-breakpoint
CREATE INDEX `article_sections_updated` ON `article_sections` (`section_id`,`updated_at`,`article_id`);--> statement-breakpoint
CREATE INDEX `article_sections_article` ON `article_sections` (`article_id`);--> statement-breakpoint
CREATE TABLE `article_versions` (
	`article_id` integer NOT NULL,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`by` text,
	`note` text,
	`content` text,
	PRIMARY KEY(`article_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `articles` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`public_at` integer,
	`slug` text NOT NULL,
	`url` text,
	`source` text,
	`source_id` text,
	`digest` text,
	`headline` text NOT NULL,
	`description` text,
	`byline` text,
	`dateline` text,
	`language` text NOT NULL,
	`word_count` integer NOT NULL,
	`keywords` text NOT NULL,
	`urgency` integer NOT NULL,
	`pub_status` text NOT NULL,
	`version` integer NOT NULL,
	`published_at` integer,
	`updated_at` integer NOT NULL,
	`embargoed_until` integer,
	`copyright_notice` text,
	`usage_terms` text,
	`editorial_note` text,
	`section_id` integer NOT NULL,
	`has_photo` integer NOT NULL,
	`blocks` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `articles_slug_unique` ON `articles` (`slug`);--> statement-breakpoint
CREATE UNIQUE INDEX `articles_url_unique` ON `articles` (`url`);--> statement-breakpoint
CREATE UNIQUE INDEX `articles_source` ON `articles` (`source`,`source_id`);--> statement-breakpoint
CREATE INDEX `articles_public` ON `articles` (`public_at`,`id`) WHERE public_at is not null;--> statement-breakpoint
CREATE INDEX `articles_updated` ON `articles` (`updated_at`,`id`) WHERE public_at is not null;--> statement-breakpoint
CREATE INDEX `articles_section` ON `articles` (`section_id`,`public_at`);--> statement-breakpoint
CREATE INDEX `articles_digest` ON `articles` (`digest`) WHERE digest is not null;--> statement-breakpoint
CREATE INDEX `articles_embargo` ON `articles` (`embargoed_until`) WHERE published_at is null and embargoed_until is not null;--> statement-breakpoint
CREATE TABLE `copies` (
	`id` integer PRIMARY KEY NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `log` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`article_id` integer NOT NULL,
	`slug` text NOT NULL,
	`version` integer NOT NULL,
	`note` text,
	`removed_ids` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `log_article` ON `log` (`article_id`,`seq`);--> statement-breakpoint
CREATE TABLE `photos` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`article_id` integer NOT NULL,
	`position` integer NOT NULL,
	`since_version` integer NOT NULL,
	`public_at` integer,
	`url` text,
	`caption` text,
	`alt_text` text,
	`credit_line` text,
	`creator` text,
	`date_created` integer,
	`location_shown` text,
	`persons_shown` text NOT NULL,
	`copyright_notice` text,
	`usage_terms` text,
	`width` integer,
	`height` integer,
	`focal_x` real,
	`focal_y` real,
	`paragraph` integer
);
--> statement-breakpoint
CREATE INDEX `photos_article` ON `photos` (`article_id`,`position`);--> statement-breakpoint
CREATE INDEX `photos_public` ON `photos` (public_at desc,article_id desc,`position`) WHERE public_at is not null;--> statement-breakpoint
CREATE INDEX `photos_url` ON `photos` (`url`) WHERE public_at is not null;--> statement-breakpoint
CREATE TABLE `pictures` (
	`name` text PRIMARY KEY NOT NULL,
	`media_type` text NOT NULL,
	`bytes` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `quotes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`article_id` integer NOT NULL,
	`position` integer NOT NULL,
	`since_version` integer NOT NULL,
	`public_at` integer,
	`text` text NOT NULL,
	`type` text NOT NULL,
	`speaker` text,
	`speaker_key` text,
	`speaker_role` text,
	`cue` text,
	`via` text,
	`paragraph` integer NOT NULL,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	`reviewed` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `quotes_article` ON `quotes` (`article_id`,`position`);--> statement-breakpoint
CREATE INDEX `quotes_public` ON `quotes` (public_at desc,article_id desc,`position`) WHERE public_at is not null;--> statement-breakpoint
CREATE INDEX `quotes_speaker` ON `quotes` (`speaker_key`,public_at desc,article_id desc,`position`) WHERE public_at is not null;--> statement-breakpoint
CREATE TABLE `requests` (
	`by` text NOT NULL,
	`request_id` text NOT NULL,
	`digest` text NOT NULL,
	`article_id` integer NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`by`, `request_id`)
);
--> statement-breakpoint
CREATE TABLE `sections` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`parent_id` integer,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`path` text NOT NULL,
	`description` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sections_path_unique` ON `sections` (`path`);--> statement-breakpoint
CREATE INDEX `sections_parent` ON `sections` (`parent_id`);--> statement-breakpoint
CREATE TABLE `stretches` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`token` text NOT NULL,
	`began_after` integer NOT NULL,
	`began_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `stretches_token_unique` ON `stretches` (`token`);