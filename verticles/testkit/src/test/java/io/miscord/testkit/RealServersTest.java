package io.miscord.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
final class RealServersTest {
    @Test
    void a_class_gets_an_empty_database_and_every_test_of_it_the_same(Stores stores) {
        assertThat(stores.query("SELECT current_database()"))
                .containsExactly(stores.postgres().database());
        assertThat(stores.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                .isEmpty();
        stores.execute("CREATE TABLE noted (what text)");
        stores.execute("INSERT INTO noted VALUES ('it')");
        assertThat(stores.query("SELECT what FROM noted WHERE what = ?", "it")).containsExactly("it");
    }

    @Test
    void redis_is_there_and_lets_nobody_in_without_the_password(Stores stores) throws Exception {
        var redis = stores.redis();
        try (var socket = new Socket(redis.host(), redis.port())) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = new byte[64];
            int length = socket.getInputStream().read(answer);
            assertThat(new String(answer, 0, length, StandardCharsets.US_ASCII)).startsWith("-NOAUTH");
        }
    }
}
