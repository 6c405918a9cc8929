import { defineConfig } from 'drizzle-kit';

/** `npm run db:generate` writes SQLite's next migration, and PostgreSQL's where DATABASE_URL is of one. */
const isPostgres = /^postgres(ql)?:/.test(process.env['DATABASE_URL'] ?? '');

export default defineConfig(
  isPostgres
    ? { dialect: 'postgresql', schema: './src/store/postgres/tables.ts', out: './drizzle/postgres' }
    : { dialect: 'sqlite', schema: './src/store/sqlite/tables.ts', out: './drizzle/sqlite' },
);
