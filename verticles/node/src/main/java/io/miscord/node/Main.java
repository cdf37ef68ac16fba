package io.miscord.node;

import io.miscord.platform.config.Config;
import io.miscord.platform.config.ConfigException;
import io.miscord.platform.config.ConfigLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a node, or does what a subcommand says: {@code token} prints a join token, {@code seed} fills an instance. */
public final class Main {
    private static final int EXIT_FAILED = 1;

    private Main() {}

    /** See {@code scripts/run --help}. Exits 78 when the configuration is wrong, having said all that is. */
    public static void main(String[] arguments) {
        var all = Arrays.asList(arguments);
        boolean bare = all.isEmpty() || all.getFirst().startsWith("-");
        var command = bare ? "run" : all.getFirst();
        var options = bare ? all : all.subList(1, all.size());
        try {
            switch (command) {
                case "run" -> run(options);
                case "token" -> say(JoinToken.print(load(options)));
                case "seed" -> seed(options);
                default -> fail("unknown command " + command + "; known: run, token, seed", ConfigException.EXIT_CODE);
            }
        } catch (ConfigException e) {
            fail(String.valueOf(e.getMessage()), ConfigException.EXIT_CODE);
        } catch (StartException e) {
            fail(String.valueOf(e.getMessage()), EXIT_FAILED);
        } catch (Exception | LinkageError e) {
            // Whatever has started has threads of its own, which would keep a node alive that serves nothing.
            LoggerFactory.getLogger(Main.class).error("the node cannot start", e);
            fail("The node cannot start: " + e, EXIT_FAILED);
        }
    }

    private static void run(List<String> options) {
        var loaded = read(options);
        if (loaded.help()) {
            say(ConfigLoader.help());
            return;
        }
        if (loaded.printConfig()) {
            say(ConfigLoader.print(loaded.config()));
            return;
        }
        // Logback reads it when the first logger is made, which is below.
        var config = loaded.config();
        // Nodes that share a data directory must not roll each other's files.
        var logs = config.node()
                .data()
                .resolve("logs")
                .resolve("node-" + config.http().port());
        System.setProperty("miscord.logs", logs.toString());
        System.setProperty("miscord.level", config.logging().level().toString());
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        Logger log = LoggerFactory.getLogger(Main.class);
        loaded.warnings().forEach(warning -> log.warn("configuration {}", warning));
        var running = new AtomicReference<@Nullable Node>();
        var started = new CountDownLatch(1);
        var limit = config.node().stopTimeout();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, running, limit), "stop"));
        try {
            running.set(Node.start(config));
        } finally {
            started.countDown();
        }
        say(Objects.requireNonNull(running.get()).greeting());
    }

    private static void seed(List<String> options) {
        var ofNode = new ArrayList<String>();
        var seed = Seed.parse(options, ofNode);
        say(Seeding.run(load(ofNode), seed));
    }

    /**
     * Stops the node; one that is still starting as soon as it has, or has failed, for only then is it known what there
     * is to stop. Bounded: a stop that hangs ends the process all the same, so that no node outlives its SIGTERM.
     */
    private static void stop(CountDownLatch started, AtomicReference<@Nullable Node> running, Duration limit) {
        var watchdog = Thread.ofPlatform().daemon().unstarted(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(limit.toMillis());
            } catch (InterruptedException e) {
                return;
            }
            Runtime.getRuntime().halt(EXIT_FAILED);
        });
        watchdog.start();
        try {
            started.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var node = running.get();
        if (node != null) {
            node.stop();
        }
        watchdog.interrupt();
    }

    private static Config load(List<String> options) {
        return read(options).config();
    }

    private static ConfigLoader.Loaded read(List<String> options) {
        var home = Path.of(System.getProperty("miscord.home", System.getProperty("user.dir")));
        return ConfigLoader.load(
                new ConfigLoader.Sources(home, Path.of(System.getProperty("user.dir")), System.getenv(), options));
    }

    private static void say(String text) {
        System.out.println(text);
        System.out.flush();
    }

    private static void fail(String why, int status) {
        System.err.println(why);
        System.exit(status);
    }
}
