package io.miscord.persistence.history;

import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.MessagesFrom;
import io.miscord.contract.Notification;
import io.miscord.contract.NotifyLevel;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.StreamId;
import io.miscord.persistence.history.World.Said;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What people say to each other, what they do with it, and what is theirs alone. */
final class Talk {
    private static final int GROUPS = 12;

    private final World world;
    private final RandomGenerator chance;

    Talk(World world, RandomGenerator chance) {
        this.world = world;
        this.chance = chance;
    }

    void says() {
        var channel = chance.nextInt(4) == 0 ? world.conversation() : world.text();
        var by = world.anybody().by();
        var words = words();
        channel.flatMap(where -> world.tries(new MessageAsk.Send(by, where, words, null, replied(where))))
                .ifPresent(sent -> world.said(
                        new Said(sent.message().channelId(), sent.message().id())));
    }

    private String words() {
        return switch (chance.nextInt(7)) {
            case 0, 1 -> "hello <@" + world.anybody().id() + ">";
            case 2 -> "hello @everyone";
            case 3 -> "hello <@&" + world.role().id() + ">";
            default -> "text " + chance.nextInt(1_000);
        };
    }

    private @Nullable MessageId replied(ChannelId channel) {
        if (chance.nextInt(3) != 0) {
            return null;
        }
        return world.one(world.said.stream()
                        .filter(one -> one.channel().equals(channel))
                        .toList())
                .map(Said::message)
                .orElse(null);
    }

    void handles() {
        var some = world.one(world.said);
        if (some.isEmpty()) {
            says();
            return;
        }
        var one = some.get();
        var by = world.someone().by();
        switch (chance.nextInt(8)) {
            case 0, 1 -> {
                var words = words();
                world.people().forEach(person -> world.tries(new MessageAsk.Edit(person.by(), one.message(), words)));
            }
            // Soon after it was said: whoever has not heard it yet is told that there was something.
            case 2 -> world.tries(new MessageAsk.Delete(by, world.said.getLast().message()));
            case 3 -> {
                var emoji = chance.nextBoolean() ? "👍" : "🎉";
                world.people().forEach(person -> world.tries(new MessageAsk.React(person.by(), one.message(), emoji)));
                if (chance.nextBoolean()) {
                    world.tries(new MessageAsk.Unreact(world.owner().by(), one.message(), emoji));
                }
            }
            case 4 ->
                world.people().forEach(person -> world.tries(new MessageAsk.Unreact(person.by(), one.message(), "👍")));
            case 5 -> world.tries(new MessageAsk.Pin(by, one.message()));
            case 6 ->
                world.said.stream()
                        .filter(other -> other.channel().equals(one.channel()))
                        .forEach(other -> world.tries(new MessageAsk.Unpin(by, other.message())));
            default -> {
                var together = world.said.stream()
                        .filter(other -> other.channel().equals(one.channel()))
                        .map(Said::message)
                        .limit(3)
                        .toList();
                world.tries(new MessageAsk.BulkDelete(by, one.channel(), together));
            }
        }
    }

    void reads() {
        var by = world.anybody().by();
        if (chance.nextInt(3) == 0) {
            world.tries(new ServerAsk.ReadAll(by, world.server()));
        } else {
            (chance.nextInt(3) == 0 ? world.conversation() : world.text())
                    .ifPresent(where -> world.tries(new ChannelAsk.Read(by, where, chance.nextInt(60))));
        }
    }

    void converses() {
        var by = world.anybody().by();
        var target = world.anybody().id();
        switch (chance.nextInt(6)) {
            case 0, 1 -> {
                var others = world.conversations.size() < GROUPS
                        ? List.of(target, world.anybody().id())
                        : List.of(target);
                world.tries(new ChannelAsk.OpenConversation(by, others)).ifPresent(opened -> {
                    if (!world.conversations.contains(opened.conversation().id())) {
                        world.conversations.add(opened.conversation().id());
                    }
                });
            }
            case 2 ->
                world.conversation().ifPresent(one -> world.tries(new ChannelAsk.AddPeople(by, one, List.of(target))));
            case 3 ->
                world.conversation()
                        .ifPresent(one -> world.people()
                                .forEach(owner -> world.tries(new ChannelAsk.RemovePerson(owner.by(), one, target))));
            case 4 ->
                world.conversation()
                        .ifPresent(
                                one -> world.tries(new ChannelAsk.RenameConversation(by, one, "g" + chance.nextInt())));
            default -> world.conversations.forEach(one -> world.tries(new ChannelAsk.LeaveConversation(by, one)));
        }
    }

    /** What somebody thinks of others, and what they want to hear and have heard. */
    void minds() {
        var by = world.anybody().by();
        var other = world.anybody().id();
        switch (chance.nextInt(9)) {
            case 0, 1 -> world.tries(new PersonAsk.Befriend(by, other));
            case 2 -> world.tries(new PersonAsk.Block(by, other));
            case 3, 4 -> world.tries(new PersonAsk.EndRelationship(by, other));
            case 5 -> {
                var from = oneOf(MessagesFrom.values());
                world.people().forEach(one -> world.tries(new PersonAsk.ChangeSettings(one.by(), from)));
            }
            case 6 -> {
                var level = chance.nextInt(3) == 0 ? null : oneOf(NotifyLevel.values());
                var until = chance.nextInt(3) == 0 ? Instant.now().plusSeconds(3_600) : null;
                var subject = chance.nextBoolean() ? world.text() : world.conversation();
                subject.map(StreamId::of)
                        .or(() -> Optional.of(StreamId.of(world.server())))
                        .ifPresent(what -> world.people()
                                .forEach(one -> world.tries(new PersonAsk.SetLevel(one.by(), what, level, until))));
            }
            case 7 ->
                world.tries(new PersonAsk.Notifications(by, null, 10, false))
                        .flatMap(page -> world.one(page.items()))
                        .map(Notification::id)
                        .ifPresent(id -> world.tries(new PersonAsk.ReadNotifications(by, List.of(id), null, false)));
            default -> {
                var channel = chance.nextBoolean() ? world.text().orElse(null) : null;
                world.tries(new PersonAsk.ReadNotifications(by, null, channel, channel == null));
            }
        }
    }

    private <T> T oneOf(T[] all) {
        return all[chance.nextInt(all.length)];
    }
}
