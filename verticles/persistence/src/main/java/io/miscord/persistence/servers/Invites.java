package io.miscord.persistence.servers;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Answer;
import io.miscord.contract.Invite;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.Idempotency;
import io.miscord.persistence.Page;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.ServerGrant;
import io.miscord.persistence.audit.Act;
import io.miscord.persistence.audit.AuditLog;
import io.miscord.persistence.audit.Deed;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import io.miscord.platform.config.Limits;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ways into a server. Methods wait: they belong on a virtual thread. */
public final class Invites {
    private static final int KNOWN_BY = 3;
    private static final int MOST_USES = 1_000_000;
    private static final int LONGEST_LIFE_SECONDS = 365 * 24 * 3_600;
    /** Ten of these are 58 bits: nobody finds one by trying. */
    private static final int CODE_LENGTH = 10;

    /** No letters that are taken for one another when read aloud or from paper. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";

    private final Database database;
    private final Access access;
    private final Joining joining;
    private final Idempotency idempotency;
    private final Limits limits;
    private final AuditLog audit;
    private final SecureRandom random = new SecureRandom();
    private final InviteStore store = new InviteStore();
    private final MemberStore members = new MemberStore();

    /** Rules of invites on this database; one a node. */
    public Invites(
            Database database, Access access, Joining joining, Idempotency idempotency, Limits limits, AuditLog audit) {
        this.database = database;
        this.access = access;
        this.joining = joining;
        this.idempotency = idempotency;
        this.limits = limits;
        this.audit = audit;
    }

    /** A new invite. */
    public Invite create(ServerAsk.CreateInvite ask) {
        if (ask.maxUses() != null) {
            Texts.within("maxUses", ask.maxUses(), 1, MOST_USES);
        }
        if (ask.expiresIn() != null) {
            Texts.within("expiresIn", ask.expiresIn(), 1, LONGEST_LIFE_SECONDS);
        }
        var content = Arrays.asList(ask.server(), ask.maxUses(), ask.expiresIn());
        return database.inTransaction(tx -> {
            var grant = access.serverToKeep(tx, ask.by(), ask.server()).require(Permission.CREATE_INVITES);
            return idempotency.once(tx, grant.user(), ask.nonce(), content, Invite.class, () -> add(tx, grant, ask));
        });
    }

    private Invite add(Tx tx, ServerGrant grant, ServerAsk.CreateInvite ask) {
        int ofServer = limits.invitesPerServer();
        int ofPerson = limits.invitesPerPerson();
        var counted = store.count(tx, ask.server(), grant.user(), ofServer, ofPerson);
        if (counted.ofPerson() >= ofPerson) {
            throw ProblemException.of(Refusal.TOO_MANY_OWN_INVITES, ofPerson);
        }
        if (counted.ofServer() >= ofServer) {
            throw ProblemException.of(Refusal.TOO_MANY_INVITES, ofServer);
        }
        var invite = store.insert(tx, code(), ask.server(), grant.user(), ask.maxUses(), ask.expiresIn());
        audit.write(tx, Deed.of(grant, Act.INVITE_CREATE).changing(null, described(invite)));
        return invite;
    }

    /** A page of a server's invites that can be used, the newest first. */
    public Answer.Listing<Invite> page(ServerAsk.Invites ask) {
        int limit = Page.limit(ask.limit());
        var after = ask.cursor() == null ? null : InviteStore.Place.of(ask.cursor());
        var grant = access.server(database, ask.by(), ask.server());
        var maker = grant.permissions().has(Permission.MANAGE_SERVER) ? null : grant.user();
        var found = store.page(database, ask.server(), maker, after, limit + 1);
        return Page.cut(found, limit, InviteStore.Place::after, InviteStore.Made::invite);
    }

    /** Ends an invite: nobody comes in by it from the commit on. Whose it is may end it wherever they are. */
    public Answer.Done revoke(ServerAsk.RevokeInvite ask) {
        var user = Access.person(ask.by());
        return database.inTransaction(tx -> {
            var server = joining.serverOf(tx, ask.code());
            // A join holds the same lock for itself: it has happened before, or finds the invite no more.
            tx.keepAccess(AccessDomain.of(server));
            var invite = store.one(tx, ask.code()).orElseThrow(() -> ProblemException.of(Refusal.NO_SUCH_INVITE));
            if (!user.equals(invite.createdBy())) {
                requireManager(tx, user, server);
            }
            store.delete(tx, invite.code());
            var deed = new Deed(server, user, Act.INVITE_DELETE, null, null, null, described(invite), null);
            audit.write(tx, deed);
            return Answer.Done.DONE;
        });
    }

    /** Who does not see the server is told that there is no such invite of theirs. */
    private void requireManager(Tx tx, UserId user, ServerId server) {
        if (!members.isMember(tx, server, user)) {
            throw ProblemException.of(Refusal.NO_SUCH_INVITE);
        }
        access.serverOf(tx, user, server).require(Permission.MANAGE_SERVER);
    }

    /** What the audit log keeps of an invite: not enough of its code to join by, for others read that log. */
    private static Map<String, ?> described(Invite invite) {
        var described = new HashMap<String, @Nullable Object>();
        described.put("code", invite.code().substring(0, KNOWN_BY) + "…");
        described.put("createdBy", invite.createdBy());
        described.put("maxUses", invite.maxUses());
        described.put("uses", invite.uses());
        described.put("expiresAt", invite.expiresAt());
        return described;
    }

    /** What an invite leads to, while it can be used. */
    public Invite lookUp(ServerAsk.LookUpInvite ask) {
        var open = joining.find(database, ask.code());
        var invite = open.invite();
        int count = (int) members.count(database, open.server().id());
        return new Invite(
                invite.code(), invite.expiresAt(), invite.maxUses(), invite.uses(), null, null, open.server(), count);
    }

    private String code() {
        return random.ints(CODE_LENGTH, 0, LETTERS.length())
                .mapToObj(i -> String.valueOf(LETTERS.charAt(i)))
                .collect(Collectors.joining());
    }
}
