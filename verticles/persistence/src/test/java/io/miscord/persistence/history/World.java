package io.miscord.persistence.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.Ask;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.MessageId;
import io.miscord.contract.Problem;
import io.miscord.contract.Role;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.ServerId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Six people, their servers and conversations, and what they do there, by chance. To be used by one thread. */
final class World {
    private static final Set<Problem.Kind> EXPECTED = Set.of(
            Problem.Kind.NOT_FOUND,
            Problem.Kind.FORBIDDEN,
            Problem.Kind.CONFLICT,
            Problem.Kind.UNPROCESSABLE,
            Problem.Kind.INVALID,
            Problem.Kind.RATE_LIMITED);
    private static final int PEOPLE = 6;

    /** Messages that are still spoken of: the last. */
    private static final int SAID = 40;

    final List<Said> said = new ArrayList<>();
    final List<ChannelId> conversations = new ArrayList<>();
    private final OwnerNode node;
    private final RandomGenerator chance;
    private final Runnable tellPeople;
    private final List<SomeOne> people = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final Talk talk;
    private final Rule rule;
    /** The main server, in which everything happens. */
    private Place place;

    /** What somebody wrote. */
    record Said(ChannelId channel, MessageId message) {}

    /** A server: who owns it, and how to come in. */
    record Place(ServerId server, SomeOne owner, String invite) {}

    /**
     * A world of its own on this node.
     *
     * @param tellPeople tells people of messages now
     */
    World(OwnerNode node, Runnable tellPeople, RandomGenerator chance) {
        this.node = node;
        this.tellPeople = tellPeople;
        this.chance = chance;
        for (int i = 0; i < PEOPLE; i++) {
            people.add(node.somebody());
        }
        place = founded(people.getFirst(), node.server(people.getFirst()));
        node.join(owner(), server(), people.subList(1, PEOPLE - 1).toArray(SomeOne[]::new));
        talk = new Talk(this, chance);
        rule = new Rule(this, chance);
    }

    List<SomeOne> people() {
        return List.copyOf(people);
    }

    /** What was done since {@link #begin}. */
    List<String> done() {
        return List.copyOf(done);
    }

    /** From now on what is done is taken down anew. */
    void begin() {
        done.clear();
    }

    /** Somebody does something; that they may not do it is all right. */
    void act() {
        switch (chance.nextInt(14)) {
            case 0, 1, 2 -> talk.says();
            case 3, 4 -> talk.handles();
            case 5 -> talk.reads();
            case 6 -> talk.converses();
            case 7 -> talk.minds();
            case 8 -> rule.arranges();
            case 9 -> rule.overwrites();
            case 10 -> rule.roles();
            case 11 -> rule.moderates();
            case 12 -> rule.changes();
            default -> tellPeople.run();
        }
    }

    <A extends Answer> Optional<A> tries(Ask<A> ask) {
        try {
            var answer = OwnerNode.get(node.bus().ask(ask));
            done.add(ask.toString());
            return Optional.of(answer);
        } catch (ProblemException refused) {
            assertThat(refused.problem().kind())
                    .as("%s: %s", ask, refused.problem())
                    .isIn(EXPECTED);
            return Optional.empty();
        }
    }

    /** Keeps in mind what somebody wrote. */
    void said(Said one) {
        said.add(one);
        if (said.size() > SAID) {
            said.removeFirst();
        }
    }

    /** The main server is somebody else's now. */
    void given(SomeOne owner) {
        place = new Place(server(), owner, place.invite);
    }

    /** The way into a server of somebody's. */
    Place founded(SomeOne owner, ServerDetail server) {
        var invite = node.ask(new ServerAsk.CreateInvite(owner.by(), server.id(), null, null, null));
        return new Place(server.id(), owner, invite.code());
    }

    ServerId server() {
        return place.server;
    }

    String invite() {
        return place.invite;
    }

    SomeOne owner() {
        return place.owner;
    }

    SomeOne anybody() {
        return people.get(chance.nextInt(people.size()));
    }

    /** The owner, who may do everything, or somebody. */
    SomeOne someone() {
        return chance.nextInt(3) == 0 ? anybody() : owner();
    }

    List<Channel> channels() {
        return node.ask(new ChannelAsk.Of(owner().by(), server())).items();
    }

    Optional<ChannelId> text() {
        return one(channels().stream()
                .filter(channel -> channel.type() == ChannelType.TEXT)
                .map(Channel::id)
                .toList());
    }

    Optional<ChannelId> conversation() {
        return one(conversations);
    }

    Role role() {
        return one(node.ask(new RoleAsk.Of(owner().by(), server())).items()).orElseThrow();
    }

    <T> Optional<T> one(List<T> of) {
        return of.isEmpty() ? Optional.empty() : Optional.of(of.get(chance.nextInt(of.size())));
    }
}
