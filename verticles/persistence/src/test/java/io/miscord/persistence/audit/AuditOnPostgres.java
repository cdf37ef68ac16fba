package io.miscord.persistence.audit;

import io.miscord.contract.Answer;
import io.miscord.contract.AuditEntry;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.ServerId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Alice's server with Bob in it, and an audit log that is empty. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AuditOnPostgres {
    OwnerNode node;
    Stores stores;
    SomeOne alice;
    SomeOne bob;
    ServerId server;
    ServerDetail detail;
    private String invite;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void meet() {
        alice = node.somebody();
        bob = node.somebody();
        detail = node.server(alice);
        server = detail.id();
        invite = node.ask(new ServerAsk.CreateInvite(alice.by(), server, null, null, null))
                .code();
        comes();
        stores.execute("UPDATE users SET created_at = now() - interval '1 day'");
        stores.execute("DELETE FROM audit_log");
    }

    Answer.Listing<AuditEntry> all() {
        return node.ask(new ModerationAsk.Audit(alice.by(), server, ModerationAsk.Filter.ALL, null, 50));
    }

    void comes() {
        node.ask(new ServerAsk.Join(bob.by(), invite));
    }

    AuditEntry newest() {
        return all().items().getFirst();
    }

    ChannelId general() {
        return OwnerNode.general(detail);
    }
}
