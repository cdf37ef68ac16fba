package io.miscord.persistence;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Answer;
import io.miscord.contract.Ask;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ImageAsk;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.OperatorAsk;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.persistence.sql.UniqueViolation;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner of everything in PostgreSQL: a family of asks, an address, a switch. On virtual threads: an ask waits where
 * it needs to, and others go on meanwhile. Asks about messages are taken by one instance of a node, so that a person's
 * messages are worked on in the order in which they came.
 */
final class PersistenceVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(PersistenceVerticle.class);
    private static final long HEADS_MS = 1_000;
    /** What the node that stored a message did not come to, and what is new without anybody having said so. */
    private static final long NOTICES_MS = 2_000;

    private static final long HOUSEKEEPING_FIRST_MS = 60_000;
    private static final long HOUSEKEEPING_MS = 600_000;

    private final Bus bus;
    private final Owners owners;
    private final Housekeeping housekeeping;
    private final Supplier<Future<?>> watch;
    private final boolean first;
    private final List<Bus.Registration> registrations = new ArrayList<>();

    /**
     * An instance.
     *
     * @param watch looks whether PostgreSQL goes on with the history that is known
     * @param first whether it is the one of its node that takes the asks about messages and keeps house
     */
    PersistenceVerticle(Bus bus, Owners owners, Housekeeping housekeeping, Supplier<Future<?>> watch, boolean first) {
        this.bus = bus;
        this.owners = owners;
        this.housekeeping = housekeeping;
        this.watch = watch;
        this.first = first;
    }

    @Override
    public Future<?> start() {
        var owned = new ArrayList<Future<Bus.Registration>>();
        owned.add(own(
                AccountAsk.ADDRESS,
                AccountAsk.class,
                (AccountAsk<?> ask) -> owners.accounts().answer(ask)));
        owned.add(own(ServerAsk.ADDRESS, ServerAsk.class, (ServerAsk<?> ask) -> answer(ask)));
        owned.add(own(RoleAsk.ADDRESS, RoleAsk.class, (RoleAsk<?> ask) -> answer(ask)));
        owned.add(own(
                ModerationAsk.ADDRESS,
                ModerationAsk.class,
                (ModerationAsk<?> ask) -> owners.moderation().answer(ask)));
        owned.add(own(
                ImageAsk.ADDRESS,
                ImageAsk.class,
                (ImageAsk<?> ask) -> owners.images().answer(ask)));
        owned.add(own(
                OperatorAsk.ADDRESS,
                OperatorAsk.class,
                (OperatorAsk<?> ask) -> owners.operators().answer(ask)));
        owned.add(own(ChannelAsk.ADDRESS, ChannelAsk.class, (ChannelAsk<?> ask) -> answer(ask)));
        owned.add(own(StreamAsk.ADDRESS, StreamAsk.class, (StreamAsk<?> ask) -> answer(ask)));
        owned.add(own(PersonAsk.ADDRESS, PersonAsk.class, (PersonAsk<?> ask) -> answer(ask)));
        if (first) {
            owned.add(own(MessageAsk.ADDRESS, MessageAsk.class, (MessageAsk<?> ask) -> answer(ask)));
            vertx.setPeriodic(HOUSEKEEPING_FIRST_MS, HOUSEKEEPING_MS, due -> housekeeping.round());
            vertx.setPeriodic(HEADS_MS, due -> tellHeads());
            owners.inbox().notifier().workOn(task -> context.runOnContext(run -> task.run()));
            vertx.setPeriodic(NOTICES_MS, due -> owners.inbox().notifier().wake());
        }
        return Future.all(owned).onSuccess(all -> owned.forEach(one -> registrations.add(one.result())));
    }

    @Override
    public Future<?> stop() {
        if (first) {
            owners.inbox().notifier().stop();
        }
        return Future.join(registrations.stream().map(Bus.Registration::end).toList());
    }

    /** The epoch is told even when nothing moved: who hears another one starts afresh. */
    private void tellHeads() {
        watch.get().onFailure(failure -> LOG.debug("PostgreSQL was not looked at", failure));
        var epoch = owners.epoch().text();
        var parts = owners.heads().parts();
        (parts.isEmpty() ? List.of(Map.<StreamId, Long>of()) : parts).forEach(part -> bus.tellHeads(epoch, part));
    }

    private Answer answer(ServerAsk<?> asked) {
        return switch (asked) {
            case ServerAsk.Create ask -> owners.servers().create(ask);
            case ServerAsk.Mine ask -> owners.servers().mine(ask);
            case ServerAsk.Get ask -> owners.servers().get(ask);
            case ServerAsk.Update ask -> owners.servers().update(ask);
            case ServerAsk.SetSystemChannel ask -> owners.servers().setSystemChannel(ask);
            case ServerAsk.Delete ask -> owners.servers().delete(ask);
            case ServerAsk.Transfer ask -> owners.servers().transfer(ask);
            case ServerAsk.UpdateMember ask -> owners.memberChanges().update(ask);
            case ServerAsk.Leave ask -> owners.servers().leave(ask);
            case ServerAsk.ReadStates ask -> owners.reads().of(ask);
            case ServerAsk.ReadAll ask -> owners.reads().readAll(ask);
            case ServerAsk.Members ask -> owners.members().page(ask);
            case ServerAsk.MemberGroups ask -> owners.members().groups(ask);
            case ServerAsk.Named ask -> owners.names().named(ask);
            case ServerAsk.CreateInvite ask -> owners.invites().create(ask);
            case ServerAsk.Invites ask -> owners.invites().page(ask);
            case ServerAsk.RevokeInvite ask -> owners.invites().revoke(ask);
            case ServerAsk.LookUpInvite ask -> owners.invites().lookUp(ask);
            case ServerAsk.Join ask -> owners.servers().join(ask);
        };
    }

    private Answer answer(RoleAsk<?> asked) {
        return switch (asked) {
            case RoleAsk.Of ask -> owners.roles().of(ask);
            case RoleAsk.Create ask -> owners.roles().create(ask);
            case RoleAsk.Update ask -> owners.roles().update(ask);
            case RoleAsk.Delete ask -> owners.roles().delete(ask);
            case RoleAsk.Move ask -> owners.roles().move(ask);
            case RoleAsk.Give ask -> owners.roles().give(ask);
            case RoleAsk.Take ask -> owners.roles().take(ask);
        };
    }

    private Answer answer(ChannelAsk<?> asked) {
        return switch (asked) {
            case ChannelAsk.Of ask -> owners.channels().of(ask);
            case ChannelAsk.Create ask -> owners.arrangement().create(ask);
            case ChannelAsk.Get ask -> owners.channels().get(ask);
            case ChannelAsk.Update ask -> owners.arrangement().update(ask);
            case ChannelAsk.Move ask -> owners.arrangement().move(ask);
            case ChannelAsk.InCall ask -> owners.channels().inCall(ask);
            case ChannelAsk.Delete ask -> owners.arrangement().delete(ask);
            case ChannelAsk.SetOverwrite ask -> owners.overwrites().set(ask);
            case ChannelAsk.ClearOverwrite ask -> owners.overwrites().clear(ask);
            case ChannelAsk.SyncOverwrites ask -> owners.overwrites().sync(ask);
            case ChannelAsk.Read ask -> owners.reads().read(ask);
            case ChannelAsk.ReadState ask -> owners.reads().of(ask);
            case ChannelAsk.Typing ask -> owners.channels().typing(ask);
            case ChannelAsk.Pins ask -> owners.messages().pins(ask);
            case ChannelAsk.OpenConversation ask -> owners.conversations().open(ask);
            case ChannelAsk.AddPeople ask -> owners.groups().add(ask);
            case ChannelAsk.RemovePerson ask -> owners.groups().remove(ask);
            case ChannelAsk.RenameConversation ask -> owners.groups().rename(ask);
            case ChannelAsk.LeaveConversation ask -> owners.groups().leave(ask);
            case ChannelAsk.Conversations ask -> owners.conversations().mine(ask);
        };
    }

    private Answer answer(PersonAsk<?> asked) {
        return switch (asked) {
            case PersonAsk.Relationships ask -> owners.relationships().mine(ask);
            case PersonAsk.Befriend ask -> owners.relationships().befriend(ask);
            case PersonAsk.Block ask -> owners.relationships().block(ask);
            case PersonAsk.EndRelationship ask -> owners.relationships().end(ask);
            case PersonAsk.ReadSettings ask -> owners.settings().read(ask);
            case PersonAsk.ChangeSettings ask -> owners.settings().change(ask);
            case PersonAsk.Levels ask -> owners.inbox().levels().mine(ask);
            case PersonAsk.SetLevel ask -> owners.inbox().levels().set(ask);
            case PersonAsk.Notifications ask -> owners.inbox().notifications().page(ask);
            case PersonAsk.ReadNotifications ask ->
                owners.inbox().notifications().read(ask);
            case PersonAsk.PushKey ask -> owners.inbox().pushes().key(ask);
            case PersonAsk.SubscribePush ask -> owners.inbox().pushes().subscribe(ask);
            case PersonAsk.UnsubscribePush ask -> owners.inbox().pushes().unsubscribe(ask);
        };
    }

    private Answer answer(MessageAsk<?> asked) {
        return switch (asked) {
            case MessageAsk.Send ask -> owners.sending().send(ask);
            case MessageAsk.Reply ask -> owners.sending().reply(ask);
            case MessageAsk.Edit ask -> owners.messages().edit(ask);
            case MessageAsk.Delete ask -> owners.messages().delete(ask);
            case MessageAsk.BulkDelete ask -> owners.messages().bulkDelete(ask);
            case MessageAsk.React ask -> owners.messages().react(ask);
            case MessageAsk.Unreact ask -> owners.messages().unreact(ask);
            case MessageAsk.Pin ask -> owners.messages().pin(ask);
            case MessageAsk.Unpin ask -> owners.messages().unpin(ask);
            case MessageAsk.History ask -> owners.messages().history(ask);
        };
    }

    private Answer answer(StreamAsk<?> asked) {
        return switch (asked) {
            case StreamAsk.Hello ask -> owners.streams().hello(ask);
            case StreamAsk.Since ask -> owners.streams().since(ask);
            case StreamAsk.Heads ask -> owners.streams().heads(ask);
            case StreamAsk.Memberships ask -> owners.streams().memberships(ask);
            case StreamAsk.MembersAmong ask -> owners.streams().membersAmong(ask);
            case StreamAsk.Visible ask -> owners.streams().visible(ask);
        };
    }

    /** A task of its own on this virtual-thread context, begun in order: whoever waits in it holds up nobody. */
    private Future<Answer> work(Supplier<Answer> answer) {
        Promise<Answer> done = Promise.promise();
        context.runOnContext(run -> {
            try {
                done.complete(answer.get());
            } catch (UniqueViolation again) {
                done.fail(ProblemException.of(Refusal.ALREADY_THERE));
            } catch (Throwable failure) { // what is awaited fails with anything
                done.fail(failure);
            }
        });
        return done.future();
    }

    @SuppressWarnings("unchecked") // a class literal knows no type argument
    private <Q extends Ask<?>> Future<Bus.Registration> own(String address, Class<?> asks, Function<Q, Answer> answer) {
        return bus.own(address, (Class<Q>) asks, ask -> work(() -> answer.apply(ask)));
    }
}
