// Runs the audits of graphql-http against a server and prints what each found.
import { auditServer } from 'graphql-http';

const results = await auditServer({ url: process.argv[2], fetchFn: fetch });
for (const { status, id, name, reason } of results) process.stdout.write(`${status} ${id} ${name}${reason ? `: ${reason}` : ''}\n`);
