package io.miscord.persistence.history;

import io.miscord.contract.Actor;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.ImageAsk;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Overwrite;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.ServerAsk;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How people order their server: channels, roles, who may what, and who is in it. */
final class Rule {
    private static final List<ChannelType> MADE = List.of(ChannelType.TEXT, ChannelType.VOICE, ChannelType.CATEGORY);
    private static final int MOST_CHANNELS = 9;
    private static final int LEAST_CHANNELS = 5;
    private static final int MOST_ROLES = 8;

    private final World world;
    private final RandomGenerator chance;

    Rule(World world, RandomGenerator chance) {
        this.world = world;
        this.chance = chance;
    }

    void arranges() {
        var by = world.someone().by();
        var channels = world.channels();
        var channel = world.one(channels).map(Channel::id);
        var category = category(channels);
        switch (chance.nextInt(7)) {
            case 0, 1 -> {
                if (channels.size() < MOST_CHANNELS) {
                    var type = world.one(MADE).orElseThrow();
                    world.tries(new ChannelAsk.Create(
                            by, world.server(), "c", type, null, category.orElse(null), null, null));
                }
            }
            case 2 -> {
                if (channels.size() > LEAST_CHANNELS) {
                    channel.ifPresent(one -> world.tries(new ChannelAsk.Delete(by, one)));
                }
            }
            case 3 -> {
                var name = "n" + chance.nextInt(9);
                channel.ifPresent(one -> world.tries(new ChannelAsk.Update(by, one, name, null, null, null, null)));
            }
            case 4 -> {
                var topic = chance.nextBoolean() ? "t" + chance.nextInt(9) : "";
                channel.ifPresent(one -> world.tries(new ChannelAsk.Update(by, one, null, topic, null, null, null)));
            }
            default -> {
                var into = chance.nextBoolean() ? null : new ChannelAsk.Into(category.orElse(null));
                int place = chance.nextInt(6);
                channel.ifPresent(one -> world.tries(new ChannelAsk.Move(
                        by, world.server(), List.of(new ChannelAsk.ChannelMove(one, place, into)))));
            }
        }
    }

    private Optional<ChannelId> category(List<Channel> channels) {
        return world.one(channels.stream()
                        .filter(one -> one.type() == ChannelType.CATEGORY)
                        .map(Channel::id)
                        .toList())
                .filter(one -> chance.nextInt(3) != 0);
    }

    void overwrites() {
        var by = world.someone().by();
        var channel = world.one(world.channels()).map(Channel::id).orElseThrow();
        if (chance.nextInt(5) == 0) {
            world.tries(new ChannelAsk.SyncOverwrites(by, channel));
            return;
        }
        var role = world.role().id();
        var target = world.anybody().id();
        boolean ofRole = chance.nextBoolean();
        if (chance.nextInt(3) == 0) {
            world.tries(new ChannelAsk.ClearOverwrite(by, channel, ofRole ? role.value() : target.value()));
        } else {
            var allow = some(Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES, Permission.MENTION_EVERYONE);
            var deny = some(Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES);
            var overwrite = ofRole ? Overwrite.of(role, allow, deny) : Overwrite.of(target, allow, deny);
            world.tries(new ChannelAsk.SetOverwrite(by, channel, overwrite));
        }
    }

    void roles() {
        var by = world.someone().by();
        var server = world.server();
        var role = world.role();
        var target = world.anybody().id();
        switch (chance.nextInt(8)) {
            case 0 -> {
                if (role.position() < MOST_ROLES * 1_000) {
                    world.tries(new RoleAsk.Create(by, server, "r", 0, allowed(), chance.nextBoolean(), true, null));
                }
            }
            case 1, 2 -> world.tries(new RoleAsk.Update(by, server, role.id(), null, null, allowed(), null, null));
            case 3 -> world.tries(new RoleAsk.Delete(by, server, role.id()));
            case 4 -> world.tries(new RoleAsk.Move(by, server, List.of(new RoleAsk.RoleMove(role.id(), 1))));
            case 5 -> world.tries(new RoleAsk.Take(by, server, target, role.id()));
            default -> world.tries(new RoleAsk.Give(by, server, target, role.id()));
        }
    }

    void moderates() {
        var by = world.someone().by();
        var server = world.server();
        var target = world.anybody();
        switch (chance.nextInt(9)) {
            case 0 -> world.tries(new ModerationAsk.Kick(by, server, target.id(), "because", null));
            case 1 -> world.tries(new ModerationAsk.Ban(by, server, target.id(), null, null, null, null));
            case 2 ->
                world.people()
                        .forEach(person -> world.tries(
                                new ModerationAsk.Unban(world.owner().by(), server, person.id(), null)));
            case 3 -> {
                var until = Instant.now().plusSeconds(3_600);
                world.tries(new ModerationAsk.Mute(by, server, target.id(), until, null));
            }
            case 4 -> world.tries(new ModerationAsk.Unmute(by, server, target.id(), null));
            case 5 -> world.tries(new ServerAsk.Leave(target.by(), server));
            default -> world.people().forEach(person -> world.tries(new ServerAsk.Join(person.by(), world.invite())));
        }
    }

    void changes() {
        var by = world.someone().by();
        var server = world.server();
        switch (chance.nextInt(8)) {
            case 0 -> world.tries(new ServerAsk.Update(by, server, "s" + chance.nextInt(9), null, null));
            case 1 ->
                world.tries(
                        new ServerAsk.SetSystemChannel(by, server, world.text().orElse(null)));
            case 2 -> {
                var called = chance.nextInt(3) == 0 ? "" : "k" + chance.nextInt(9);
                world.tries(
                        new ServerAsk.UpdateMember(by, server, world.anybody().id(), called, null, null));
            }
            case 3 -> {
                var heir = world.anybody();
                world.tries(new ServerAsk.Transfer(world.owner().by(), server, heir.id()))
                        .ifPresent(given -> world.given(heir));
            }
            case 4, 5 -> emoji(by);
            default -> comesAndGoes();
        }
    }

    private void emoji(Actor by) {
        var all = world.tries(new ImageAsk.Emoji(world.owner().by(), world.server()))
                .orElseThrow();
        var one = world.one(all.items());
        if (one.isPresent() && chance.nextBoolean()) {
            world.tries(new ImageAsk.DeleteEmoji(by, world.server(), one.get().id()));
        } else {
            var url = "/files/images/%064x.png".formatted(chance.nextInt(9));
            world.tries(new ImageAsk.Keep(by, ImageAsk.Purpose.EMOJI, world.server(), url))
                    .ifPresent(kept ->
                            world.tries(new ImageAsk.AddEmoji(by, world.server(), "e" + chance.nextInt(9), url, null)));
        }
    }

    /** Somebody makes a server, others come, and it is gone again, now or never. */
    private void comesAndGoes() {
        var founder = world.anybody();
        world.tries(new ServerAsk.Create(founder.by(), "of a day", null, null)).ifPresent(made -> {
            var place = world.founded(founder, made);
            world.tries(new ServerAsk.Join(world.anybody().by(), place.invite()));
            if (chance.nextInt(4) != 0) {
                world.tries(new ServerAsk.Delete(founder.by(), place.server()));
            }
        });
    }

    private Permissions allowed() {
        return some(
                Permission.VIEW_CHANNEL,
                Permission.VIEW_CHANNEL,
                Permission.SEND_MESSAGES,
                Permission.ADD_REACTIONS,
                Permission.MENTION_EVERYONE,
                Permission.MANAGE_CHANNELS,
                Permission.MANAGE_MESSAGES,
                Permission.CHANGE_NICKNAME);
    }

    private Permissions some(Permission... of) {
        return Permissions.of(
                Arrays.stream(of).filter(one -> chance.nextInt(3) != 0).toArray(Permission[]::new));
    }
}
