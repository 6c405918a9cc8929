/** Prints the schema as schema.graphql holds it. */
import { printedSchema } from './schema.ts';

process.stdout.write(printedSchema());
