CREATE TABLE `article_parts` (
	`article_id` integer PRIMARY KEY NOT NULL,
	`photos` text NOT NULL,
	`quotes` text NOT NULL
);
