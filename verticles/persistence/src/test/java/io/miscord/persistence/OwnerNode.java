package io.miscord.persistence;

import static org.assertj.core.api.Assertions.fail;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.Ask;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.DurableEvent;
import io.miscord.contract.Event;
import io.miscord.contract.Hint;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.Nonce;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.ServerId;
import io.miscord.contract.SignedIn;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.miscord.platform.bus.BusSettings;
import io.miscord.platform.config.Config;
import io.miscord.platform.data.Breaker;
import io.miscord.platform.data.RateLimiter;
import io.miscord.platform.data.Redis;
import io.miscord.platform.json.Json;
import io.miscord.platform.metrics.Meters;
import io.miscord.platform.presence.PresenceStore;
import io.miscord.platform.security.SecurityLog;
import io.miscord.platform.storage.DiskStorage;
import io.miscord.platform.storage.Storage;
import io.miscord.platform.web.Fetcher;
import io.miscord.platform.web.PushServices;
import io.miscord.testkit.Folders;
import io.miscord.testkit.Stores;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** A node that runs nothing but persistence, on real stores, and people who ask it things. */
public final class OwnerNode implements AutoCloseable {
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private final Vertx vertx = Vertx.vertx();
    private final Meters meters = new Meters(System::nanoTime);
    private final Bus bus;
    private final PresenceStore presence;
    private final Persistence persistence;
    private final Path files;
    private final boolean ownFiles;
    private final Storage storage;
    private final List<Hint> hints = new CopyOnWriteArrayList<>();
    private volatile Consumer<List<Hint>> listener = hints::addAll;

    /** Starts a node with these settings besides those of tests. */
    public OwnerNode(Stores stores, Map<String, String> settings) {
        this(stores, settings, Folders.temporary("storage"), true, OwnerNode::nothing);
    }

    /** Starts a node that reads pages by this, the links of one message after those of another. */
    public OwnerNode(Stores stores, Function<Vertx, Fetcher> pages) {
        this(
                stores,
                Map.of("previews.enabled", "true", "previews.concurrency", "1"),
                Folders.temporary("storage"),
                true,
                vertx -> new Persistence.Web(pages.apply(vertx), new PushServices(vertx, Optional.empty())));
    }

    /** Starts a node that pushes to browsers by this. */
    public static OwnerNode pushing(Stores stores, Function<Vertx, PushServices> services) {
        return new OwnerNode(
                stores,
                Map.of(),
                Folders.temporary("storage"),
                true,
                vertx -> new Persistence.Web(pages(vertx), services.apply(vertx)));
    }

    /** Starts a node that keeps its files in this folder, which stays when it is closed. */
    public OwnerNode(Stores stores, Map<String, String> settings, Path files) {
        this(stores, settings, files, false, OwnerNode::nothing);
    }

    private OwnerNode(
            Stores stores,
            Map<String, String> settings,
            Path files,
            boolean ownFiles,
            Function<Vertx, Persistence.Web> web) {
        this.files = files;
        this.ownFiles = ownFiles;
        storage = new DiskStorage(vertx, files);
        var keys = new HashMap<>(settings);
        keys.putIfAbsent("auth.bcryptCost", "4");
        keys.putIfAbsent("limits.joinsPerMinute", "100000");
        keys.putIfAbsent("limits.rejoinsPerMinute", "100000");
        keys.putIfAbsent("previews.enabled", "false");
        var config = Config.of(keys);
        bus = Bus.on(vertx, "test", BusSettings.DEFAULT);
        bus.onHints(news -> listener.accept(news));
        var guard = Breaker.Settings.of(config.breaker(), Duration.ofSeconds(1), 100);
        var at = stores.redis();
        var redis = new Redis(vertx, stores.redisUrl(), at.user(), at.password(), config.redis(), guard, "test:");
        presence = new PresenceStore(redis, "test");
        persistence = new Persistence(
                vertx,
                bus,
                config,
                stores.postgres(),
                presence,
                new RateLimiter(vertx, redis),
                storage,
                meters,
                new SecurityLog(meters, System::nanoTime),
                InstantSource.system(),
                web.apply(vertx));
        persistence.start();
        for (int i = 0; i < Persistence.INSTANCES; i++) {
            get(vertx.deployVerticle(
                    persistence.verticle(), new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
        }
    }

    private static Persistence.Web nothing(Vertx vertx) {
        return new Persistence.Web(pages(vertx), new PushServices(vertx, Optional.empty()));
    }

    private static Fetcher pages(Vertx vertx) {
        return new Fetcher(vertx, Config.defaults().previews());
    }

    /** A node as most tests want it. */
    public OwnerNode(Stores stores) {
        this(stores, Map.of());
    }

    public Vertx vertx() {
        return vertx;
    }

    public Bus bus() {
        return bus;
    }

    /** The folder of its files. */
    public Path files() {
        return files;
    }

    /** Its files. */
    public Storage storage() {
        return storage;
    }

    /** Who is there, and how they want to be seen. */
    public PresenceStore presence() {
        return presence;
    }

    public Persistence persistence() {
        return persistence;
    }

    /** Removes what nobody needs any more, as it does by itself from time to time. */
    public void keepHouse() {
        persistence.housekeeping().round();
    }

    /** From now on it tells people of no messages, as if it were gone. */
    public void tellsNobody() {
        persistence.inbox().notifier().stop();
    }

    /** From now on it tells people of messages where this runs it, once it is woken. */
    public void tellsPeopleOn(Executor executor) {
        persistence.inbox().notifier().workOn(executor);
    }

    /** There may be somebody to tell of a message. */
    public void tellPeople() {
        persistence.inbox().notifier().wake();
    }

    /** From now on this takes what is announced, and {@link #hints} no more. */
    public void announcesTo(Consumer<List<Hint>> taker) {
        listener = taker;
    }

    /** Everything that was announced. */
    public List<Hint> hints() {
        return List.copyOf(hints);
    }

    /** The names of the durable events that were announced of a stream. */
    public List<String> told(StreamId stream) {
        return hints.stream()
                .filter(hint ->
                        hint instanceof StreamEvent event && event.stream().equals(stream))
                .map(hint -> ((StreamEvent) hint).name())
                .toList();
    }

    /** The durable events of one kind that are stored in a stream, in order; among the first 1,000. */
    public <E extends DurableEvent> List<E> events(StreamId stream, Class<E> type) {
        return ask(new StreamAsk.Since(Actor.NODE, stream, 0, 1_000)).events().stream()
                .filter(event -> event.name().equals(Event.nameOf(type)))
                .map(event -> type.cast(Json.event(event.frame())))
                .toList();
    }

    public <A extends Answer> A ask(Ask<A> ask) {
        return get(bus.ask(ask));
    }

    /** The refusal that an ask ends in. */
    public Problem refused(Ask<?> ask) {
        try {
            var answer = get(bus.ask(ask));
            return fail("not refused but answered " + answer);
        } catch (ProblemException refused) {
            return refused.problem();
        }
    }

    /** What a failed ask says. */
    public static Problem problem(Throwable failure) {
        return failure instanceof ProblemException refused ? refused.problem() : fail("no refusal: " + failure);
    }

    /** Somebody new, signed in. */
    public SomeOne somebody() {
        var name = "person-" + PEOPLE.incrementAndGet() + "-" + Long.toString(System.nanoTime(), 36);
        var signedIn = ask(new AccountAsk.Register(
                Actor.anonymous("127.0.0.1"),
                name + "@example.org",
                name,
                "a long password",
                null,
                null,
                "test",
                null));
        return new SomeOne(signedIn, new Actor(signedIn.user().id(), signedIn.session(), "127.0.0.1"));
    }

    /** A new server of somebody's. */
    public ServerDetail server(SomeOne owner) {
        return ask(new ServerAsk.Create(owner.by(), "Server", null, null));
    }

    /** Lets people into a server. */
    public void join(SomeOne owner, ServerId server, SomeOne... people) {
        var invite = ask(new ServerAsk.CreateInvite(owner.by(), server, null, null, null));
        for (var person : people) {
            ask(new ServerAsk.Join(person.by(), invite.code()));
        }
    }

    /** Says something in a channel. */
    public Answer.Sent say(SomeOne author, ChannelId channel, String content) {
        return ask(new MessageAsk.Send(author.by(), channel, content, null, null));
    }

    /** Says something in a channel, safe to repeat. */
    public Answer.Sent say(SomeOne author, ChannelId channel, String content, String nonce) {
        return ask(new MessageAsk.Send(author.by(), channel, content, new Nonce(nonce), null));
    }

    /** The text channel of a new server. */
    public static ChannelId general(ServerDetail server) {
        return server.channels().stream()
                .filter(channel -> channel.type() == ChannelType.TEXT)
                .map(Channel::id)
                .findFirst()
                .orElseThrow();
    }

    public static <T> T get(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within 20 s", e);
        }
    }

    @Override
    public void close() {
        get(vertx.deploymentIDs().stream()
                .map(vertx::undeploy)
                .reduce(Future.succeededFuture(), (a, b) -> a.compose(done -> b)));
        get(persistence.stop());
        get(vertx.close());
        meters.close();
        if (ownFiles) {
            Folders.delete(files);
        }
    }

    /** Somebody with an account. */
    public record SomeOne(SignedIn signedIn, Actor by) {
        public io.miscord.contract.UserId id() {
            return signedIn.user().id();
        }
    }
}
