DROP INDEX "quotes_speaker";--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "removed_quotes" json;--> statement-breakpoint
ALTER TABLE "quotes" ADD COLUMN "speaker_family" text collate "C";--> statement-breakpoint
ALTER TABLE "quotes" ADD COLUMN "speaker_given" text collate "C";--> statement-breakpoint
CREATE INDEX "quotes_speaker" ON "quotes" USING btree ("speaker_family",public_at desc,article_id desc,"position","speaker_given") WHERE public_at is not null;--> statement-breakpoint
ALTER TABLE "quotes" DROP COLUMN "speaker_key";