package io.miscord.persistence.servers;

import io.miscord.contract.Invite;
import io.miscord.contract.Permission;
import io.miscord.contract.ServerAsk;
import io.miscord.persistence.Idempotency;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.ServerGrant;
import io.miscord.persistence.audit.Act;
import io.miscord.persistence.audit.AuditLog;
import io.miscord.persistence.audit.Deed;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ways into a server. Methods wait: they belong on a virtual thread. */
public final class Invites {
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
    private final AuditLog audit;
    private final SecureRandom random = new SecureRandom();
    private final InviteStore store = new InviteStore();
    private final MemberStore members = new MemberStore();

    /** Rules of invites on this database; one a node. */
    public Invites(Database database, Access access, Joining joining, Idempotency idempotency, AuditLog audit) {
        this.database = database;
        this.access = access;
        this.joining = joining;
        this.idempotency = idempotency;
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
            var grant = access.server(tx, ask.by(), ask.server()).require(Permission.CREATE_INVITES);
            return idempotency.once(tx, grant.user(), ask.nonce(), content, Invite.class, () -> add(tx, grant, ask));
        });
    }

    private Invite add(Tx tx, ServerGrant grant, ServerAsk.CreateInvite ask) {
        var invite = store.insert(tx, code(), ask.server(), grant.user(), ask.maxUses(), ask.expiresIn());
        audit.write(tx, Deed.of(grant, Act.INVITE_CREATE).changing(null, described(invite)));
        return invite;
    }

    /** What the audit log keeps of an invite. */
    private static Map<String, ?> described(Invite invite) {
        var described = new HashMap<String, @Nullable Object>();
        described.put("code", invite.code());
        described.put("maxUses", invite.maxUses());
        described.put("expiresAt", invite.expiresAt());
        return described;
    }

    /** What an invite leads to, while it can be used. */
    public Invite lookUp(ServerAsk.LookUpInvite ask) {
        var open = joining.find(database, ask.code());
        var invite = open.invite();
        int count = (int) members.count(database, open.server().id());
        return new Invite(
                invite.code(), invite.expiresAt(), invite.maxUses(), invite.uses(), null, open.server(), count);
    }

    private String code() {
        return random.ints(CODE_LENGTH, 0, LETTERS.length())
                .mapToObj(i -> String.valueOf(LETTERS.charAt(i)))
                .collect(Collectors.joining());
    }
}
