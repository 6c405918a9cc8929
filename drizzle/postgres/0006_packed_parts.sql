CREATE TABLE "article_parts" (
	"article_id" bigint PRIMARY KEY NOT NULL,
	"photos" json NOT NULL,
	"quotes" json NOT NULL
);
