/**
 * Makes `src/realtime/schema.ts` from the document of the sockets, as `src/api/schema.ts` is made from that of HTTP.
 * With `--check` it writes nothing, and fails if the file is not what it would write.
 */
import { readFileSync, writeFileSync } from "node:fs";
import yaml from "js-yaml";
import openapiTS, { astToString } from "openapi-typescript";

const SOURCE = "../verticles/contract/src/main/resources/asyncapi.yaml";
const TARGET = "src/realtime/schema.ts";
const NOTE = `/**
 * This file was made from asyncapi.yaml by build/frames.mjs.
 * Do not make direct changes to the file.
 */

`;

const contract = yaml.load(readFileSync(SOURCE, "utf8"));
const at = (reference) =>
  reference.$ref
    .split("/")
    .slice(1)
    .reduce((node, key) => node[key], contract);

/** The frames of an operation on `/ws/main`; of each its name, its envelope's fields, and where its data are described. */
const frames = (operation) =>
  contract.operations[operation].messages.map((reference) => {
    const { name, payload } = at(at(reference));
    return { name, fields: payload.required, data: payload.properties.data };
  });

/** The type that has the data of each frame under its name. */
const events = (description, listed) => ({
  type: "object",
  description,
  required: listed.map(({ name }) => name),
  properties: Object.fromEntries(listed.map(({ name, data }) => [name, data])),
});

/** The frames of an operation on a socket of flat frames: what they say stands in the payload itself. */
const flat = (operation) =>
  contract.operations[operation].messages.map((reference) => {
    const { name, payload } = at(at(reference));
    return { name, data: payload };
  });

const said = frames("receiveOnMain");
// What a batch has are frames themselves: it is taken apart before anybody looks for types.
const heard = frames("sendOnMain").filter(({ data }) => "$ref" in data);
const roots = {
  ClientEvents: events("What a client says.", said),
  DurableEvents: events(
    "Events with a place in a stream.",
    heard.filter(({ fields }) => fields.includes("seq")),
  ),
  PassingEvents: events(
    "What has no place in a stream, and may be lost.",
    heard.filter(({ fields }) => !fields.includes("seq")),
  ),
  LegacyChatFrames: events("What a node says on `/ws/legacy/chat`.", flat("sendOnLegacyChat")),
  LegacyNewsFrames: events("What a node says on `/ws/legacy/notifications`.", flat("sendOnLegacyNotifications")),
  MonitorEvents: events("What a node says to those who watch.", frames("sendOnMonitor")),
};

/** The schemas that these need, and those need, and so on. */
const needed = (schema, found = {}) => {
  for (const [, name] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    if (name in found) continue;
    found[name] = contract.components.schemas[name];
    needed(found[name], found);
  }
  return found;
};

const nodes = await openapiTS(
  {
    openapi: "3.1.0",
    info: contract.info,
    paths: {},
    components: { schemas: { ...needed(roots), ...roots } },
  },
  { alphabetize: true, silent: true },
);
const text = NOTE + astToString(nodes.filter((node) => node.name?.text === "components"));

if (!process.argv.includes("--check")) writeFileSync(TARGET, text);
else if (readFileSync(TARGET, "utf8") !== text) {
  process.stderr.write(`${TARGET} is not what asyncapi.yaml says: npm run generate:frames\n`);
  process.exit(1);
}
