DROP INDEX `quotes_speaker`;--> statement-breakpoint
ALTER TABLE `quotes` ADD `speaker_family` text;--> statement-breakpoint
ALTER TABLE `quotes` ADD `speaker_given` text;--> statement-breakpoint
CREATE INDEX `quotes_speaker` ON `quotes` (`speaker_family`,public_at desc,article_id desc,`position`,`speaker_given`) WHERE public_at is not null;--> statement-breakpoint
ALTER TABLE `quotes` DROP COLUMN `speaker_key`;--> statement-breakpoint
ALTER TABLE `articles` ADD `removed_quotes` text;