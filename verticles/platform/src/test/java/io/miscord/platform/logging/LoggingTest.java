package io.miscord.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggingTest {
    private static final Path ROOT = Path.of(System.getProperty("miscord.root", "../.."));

    private static final long LINES = 30_000;
    private static final long QUEUE = 8192;

    @TempDir
    private Path logs;

    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void completeTheContext() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    @Test
    void every_line_is_json_and_sockets_and_security_have_files_of_their_own() throws Exception {
        context.putProperty("miscord.logs", logs.toString());
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(ROOT.resolve("conf/logback.xml").toFile());

        context.getLogger("io.miscord.node").atInfo().addKeyValue("port", 8000).log("a node \"is\" ready\n");
        context.getLogger("miscord.websocket")
                .atInfo()
                .addKeyValue("code", 4003)
                .log("a socket was closed");
        context.getLogger("miscord.security")
                .atWarn()
                .setCause(new IllegalStateException("why"))
                .log("a sign-in was refused");
        context.getLogger("io.miscord.node").debug("too small to tell");
        context.stop();

        JsonNode ready = onlyLine("miscord.log");
        assertThat(ready.path("formattedMessage").asText()).isEqualTo("a node \"is\" ready\n");
        assertThat(ready.path("level").asText()).isEqualTo("INFO");
        assertThat(ready.path("kvpList").get(0).path("port").asText()).isEqualTo("8000");
        assertThat(onlyLine("websocket.log").path("loggerName").asText()).isEqualTo("miscord.websocket");
        assertThat(onlyLine("security.log").path("throwable").toString()).contains("why");
    }

    @Test
    void a_destination_that_stalls_makes_nobody_wait_and_the_dropped_are_counted() throws Exception {
        var destination = new Stalling();
        destination.setContext(context);
        destination.start();
        var appender = new DroppingAppender();
        appender.setName("stdout");
        appender.setContext(context);
        appender.addAppender(destination);
        appender.start();
        var logger = context.getLogger("test");
        logger.setAdditive(false);
        logger.addAppender(appender);

        for (int i = 0; i < LINES; i++) {
            logger.info("line");
        }
        // The queue is full, and the appender's thread holds up to a queue's worth more that it had taken out already.
        assertThat(appender.dropped()).isBetween(LINES - 2 * QUEUE - 1, LINES - QUEUE);
        long dropped = appender.dropped();

        destination.goOn.countDown();
        while (appender.getNumberOfElementsInQueue() > 0) {
            Thread.onSpinWait();
        }
        logger.info("after");
        assertThat(destination.last.await(30, TimeUnit.SECONDS)).isTrue();
        appender.stop();

        assertThat(destination.seen).hasSize((int) (LINES - dropped + 2));
        assertThat(destination.seen.get(destination.seen.size() - 2)).isEqualTo("log lines were dropped " + dropped);
        assertThat(destination.seen.getLast()).isEqualTo("after ");
    }

    private JsonNode onlyLine(String file) throws IOException {
        List<String> lines = Files.readAllLines(logs.resolve(file));
        assertThat(lines).hasSize(1);
        return new ObjectMapper().readTree(lines.getFirst());
    }

    /** Takes nothing until it may. */
    private static final class Stalling extends AppenderBase<ILoggingEvent> {
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final CountDownLatch last = new CountDownLatch(1);
        private final List<String> seen = new ArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            var pairs = event.getKeyValuePairs();
            seen.add(event.getFormattedMessage() + " " + (pairs == null ? "" : pairs.getLast().value));
            if (seen.getLast().equals("after ")) {
                last.countDown();
            }
        }
    }
}
