package io.miscord.node;

import io.miscord.persistence.seed.Seeder;
import io.miscord.platform.security.AccessTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Main seed}: fills an instance with people and rooms for demonstrations and load tests.
 *
 * @param people how many people, person i in room i modulo {@code rooms}
 * @param rooms how many rooms
 * @param tokens where to write an access token a line, or null
 * @param channels where to write a channel id a line, or null
 */
record Seed(
        int people,
        int rooms,
        @Nullable Path tokens,
        @Nullable Path channels) {
    /** Reads the options of its own; the others, which say which instance, are put into {@code rest}. */
    static Seed parse(List<String> options, List<String> rest) {
        int people = 0;
        int rooms = 0;
        int size = 0;
        Path tokens = null;
        Path channels = null;
        for (int i = 0; i < options.size(); i++) {
            var option = options.get(i);
            switch (option) {
                case "--people" -> people = number(option, options, ++i);
                case "--rooms" -> rooms = number(option, options, ++i);
                case "--room-size" -> size = number(option, options, ++i);
                case "--tokens" -> tokens = Path.of(value(option, options, ++i));
                case "--channels" -> channels = Path.of(value(option, options, ++i));
                default -> rest.add(option);
            }
        }
        if (people == 0) {
            people = rooms * size;
        }
        if (rooms == 0 || people < rooms || (size != 0 && people != rooms * size)) {
            throw new StartException("seed: --people N --rooms R --room-size K, where N is R times K");
        }
        return new Seed(people, rooms, tokens, channels);
    }

    /** Fills the instance and writes the files; what it answers is for the operator. */
    String fill(Seeder seeder, AccessTokens accessTokens, Instant now) {
        var seats = seeder.fill(people, rooms);
        write(
                tokens,
                seats.stream()
                        .map(seat -> accessTokens.issue(seat.user(), seat.session(), now))
                        .toList());
        write(channels, seats.stream().map(seat -> seat.channel().toString()).toList());
        return "Seeded " + people + " people in " + rooms + " rooms.";
    }

    private static void write(@Nullable Path file, List<String> lines) {
        if (file == null) {
            return;
        }
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new StartException("seed: " + file + " cannot be written", e);
        }
    }

    private static int number(String option, List<String> options, int at) {
        try {
            int number = Integer.parseInt(value(option, options, at));
            if (number > 0 && number <= Seeder.MAX) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as any other wrong value
        }
        throw new StartException("seed: " + option + " takes a number from 1 to " + Seeder.MAX);
    }

    private static String value(String option, List<String> options, int at) {
        if (at >= options.size()) {
            throw new StartException("seed: a value must follow " + option);
        }
        return options.get(at);
    }
}
