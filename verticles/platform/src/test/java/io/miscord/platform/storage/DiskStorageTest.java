package io.miscord.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.Problem;
import io.miscord.platform.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskStorageTest {
    private static final StorageKey KEY = new StorageKey("tasks/a/file-1.json");

    private final Vertx vertx = Vertx.vertx();
    private final Path root;
    private final DiskStorage storage;

    DiskStorageTest(@TempDir Path folder) {
        root = folder.resolve("storage");
        storage = new DiskStorage(vertx, root);
    }

    @AfterEach
    void stop() {
        get(vertx.close());
    }

    @Test
    void what_is_stored_is_read_in_pieces_and_replaced_as_a_whole() {
        get(storage.put(KEY, Buffer.buffer("0123456789")));
        assertThat(get(storage.size(KEY))).isEqualTo(10);
        assertThat(get(storage.read(KEY, 0, 4)).toString()).isEqualTo("0123");
        assertThat(get(storage.read(KEY, 8, 4)).toString()).isEqualTo("89");
        assertThat(get(storage.read(KEY, 10, 4)).length()).isZero();
        assertThat(get(storage.read(KEY, 11, 4)).length()).isZero();
        get(storage.put(KEY, Buffer.buffer("new")));
        assertThat(get(storage.read(KEY, 0, 100)).toString()).isEqualTo("new");
        assertThat(files()).containsExactly(KEY.value());
    }

    @Test
    void what_is_not_there_is_not_found_and_deleting_it_is_fine() {
        assertThat(refused(storage.read(KEY, 0, 1)).kind()).isEqualTo(Problem.Kind.NOT_FOUND);
        assertThat(refused(storage.size(KEY)).kind()).isEqualTo(Problem.Kind.NOT_FOUND);
        assertThat(refused(storage.join(new StorageKey("b"), List.of(KEY), Buffer.buffer()))
                        .kind())
                .isEqualTo(Problem.Kind.NOT_FOUND);
        get(storage.delete(KEY));
        get(storage.deleteFolder(new StorageKey("tasks/a")));
        assertThat(files()).isEmpty();
    }

    @Test
    void parts_are_joined_in_their_order_with_an_end() {
        var parts = List.of(new StorageKey("p/1"), new StorageKey("p/2"), new StorageKey("p/3"));
        for (var part : parts) {
            get(storage.put(part, Buffer.buffer(part.value() + ",")));
        }
        assertThat(get(storage.join(KEY, parts, Buffer.buffer("end")))).isEqualTo(15);
        assertThat(get(storage.read(KEY, 0, 100)).toString()).isEqualTo("p/1,p/2,p/3,end");
        get(storage.deleteFolder(new StorageKey("p")));
        assertThat(files()).containsExactly(KEY.value());
    }

    @Test
    void a_stream_is_stored_when_it_has_ended() {
        var stream = new Stream();
        var stored = storage.put(KEY, stream, 1_000_000);
        stream.sends("one ");
        stream.sends("two");
        assertThat(Files.exists(root.resolve(KEY.value()))).isFalse();
        stream.ends();
        assertThat(get(stored)).isEqualTo(7);
        assertThat(get(storage.read(KEY, 0, 100)).toString()).isEqualTo("one two");
        assertThat(files()).containsExactly(KEY.value());
    }

    @Test
    void a_stream_that_breaks_leaves_nothing() {
        var stream = new Stream();
        var stored = storage.put(KEY, stream, 1_000_000);
        stream.sends("one ");
        stream.breaks(ProblemException.of(Problem.Kind.INVALID, "cut"));
        assertThat(refused(stored).detail()).isEqualTo("cut");
        assertThat(files()).isEmpty();
    }

    @Test
    void a_stream_that_is_too_long_is_refused_as_soon_as_it_is_and_leaves_nothing() {
        var stream = new Stream();
        var stored = storage.put(KEY, stream, 10);
        stream.sends("0123456789");
        stream.sends("!");
        assertThat(refused(stored).kind()).isEqualTo(Problem.Kind.TOO_LARGE);
        stream.sends("whoever goes on sending is not listened to");
        stream.ends();
        assertThat(files()).isEmpty();
    }

    @Test
    void what_died_nodes_left_goes_after_a_day() throws IOException {
        get(storage.put(KEY, Buffer.buffer("stays")));
        var old = Files.writeString(root.resolve(".unfinished/old"), "old");
        Files.writeString(root.resolve(".unfinished/fresh"), "fresh");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        get(storage.sweep());
        assertThat(files()).containsExactlyInAnyOrder(KEY.value(), ".unfinished/fresh");
    }

    @Test
    void no_key_leads_out_of_the_storage() {
        for (var wrong : List.of(
                "",
                "/",
                "/etc/passwd",
                "..",
                "../x",
                "a/../b",
                "a//b",
                "a/",
                ".unfinished/x",
                "a/.b",
                "a\\b",
                "A",
                "a b",
                "a\0b",
                "a.b.c",
                "ü",
                "a".repeat(201))) {
            assertThatThrownBy(() -> new StorageKey(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Every file there is, as its key is written. */
    private List<String> files() {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (var found = Files.walk(root)) {
            return found.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Problem refused(Future<?> asked) {
        try {
            throw new AssertionError("not refused but " + get(asked));
        } catch (ProblemException refused) {
            return refused.problem();
        }
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** What somebody sends, as the test says; it waits until the storage listens. */
    private static final class Stream implements ReadStream<Buffer> {
        private volatile @Nullable Handler<Buffer> handler;
        private volatile @Nullable Handler<Void> end;
        private volatile @Nullable Handler<Throwable> broken;
        private final Promise<Void> flowing = Promise.promise();

        void sends(String text) {
            get(flowing.future()); // until then nobody listens
            handler.handle(Buffer.buffer(text));
        }

        void ends() {
            end.handle(null);
        }

        void breaks(Throwable why) {
            broken.handle(why);
        }

        @Override
        public Stream exceptionHandler(@Nullable Handler<Throwable> then) {
            broken = then;
            return this;
        }

        @Override
        public Stream handler(@Nullable Handler<Buffer> then) {
            handler = then;
            return this;
        }

        @Override
        public Stream endHandler(@Nullable Handler<Void> then) {
            end = then;
            return this;
        }

        @Override
        public Stream pause() {
            return this;
        }

        @Override
        public Stream resume() {
            flowing.tryComplete();
            return this;
        }

        @Override
        public Stream fetch(long amount) {
            flowing.tryComplete();
            return this;
        }
    }
}
