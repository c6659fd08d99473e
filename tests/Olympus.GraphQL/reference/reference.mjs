// Answers documents by graphql-js: one JSON line in, one JSON line out. The first line brings the schema and the data.
import { createInterface } from 'node:readline';
import { buildSchema, execute, parse, print, specifiedRules, validate } from 'graphql';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { sdl, data: linked } = JSON.parse((await lines.next()).value);
const data = joined(linked, new Map());
const schema = buildSchema(sdl);

// One is a limit rather than a rule of the specification, and ours is a limit too.
const rules = specifiedRules.filter((rule) => rule.name !== 'MaxIntrospectionDepthRule');
const places = (locations) => (locations ?? []).map(({ line, column }) => `${line}:${column}`);

// The data is a graph: objects have numbers, and stand for themselves by them.
function joined(value, known) {
  if (value === null || typeof value !== 'object') return value;
  if (value.$ref) return known.get(value.$ref);
  if (Array.isArray(value)) return value.map((each) => joined(each, known));
  if (value.$values) {
    const list = [];
    known.set(value.$id, list);
    list.push(...value.$values.map((each) => joined(each, known)));
    return list;
  }
  const object = {};
  known.set(value.$id, object);
  for (const [key, member] of Object.entries(value)) if (key !== '$id') object[key] = joined(member, known);
  return object;
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

function fieldResolver(source, args, _context, { fieldName }) {
  if (fieldName.startsWith('echo')) return JSON.stringify(sorted(args));
  if (fieldName.startsWith('fail')) throw new Error('failed');
  return source?.[fieldName];
}

function answer({ utf16, variables, operationName, isSchema }) {
  const source = Buffer.from(utf16, 'base64').toString('utf16le'); // JSON of some writers cannot carry halves of characters
  let document;
  try {
    document = parse(source);
  } catch (error) {
    return { parsed: false, at: places(error.locations) };
  }
  const printed = print(document);
  if (isSchema) return { parsed: true, printed };
  const errors = rules.flatMap((rule) =>
    validate(schema, document, [rule]).map((error) => `${rule.name.replace(/Rule$/, '')} ${places(error.locations)}`),
  );
  if (errors.length > 0) return { parsed: true, printed, errors };
  const operation = document.definitions.find((each) => each.kind === 'OperationDefinition' && (!operationName || each.name?.value === operationName));
  if (!operation || operation.operation === 'subscription') return { parsed: true, printed, errors };
  const result = execute({ schema, document, rootValue: data, variableValues: variables, operationName, fieldResolver });
  return {
    parsed: true,
    printed,
    errors,
    hasData: 'data' in result,
    data: result.data,
    fieldErrors: (result.errors ?? []).map((error) => `${JSON.stringify(error.path ?? null)} ${places(error.locations)}`),
  };
}

function safely(question) {
  try {
    return answer(question);
  } catch (error) {
    return { crashed: String(error?.stack ?? error) };
  }
}

for await (const line of lines) process.stdout.write(`${JSON.stringify(safely(JSON.parse(line)))}\n`);
