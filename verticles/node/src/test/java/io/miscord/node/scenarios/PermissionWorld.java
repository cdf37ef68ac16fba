package io.miscord.node.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Http;
import io.miscord.testkit.Person;
import io.miscord.testkit.Place;
import io.miscord.testkit.Stores;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of each kind of person, and a server that they all have to do with, made anew for each operation. What a request
 * names is made anew for each person, so that what one has done is not in the way of the next.
 */
final class PermissionWorld {
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)\\}");

    private final Stores stores;
    private final Http nobody;
    private final Map<String, Person> people = new LinkedHashMap<>();
    private Place place;
    private String invite = "";
    /** The channel that was made last. */
    private String last = "";

    PermissionWorld(People all, Stores stores) {
        this.stores = stores;
        this.nobody = new Http(all.api(0));
        all.registers("operator", 0); // whoever comes first to an instance sees more
        PermissionMatrix.PEOPLE.stream()
                .filter(kind -> !kind.equals("anonymous"))
                .forEach(kind -> people.put(kind, all.registers(kind, 0)));
        people.put("bystander", all.registers("bystander", 0));
        settle();
    }

    /** Requests of a kind of person. */
    Http http(String kind) {
        return Optional.ofNullable(people.get(kind)).map(Person::http).orElse(nobody);
    }

    /** Signs somebody in again who has signed out. */
    void comesBack(String kind) {
        Optional.ofNullable(people.get(kind)).ifPresent(Person::logsIn);
    }

    /** A new server, and everybody where they belong. */
    void settle() {
        var owner = people.get("owner");
        place = owner.createsServer("Engines");
        invite = owner.invites(place);
        people.forEach((kind, person) -> {
            if (!kind.equals("owner") && !kind.equals("stranger")) {
                person.joins(invite);
            }
        });
        var roles = server() + "/roles";
        var all = owner.http().get(roles).expect(200);
        gives("admin", all.get(all.size() - 1).path("id").asText());
        var keepers = List.of("KICK_MEMBERS", "BAN_MEMBERS", "MUTE_MEMBERS", "MANAGE_MESSAGES", "VIEW_AUDIT_LOG");
        var role = owner.http()
                .post(roles, Map.of("name", "Keepers", "permissions", keepers))
                .expect(201);
        gives("moderator", role.path("id").asText());
        gives("muted-moderator", role.path("id").asText());
        owner.http().put(server() + "/bans/" + people.get("banned").id()).expect(200);
        for (var kind : List.of("muted", "muted-moderator")) {
            var mute = server() + "/members/" + people.get(kind).id() + "/mute";
            owner.http().put(mute, Map.of("until", soon())).expect(200);
        }
    }

    /** The end of the server, if it is still there and the owner's. */
    void end() {
        http("owner").delete(server());
    }

    /**
     * A text with what its names in braces stand for.
     *
     * @param variant "own": messages are the person's own; "banned": so is whom it is done to
     */
    String filled(String template, String kind, String variant) {
        return NAME.matcher(template).replaceAll(name -> Matcher.quoteReplacement(value(name.group(1), kind, variant)));
    }

    private String value(String name, String kind, String variant) {
        return switch (name) {
            case "serverId" -> place.serverId();
            case "channelId", "subjectId" -> channel(kind);
            case "messageId" -> message(channel(kind), variant.equals("own") ? kind : "bystander");
            case "messageIds" -> "[\"%s\",\"%s\"]".formatted(message(last, "bystander"), message(last, "bystander"));
            case "userId" -> victim(variant).id();
            case "username" -> bystander().username();
            case "roleId" -> made("/roles", Map.of("name", "r")).path("id").asText();
            case "targetId" -> value("roleId", kind, variant);
            case "emojiId" -> emoji();
            case "name" -> "0".repeat(64) + ".png";
            case "ruleId" -> rule();
            case "reportId" -> report(kind);
            case "invite" ->
                http("owner")
                        .post(server() + "/invite", Map.of())
                        .expect(201)
                        .path("code")
                        .asText();
            case "conversationId" -> conversation();
            case "taskId" -> task();
            case "announcementId" -> UUID.randomUUID().toString(); // operators alone come to it
            case "emoji" -> "%F0%9F%91%8D";
            case "until" -> soon();
            case "plain" -> UUID.randomUUID().toString().substring(0, 8);
            case "unique" -> "u" + UUID.randomUUID().toString().substring(0, 12);
            case "password" -> Person.password();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** A channel that the one who is hidden from does not see. */
    private String channel(String kind) {
        var channel = made("/channels", Map.of("name", "hall", "type", "text"))
                .path("id")
                .asText();
        if (kind.equals("hidden")) {
            stores.execute("""
                    INSERT INTO channel_overwrites (channel_id, user_id, deny) VALUES ('%s', '%s', '["VIEW_CHANNEL"]')
                    """.formatted(channel, people.get(kind).id()));
        }
        last = channel;
        return channel;
    }

    private String emoji() {
        var name = "e" + UUID.randomUUID().toString().substring(0, 8);
        return http("owner")
                .bytes("POST", server() + "/emoji?name=" + name, "image/png", SampleImages.square(16, 0x4080C0))
                .expect(201)
                .path("id")
                .asText();
    }

    private String message(String channel, String author) {
        var path = "/api/channels/" + channel + "/messages";
        var message = bystander()
                .http()
                .post(path, Map.of("content", "hello"))
                .expect(201)
                .path("id")
                .asText();
        if (!author.equals("bystander") && people.containsKey(author)) {
            stores.execute("UPDATE messages SET user_id = '%s' WHERE id = '%s'"
                    .formatted(people.get(author).id(), message));
        }
        return message;
    }

    private Person victim(String variant) {
        var person = bystander();
        if (variant.equals("banned")) {
            http("owner").put(server() + "/bans/" + person.id()).expect(200);
        }
        return person;
    }

    /** A member without any role, whatever was done to them before. */
    private Person bystander() {
        var person = people.get("bystander");
        http("owner").delete(server() + "/bans/" + person.id());
        person.http().post("/api/servers/join/" + invite);
        return person;
    }

    private String rule() {
        return made("/filter-rules", Map.of("name", "r", "words", List.of("x" + UUID.randomUUID()), "action", "block"))
                .path("id")
                .asText();
    }

    private String report(String kind) {
        var message = message(channel(kind), "bystander");
        http("owner")
                .post("/api/messages/" + message + "/report", Map.of("reason", "rude"))
                .expect(204);
        return http("owner")
                .get(server() + "/reports?limit=1")
                .expect(200)
                .at("/items/0/id")
                .asText();
    }

    /** A group of the owner's, with the member and the administrator in it. */
    private String conversation() {
        var others = List.of(people.get("member").id(), people.get("admin").id());
        return http("owner")
                .post("/api/users/me/dms", Map.of("userIds", others))
                .expect(200, 201)
                .path("id")
                .asText();
    }

    /** An export of the owner's. */
    private String task() {
        return http("owner")
                .post("/api/channels/" + place.channelId() + "/export")
                .expect(202)
                .path("id")
                .asText();
    }

    private JsonNode made(String what, Map<String, ?> how) {
        return http("owner").post(server() + what, how).expect(201);
    }

    private void gives(String kind, String role) {
        var path = server() + "/members/" + people.get(kind).id() + "/roles/" + role;
        http("owner").put(path).expect(204);
    }

    private String server() {
        return "/api/servers/" + place.serverId();
    }

    private static String soon() {
        return Instant.now().plusSeconds(600).toString();
    }
}
