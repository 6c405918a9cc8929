CREATE TABLE `moves` (
	`id` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`location` text NOT NULL,
	`state` text NOT NULL,
	`place` text
);
