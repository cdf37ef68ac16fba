package io.miscord.persistence.moderation;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.ChannelType;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.persistence.Texts;
import io.miscord.persistence.access.Access;
import io.miscord.persistence.access.Grant;
import io.miscord.persistence.access.Standing;
import io.miscord.persistence.audit.Act;
import io.miscord.persistence.audit.AuditLog;
import io.miscord.persistence.audit.Deed;
import io.miscord.persistence.sql.Database;
import io.miscord.persistence.sql.Tx;
import io.miscord.platform.ProblemException;
import java.util.Map;
import java.util.Objects;

/**
 * Who may do what to somebody in a call, and the writing down of it; the doing is the owner's of calls. Methods wait:
 * they belong on a virtual thread. One a node.
 */
final class CallOrder {
    private final Database database;
    private final Access access;
    private final AuditLog audit;
    private final Standing standing = new Standing();

    CallOrder(Database database, Access access, AuditLog audit) {
        this.database = database;
        this.access = access;
        this.audit = audit;
    }

    /** Writes it down, if it may be done. */
    Answer.Done act(ModerationAsk.ActInCall ask) {
        var reason = Texts.reason(ask.reason());
        return database.inTransaction(tx -> {
            var needed = needed(ask.act());
            var grant =
                    access.channelToKeep(tx, ask.by(), ask.channel()).ofServer().require(needed);
            if (ask.user().equals(grant.user()) && needed == Permission.MUTE_MEMBERS) {
                throw ProblemException.of(Refusal.NOT_YOURSELF);
            }
            standing.actedOn(tx, grant.server(), grant.user(), grant.rank(), ask.user());
            var deed = Deed.of(grant, act(ask.act()))
                    .to(ask.user())
                    .in(ask.channel())
                    .because(reason);
            audit.write(tx, ask.act() == ModerationAsk.CallAct.MOVE ? moved(tx, ask, grant, deed) : deed);
            return Answer.Done.DONE;
        });
    }

    /** To another voice channel of the same server, where whoever moves may move, and whoever is moved may be. */
    private Deed moved(Tx tx, ModerationAsk.ActInCall ask, Grant from, Deed deed) {
        var to = Objects.requireNonNull(ask.to(), "where to");
        var there = access.channel(tx, ask.by(), to).require(Permission.MOVE_MEMBERS);
        if (there.channel().type() != ChannelType.VOICE
                || !from.server().equals(there.channel().serverId())) {
            throw ProblemException.of(Refusal.NO_VOICE_HERE);
        }
        var theirs = new Actor(ask.user(), null, "");
        access.channel(tx, theirs, to).require(Permission.CONNECT);
        return deed.changing(Map.of("channelId", ask.channel()), Map.of("channelId", to));
    }

    private static Permission needed(ModerationAsk.CallAct act) {
        return switch (act) {
            case SILENCE, UNSILENCE -> Permission.MUTE_MEMBERS;
            case DISCONNECT, MOVE -> Permission.MOVE_MEMBERS;
        };
    }

    private static Act act(ModerationAsk.CallAct act) {
        return switch (act) {
            case SILENCE -> Act.VOICE_MUTE;
            case UNSILENCE -> Act.VOICE_UNMUTE;
            case DISCONNECT -> Act.VOICE_DISCONNECT;
            case MOVE -> Act.VOICE_MOVE;
        };
    }
}
