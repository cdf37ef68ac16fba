package io.miscord.node.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.AsyncApi;
import io.miscord.testkit.Person;
import io.miscord.testkit.Place;
import java.util.ArrayList;
import java.util.List;

/** Who takes part in a scenario, and on which nodes: the first talks to the first, the second to the second, … */
final class People {
    private final List<String> apis;
    private final List<String> gateways;
    private final List<Person> present = new ArrayList<>();

    /** People on nodes that do everything. */
    People(String... nodes) {
        this(List.of(nodes), List.of(nodes));
    }

    /** People whose requests go to these nodes, and whose sockets are on those. */
    People(List<String> apis, List<String> gateways) {
        this.apis = List.copyOf(apis);
        this.gateways = List.copyOf(gateways);
    }

    /** Two people who have met in a server of the first one's, each with a socket. */
    record Meeting(Person alice, Person bob, Place place) {
        String channel() {
            return place.channelId();
        }
    }

    /** Alice, the owner of a new server, on the first node, and Bob, a member, on the second. */
    Meeting meet() {
        var alice = registers("alice", 0);
        var place = alice.createsServer("Engines");
        var bob = registers("bob", 1);
        bob.joins(alice.invites(place));
        return new Meeting(alice.connects(gateway(0)), bob.connects(gateway(1)), place);
    }

    /** Somebody new with a socket, on the node of this number. */
    Person comes(String name, int node) {
        return registers(name, node).connects(gateway(node));
    }

    /** Somebody new without a socket. */
    Person registers(String name, int node) {
        var person = Person.registers(api(node), name);
        present.add(person);
        return person;
    }

    String api(int node) {
        return apis.get(node % apis.size());
    }

    String gateway(int node) {
        return gateways.get(node % gateways.size());
    }

    /** What came over the sockets of everybody who is here. */
    List<JsonNode> heard() {
        return present.stream().flatMap(person -> person.heard().stream()).toList();
    }

    /** Everybody leaves; every frame they were sent has to be one of the contract. */
    void leave() {
        present.forEach(Person::close);
        var heard = heard();
        present.clear();
        heard.forEach(frame -> AsyncApi.CONTRACT.check("sendOnMain", frame));
    }
}
