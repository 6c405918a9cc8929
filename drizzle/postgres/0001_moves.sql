CREATE TABLE "moves" (
	"id" bigint PRIMARY KEY NOT NULL,
	"source" text collate "C" NOT NULL,
	"location" text collate "C" NOT NULL,
	"state" text collate "C" NOT NULL,
	"place" json
);
