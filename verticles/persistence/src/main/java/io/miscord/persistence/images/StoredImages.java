package io.miscord.persistence.images;

import io.miscord.contract.Answer;
import io.miscord.contract.EmojiId;
import io.miscord.contract.ImageAsk;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.contract.Server;
import io.miscord.contract.ServerEmoji;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.User;
import io.miscord.persistence.Idempotency;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.ServerGrant;
import io.miscord.persistence.audit.Act;
import io.miscord.persistence.audit.AuditLog;
import io.miscord.persistence.audit.Deed;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Limits;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.storage.Storage;
import io.miscord.platform.storage.StorageKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of servers and people, and servers' own emoji. The files are stored by the edge that was sent them; here is
 * known which there are and what shows them, and what nothing shows for a day is removed. Methods wait: they belong on
 * a virtual thread. One a node.
 */
public final class StoredImages {
    private static final Pattern NAME = Pattern.compile(ServerEmoji.NAME);
    private static final Pattern URL = Pattern.compile("/files/(images/[0-9a-f]{64}\\.png)");
    /** Pictures that are looked at in one round of housekeeping; the next one goes on from there. */
    private static final int LOOKED_AT = 1_000;

    private final Database database;
    private final Access access;
    private final Idempotency idempotency;
    private final AuditLog audit;
    private final Storage storage;
    private final int emojiPerServer;
    private final ImageStore store = new ImageStore();
    /** The last picture that housekeeping looked at; empty for none. One round at a time. */
    private String sweptTo = "";

    /** Rules of pictures on this database, whose files are in this storage. */
    public StoredImages(
            Database database, Access access, Idempotency idempotency, AuditLog audit, Storage storage, Limits limits) {
        this.database = database;
        this.access = access;
        this.idempotency = idempotency;
        this.audit = audit;
        this.storage = storage;
        this.emojiPerServer = limits.emojiPerServer();
    }

    /** The answer to any ask of the family. */
    public Answer answer(ImageAsk<?> asked) {
        return switch (asked) {
            case ImageAsk.Keep ask -> keep(ask);
            case ImageAsk.SetIcon ask -> setIcon(ask);
            case ImageAsk.SetAvatar ask -> setAvatar(ask);
            case ImageAsk.Emoji ask -> emoji(ask);
            case ImageAsk.AddEmoji ask -> addEmoji(ask);
            case ImageAsk.DeleteEmoji ask -> deleteEmoji(ask);
        };
    }

    /** Says whether somebody may use a picture so, before it is stored. */
    public Answer.Done keep(ImageAsk.Keep ask) {
        Access.person(ask.by());
        key(ask.url());
        return database.inTransaction(tx -> {
            switch (ask.purpose()) {
                case ICON -> server(tx, ask).require(Permission.MANAGE_SERVER);
                case EMOJI -> server(tx, ask).require(Permission.MANAGE_EMOJI);
                case AVATAR -> {
                    // anybody's own
                }
            }
            store.keep(tx, ask.url());
            return Answer.Done.DONE;
        });
    }

    /** Sets a server's picture, or takes it away. */
    public Server setIcon(ImageAsk.SetIcon ask) {
        return database.inTransaction(tx -> {
            var grant = access.serverToKeep(tx, ask.by(), ask.server()).require(Permission.MANAGE_SERVER);
            touch(tx, ask.url());
            store.alone(tx, ask.server());
            var before = access.server(tx, ask.by(), ask.server()).server();
            if (Objects.equals(before.iconUrl(), ask.url())) {
                return before;
            }
            var server = store.setIcon(tx, ask.server(), ask.url());
            tx.emit(StreamId.of(server.id()), grant.domain(), new ServerEvent.ServerUpdated(server), null);
            var deed = Deed.of(grant, Act.SERVER_UPDATE).to(server.id());
            audit.write(tx, deed.changing(icon(before), icon(server)));
            return server;
        });
    }

    /** Sets the asker's picture, or takes it away. */
    public User setAvatar(ImageAsk.SetAvatar ask) {
        var user = Access.person(ask.by());
        return database.inTransaction(tx -> {
            touch(tx, ask.url());
            return store.setAvatar(tx, user, ask.url()).orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_PERSON));
        });
    }

    /** A server's own emoji, by name. */
    public Answer.Listing<ServerEmoji> emoji(ImageAsk.Emoji ask) {
        return database.inSnapshot(queries -> {
            var grant = access.server(queries, ask.by(), ask.server());
            return new Answer.Listing<>(store.emoji(queries, grant.server().id()), null);
        });
    }

    /** A new emoji of a server's own. */
    public ServerEmoji addEmoji(ImageAsk.AddEmoji ask) {
        if (!NAME.matcher(ask.name()).matches()) {
            throw ProblemException.invalid("name", Refusal.EMOJI_NAME);
        }
        var content = Arrays.asList("emoji", ask.server(), ask.name(), ask.url());
        return database.inTransaction(tx -> {
            var grant = access.serverToKeep(tx, ask.by(), ask.server()).require(Permission.MANAGE_EMOJI);
            return idempotency.once(
                    tx, grant.user(), ask.nonce(), content, ServerEmoji.class, () -> add(tx, grant, ask));
        });
    }

    /** Deletes an emoji; what was said with it stays as text. */
    public Answer.Done deleteEmoji(ImageAsk.DeleteEmoji ask) {
        return database.inTransaction(tx -> {
            var grant = access.serverToKeep(tx, ask.by(), ask.server()).require(Permission.MANAGE_EMOJI);
            store.alone(tx, ask.server());
            var gone = store.delete(tx, ask.server(), ask.emoji())
                    .orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_EMOJI));
            tell(tx, grant);
            audit.write(tx, Deed.of(grant, Act.EMOJI_DELETE).to(gone.id()).changing(described(gone), null));
            return Answer.Done.DONE;
        });
    }

    /** Removes what nothing shows any more, of some pictures; the next round goes on behind them. */
    public void sweep() {
        var looked = store.look(database, sweptTo, LOOKED_AT);
        looked.stream()
                .filter(ImageStore.Looked::unused)
                .forEach(image -> database.inTransaction(tx -> remove(tx, image.url())));
        sweptTo = looked.size() < LOOKED_AT ? "" : looked.getLast().url();
    }

    /** The file goes while its row is locked: whoever keeps the same picture anew waits, and stores it after that. */
    private boolean remove(Tx tx, String url) {
        boolean unused = store.forget(tx, url);
        if (unused) {
            storage.delete(key(url)).await();
        }
        return unused;
    }

    private ServerEmoji add(Tx tx, ServerGrant grant, ImageAsk.AddEmoji ask) {
        touch(tx, ask.url());
        store.alone(tx, ask.server());
        var there = store.emoji(tx, ask.server());
        if (there.size() >= emojiPerServer) {
            throw ProblemException.of(Refusal.TOO_MANY_EMOJI, emojiPerServer);
        }
        if (there.stream().anyMatch(emoji -> emoji.name().equals(ask.name()))) {
            throw ProblemException.of(Refusal.NAME_TAKEN, ask.name());
        }
        var emoji = new ServerEmoji(new EmojiId(UuidV7.next()), ask.server(), ask.name(), ask.url());
        store.add(tx, emoji, grant.user());
        tell(tx, grant);
        audit.write(tx, Deed.of(grant, Act.EMOJI_CREATE).to(emoji.id()).changing(null, described(emoji)));
        return emoji;
    }

    private void tell(Tx tx, ServerGrant grant) {
        var server = grant.server().id();
        var event = new ServerEvent.EmojiUpdated(server, store.emoji(tx, server));
        tx.emit(StreamId.of(server), grant.domain(), event, null);
    }

    private ServerGrant server(Tx tx, ImageAsk.Keep ask) {
        var server = ask.server();
        if (server == null) {
            throw ProblemException.of(Refusal.NO_SUCH_SERVER);
        }
        return access.serverToKeep(tx, ask.by(), server);
    }

    private void touch(Tx tx, @Nullable String url) {
        if (url != null && !store.touch(tx, url)) {
            throw ProblemException.of(Refusal.NO_SUCH_FILE);
        }
    }

    /** Where the file of an address is; nothing but our own pictures can be named. */
    private static StorageKey key(String url) {
        var named = URL.matcher(url);
        if (!named.matches()) {
            throw ProblemException.of(Refusal.NO_SUCH_FILE);
        }
        return new StorageKey(named.group(1));
    }

    private static Map<String, ?> icon(Server server) {
        var described = new HashMap<String, @Nullable Object>();
        described.put("iconUrl", server.iconUrl());
        return described;
    }

    private static Map<String, ?> described(ServerEmoji emoji) {
        return Map.of("name", emoji.name(), "url", emoji.url());
    }
}
