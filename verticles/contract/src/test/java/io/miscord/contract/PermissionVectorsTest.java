package io.miscord.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The examples that the web client's calculation is held against: {@code permissions.json}. After a change of the rules
 * run this with {@code -Dmiscord.vectors=write}, and look at what moved.
 */
class PermissionVectorsTest {
    private static final Path FILE = Path.of("src/test/resources/permissions.json");
    private static final int EXAMPLES = 100;

    @Test
    void the_examples_for_other_languages_are_what_is_calculated_here() throws IOException {
        var text = examples();
        if ("write".equals(System.getProperty("miscord.vectors"))) {
            Files.writeString(FILE, text);
        }
        assertThat(Files.readString(FILE)).isEqualTo(text);
    }

    private static String examples() {
        var cases = new PermissionCases(new Random(5));
        var lines = new ArrayList<String>();
        for (int i = 0; i < EXAMPLES; i++) {
            lines.add(json(cases.next()));
        }
        return "[\n" + String.join(",\n", lines) + "\n]\n";
    }

    private static String json(PermissionCases.Case one) {
        return "{\"user\":\"%s\",\"owner\":%s,\"muted\":%s,\"roles\":%s,\"own\":%s,\"overwrites\":%s,"
                        .formatted(
                                PermissionCases.USER,
                                one.owner(),
                                one.muted(),
                                list(one.roles().stream()
                                        .map(PermissionVectorsTest::role)
                                        .toList()),
                                list(one.own().stream()
                                        .map(id -> "\"" + id + "\"")
                                        .sorted()
                                        .toList()),
                                list(one.overwrites().stream()
                                        .map(PermissionVectorsTest::overwrite)
                                        .toList()))
                + "\"inServer\":%s,\"inChannel\":%s,\"position\":%d}"
                        .formatted(
                                names(one.inServer()),
                                names(one.inChannel()),
                                one.rank().position());
    }

    private static String role(PermissionCases.Held role) {
        return "{\"id\":\"%s\",\"position\":%d,\"permissions\":%s}"
                .formatted(role.id(), role.position(), names(role.permissions()));
    }

    private static String overwrite(Overwrite overwrite) {
        return "{\"%s\":\"%s\",\"allow\":%s,\"deny\":%s}"
                .formatted(
                        overwrite.roleId() == null ? "userId" : "roleId",
                        overwrite.target(),
                        names(overwrite.allow()),
                        names(overwrite.deny()));
    }

    private static String names(Permissions permissions) {
        return permissions.allowed().stream()
                .map(permission -> "\"" + permission + "\"")
                .collect(Collectors.collectingAndThen(Collectors.toList(), PermissionVectorsTest::list));
    }

    private static String list(Collection<String> items) {
        return List.copyOf(items).stream().collect(Collectors.joining(",", "[", "]"));
    }
}
