import type { components } from "./schema";

/** The shapes of the HTTP API under the names the rest of the client uses; `schema.ts` is made from the contract. */

type Schemas = components["schemas"];

export type Id = string;

export type Account = Schemas["Account"];
/** What the operator tells everybody. */
export type Announcement = Schemas["Announcement"];
/** What a message says about who wrote it. */
export type Author = Schemas["Author"];
export type Invite = Schemas["Invite"];
/** What I want to be told of a server, channel or conversation. */
export type Level = Schemas["Level"];
export type Member = Schemas["Member"];
export type Message = Schemas["Message"];
export type Permission = Schemas["Permission"];
/** That somebody named me, answered me, wrote to me or wants to be my friend. */
export type Notification = Schemas["Notification"];
/** How available somebody is. To others, invisible looks like offline. */
export type PresenceStatus = Schemas["PresenceStatus"];
/** Settings of an account, the same on all devices. */
export type OwnSettings = Schemas["Settings"];
/** What somebody is to me. */
export type Relationship = Schemas["Relationship"];
export type RelationshipKind = Relationship["kind"];
export type Reaction = Schemas["Reaction"];
export type Role = Schemas["Role"];
export type Server = Schemas["Server"];
/** The answer to register, login and refresh. The refresh token is also an HttpOnly cookie; only that is used here. */
export type SignedIn = Schemas["SignedIn"];
export type User = Schemas["User"];

export type Channel = Schemas["Channel"];
/** Who takes part in direct messages; its id is that of a channel. */
export type Conversation = Schemas["Conversation"];
/** What a channel allows and denies a role or a person. */
export type Overwrite = Schemas["Overwrite"];
/** A picture of a server's own that is written like an emoji. */
export type ServerEmoji = Schemas["ServerEmoji"];

/** A server with what the asker may see of it. */
export type ServerDetail = Omit<Schemas["ServerDetail"], "channels"> & { channels: Channel[] };

/** An account and a server as the operator sees them, and what they did. */
export type ListedAccount = Schemas["ListedAccount"];
export type ListedServer = Schemas["ListedServer"];
export type OperatorEntry = Schemas["OperatorEntry"];
export type Overview = Schemas["Overview"];
export type RegistrationMode = Schemas["RegistrationMode"];
/** What somebody did in a server. */
export type AuditEntry = Schemas["AuditEntry"];
export type Ban = Schemas["Ban"];
/** Words that nobody is to write, and what becomes of it. */
export type FilterRule = Schemas["FilterRule"];
/** A message that somebody, or the word filter, has pointed at. */
export type Report = Schemas["Report"];
/** Long work that goes on by itself. */
export type Task = Schemas["Task"];
