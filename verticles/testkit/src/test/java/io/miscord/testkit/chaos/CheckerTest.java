package io.miscord.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checker finds every single spoiled event, and nothing where all went well. */
class CheckerTest {
    private static final int MESSAGES = 80;
    private static final long SOMEWHERE = 30;

    private final Recorded trial = Recorded.of(MESSAGES);

    @Test
    void where_all_went_well_nothing_is_found() {
        assertThat(trial.check().first()).isEmpty();
    }

    @Test
    void every_event_that_is_not_shown_is_found() {
        for (long seq = 1; seq <= trial.head(); seq++) {
            var spoiled = Recorded.of(MESSAGES);
            spoiled.history("p1").remove(spoiled.shown("p1", seq));
            found(spoiled, Breach.Kind.LOST, Reading.WHOLE, "p1", seq);
        }
    }

    @Test
    void every_event_that_is_shown_twice_is_found() {
        for (long seq = 1; seq <= trial.head(); seq++) {
            var spoiled = Recorded.of(MESSAGES);
            int at = spoiled.shown("p0", seq);
            spoiled.history("p0").add(at + 1, spoiled.history("p0").get(at));
            found(spoiled, Breach.Kind.DOUBLED, Reading.EXACTLY_ONCE, "p0", seq);
        }
    }

    @Test
    void every_swap_of_two_events_is_found() {
        for (long seq = 1; seq < trial.head(); seq++) {
            var spoiled = Recorded.of(MESSAGES);
            Collections.swap(spoiled.history("p1"), spoiled.shown("p1", seq), spoiled.shown("p1", seq + 1));
            var breaches = spoiled.check();
            assertThat(breaches.of(Breach.Kind.REORDERED)).as("seq %d", seq).isPositive();
        }
    }

    @Test
    void what_is_shown_again_after_a_resume_is_found() {
        var history = trial.history("p1");
        int live = history.indexOf(trial.last(
                "p1", entry -> entry instanceof Entry.Link link && link.state() == Entry.Link.State.LIVE));
        history.add(live + 1, history.get(trial.shown("p1", SOMEWHERE)));
        found(trial, Breach.Kind.DOUBLED, Reading.EXACTLY_ONCE, "p1", SOMEWHERE);
    }

    @Test
    void the_last_event_that_is_not_shown_is_found() {
        trial.history("p0").remove(trial.shown("p0", trial.head()));
        found(trial, Breach.Kind.LOST, Reading.WHOLE, "p0", trial.head());
    }

    @Test
    void a_position_that_skips_what_is_written_later_is_found() {
        var history = trial.history("p0");
        var told = (Entry.Told) trial.last("p0", entry -> entry instanceof Entry.Told);
        history.set(history.indexOf(told), new Entry.Told(told.t(), told.stream(), 1, told.by()));
        history.remove(trial.shown("p0", 1));
        assertThat(trial.check().of(Breach.Kind.LOST)).isPositive();
    }

    @Test
    void an_event_for_somebody_who_was_never_there_is_a_leak() {
        trial.add("p3", trial.history("p0").get(trial.shown("p0", SOMEWHERE)));
        found(trial, Breach.Kind.LEAKED, Reading.MAY_SEE, "p3", SOMEWHERE);
    }

    @Test
    void what_is_written_after_somebody_left_is_a_leak_at_once() {
        var history = trial.history("p2");
        int left = history.indexOf(trial.last(
                "p2", entry -> entry instanceof Entry.Member it && it.phase() == Entry.Member.Phase.LEFT));
        long seq = nextAfter(history.get(left).t());
        var shown = (Entry.Receive) trial.history("p0").get(trial.shown("p0", seq));
        history.add(
                left + 1,
                new Entry.Receive(
                        history.get(left).t() + 1, shown.stream(), seq, shown.kind(), shown.id(), shown.nonce(), ""));
        assertThat(trial.check().of(Breach.Kind.LEAKED)).isEqualTo(1);
    }

    @Test
    void what_was_on_its_way_when_somebody_left_may_come_for_ten_seconds_and_not_later() {
        for (long late : List.of(9_999_000_000L, 10_001_000_000L)) {
            var spoiled = Recorded.of(MESSAGES);
            var history = spoiled.history("p2");
            var left = spoiled.last(
                    "p2", entry -> entry instanceof Entry.Member it && it.phase() == Entry.Member.Phase.LEFT);
            int leaving = history.indexOf(spoiled.last(
                    "p2", entry -> entry instanceof Entry.Member it && it.phase() == Entry.Member.Phase.LEAVING));
            var last = (Entry.Receive) history.remove(leaving - 1);
            history.add(
                    history.indexOf(left) + 1,
                    new Entry.Receive(
                            left.t() + late, last.stream(), last.seq(), last.kind(), last.id(), last.nonce(), ""));
            assertThat(spoiled.check().of(Breach.Kind.LEAKED)).isEqualTo(late > 10_000_000_000L ? 1 : 0);
        }
    }

    @Test
    void an_answer_may_overtake_the_event_that_one_has_joined() {
        var history = trial.history("p2");
        var leaving = trial.last("p2", CheckerTest::leaves);
        history.remove(leaving);
        int told = history.indexOf(history.stream()
                .filter(Entry.Told.class::isInstance)
                .findFirst()
                .orElseThrow());
        history.add(told, leaving);
        assertThat(trial.check().first()).isEmpty();
    }

    @Test
    void who_leaves_again_before_anything_is_shown_may_join_again() {
        var history = trial.history("p2");
        history.add(
                history.indexOf(trial.last("p2", Entry.Told.class::isInstance)) + 1,
                trial.last("p2", CheckerTest::leaves));
        for (long seq = trial.head() - 5; seq < trial.head(); seq++) {
            history.remove(trial.shown("p2", seq));
        }
        int end = trial.shown("p2", trial.head());
        long now = history.get(end).t() - 1;
        history.addAll(
                end,
                List.of(
                        new Entry.Member(now, "s0", Entry.Member.Phase.LEFT),
                        new Entry.Told(now, Recorded.CHANNEL, trial.head() - 1, "server:joined"),
                        new Entry.Member(now, "s0", Entry.Member.Phase.JOINED)));
        assertThat(trial.check().first()).isEmpty();
    }

    @Test
    void who_joined_again_and_lacked_nothing_has_no_gap_in_store() {
        for (boolean later : List.of(true, false)) {
            var spoiled = Recorded.of(MESSAGES);
            var history = spoiled.history("p2");
            long lost = spoiled.head() - 5;
            int at = spoiled.shown("p2", later ? lost - 2 : lost);
            long last = later ? lost - 3 : lost - 1;
            long now = history.get(at).t() - 1;
            if (later) {
                int gap = spoiled.shown("p2", lost);
                history.set(gap, new Entry.Told(history.get(gap).t(), Recorded.CHANNEL, lost, "authenticated"));
            } else {
                history.remove(at); // what was written while it was away
                last = lost;
            }
            history.addAll(
                    at,
                    List.of(
                            new Entry.Member(now, "s0", Entry.Member.Phase.LEAVING),
                            new Entry.Member(now, "s0", Entry.Member.Phase.LEFT),
                            new Entry.Member(now, "s0", Entry.Member.Phase.JOINING),
                            new Entry.Told(now, Recorded.CHANNEL, last, "server:joined"),
                            new Entry.Member(now, "s0", Entry.Member.Phase.JOINED)));
            if (later) {
                found(spoiled, Breach.Kind.LOST, Reading.WHOLE, "p2", lost);
            } else {
                assertThat(spoiled.check().first()).isEmpty();
            }
        }
    }

    @Test
    void who_never_left_is_shown_everything_whatever_position_is_told() {
        var history = trial.history("p1");
        int at = trial.shown("p1", SOMEWHERE);
        history.set(at, new Entry.Told(history.get(at).t(), Recorded.CHANNEL, SOMEWHERE, "server:joined"));
        found(trial, Breach.Kind.LOST, Reading.WHOLE, "p1", SOMEWHERE);
    }

    private static boolean leaves(Entry entry) {
        return entry instanceof Entry.Member it && it.phase() == Entry.Member.Phase.LEAVING;
    }

    @Test
    void an_acknowledged_message_that_is_not_stored_is_found() {
        trial.rows().removeLast();
        assertThat(trial.check().byRule()).containsEntry(Sends.STORED, 1L);
    }

    @Test
    void one_that_is_stored_otherwise_than_acknowledged_is_found() {
        var row = trial.rows().removeLast();
        trial.rows().add(new Stored.Row("other", row.seq(), row.author(), row.nonce(), row.content()));
        assertThat(trial.check().byRule()).containsEntry(Sends.STORED, 1L);
    }

    @Test
    void a_nonce_that_made_two_messages_is_found() {
        var row = trial.rows().getFirst();
        trial.head(trial.head() + 1);
        trial.rows().add(new Stored.Row("again", trial.head(), row.author(), row.nonce(), row.content()));
        trial.events().add(new Stored.Event(trial.head(), "message:new", "again"));
        var breaches = trial.check();
        assertThat(breaches.of(Breach.Kind.DOUBLED)).isEqualTo(1);
        assertThat(breaches.byRule()).containsEntry(Sends.ONCE, 1L);
    }

    @Test
    void a_repetition_that_is_acknowledged_otherwise_is_found() {
        trial.add("p1", new Entry.Ok(trial.tick(), Recorded.nonce(1), "another", 77, true, 2));
        assertThat(trial.check().byRule()).containsEntry(Sends.ONCE, 1L);
    }

    @Test
    void what_nobody_sent_is_found() {
        trial.head(trial.head() + 1);
        trial.rows().add(new Stored.Row("x", trial.head(), "p0", "1:p0:999", Stored.Content.AS_SENT));
        trial.events().add(new Stored.Event(trial.head(), "message:new", "x"));
        assertThat(trial.check().byRule()).containsEntry(Sends.SENT, 1L);
    }

    @Test
    void what_was_refused_for_good_and_is_stored_is_found() {
        var history = trial.history("p1");
        var ok = (Entry.Ok)
                history.stream().filter(Entry.Ok.class::isInstance).findFirst().orElseThrow();
        history.set(history.indexOf(ok), new Entry.Fail(ok.t(), ok.nonce(), "forbidden"));
        assertThat(trial.check().byRule()).containsEntry(Sends.SENT, 1L);
    }

    @Test
    void a_hole_in_the_numbers_is_found() {
        var gone = trial.events().remove(10);
        trial.rows().removeIf(row -> row.seq() == gone.seq());
        assertThat(trial.check().byRule().get(Sends.GAPLESS)).isPositive();
    }

    @Test
    void a_message_before_one_that_was_acknowledged_before_it_began_is_found() {
        var first = trial.rows().get(2);
        var second = trial.rows().get(3);
        trial.rows().set(2, swapped(first, second));
        trial.rows().set(3, swapped(second, first));
        assertThat(trial.check().byRule().get(Sends.ORDER)).isEqualTo(1);
    }

    @Test
    void two_of_one_socket_that_changed_places_are_found_though_neither_was_acknowledged_before_the_other_began() {
        for (int tries : List.of(1, 2)) {
            var spoiled = Recorded.of(MESSAGES);
            for (var other : List.of("a", "b")) {
                var nonce = "1:p0:" + other;
                spoiled.add("p0", new Entry.Invoke(spoiled.tick(), nonce, Recorded.CHANNEL));
            }
            for (var other : List.of("b", "a")) {
                var nonce = "1:p0:" + other;
                spoiled.head(spoiled.head() + 1);
                spoiled.rows().add(new Stored.Row(other, spoiled.head(), "p0", nonce, Stored.Content.AS_SENT));
                spoiled.events().add(new Stored.Event(spoiled.head(), "message:new", other));
                spoiled.add("p0", new Entry.Ok(spoiled.tick(), nonce, other, spoiled.head(), false, tries));
            }
            assertThat(spoiled.check().byRule()).containsEntry(Sends.PIPELINED, tries == 1 ? 1L : 0L);
        }
    }

    @Test
    void an_edit_that_did_not_hold_is_found() {
        var row = trial.rows().get(6);
        trial.rows().set(6, new Stored.Row(row.id(), row.seq(), row.author(), row.nonce(), Stored.Content.AS_SENT));
        assertThat(trial.check().byRule()).containsEntry(Sends.CHANGED, 1L);
    }

    @Test
    void an_altered_text_is_found_where_it_is_stored_and_where_it_is_shown() {
        var row = trial.rows().getFirst();
        trial.rows().set(0, new Stored.Row(row.id(), row.seq(), row.author(), row.nonce(), Stored.Content.ALTERED));
        int at = trial.shown("p0", 1);
        var it = (Entry.Receive) trial.history("p0").get(at);
        trial.history("p0")
                .set(at, new Entry.Receive(it.t(), it.stream(), 1, it.kind(), it.id(), it.nonce(), "something else"));
        assertThat(trial.check().byRule()).containsEntry(Sends.CHANGED, 1L).containsEntry(Reading.SAME, 1L);
    }

    @Test
    void another_message_under_the_same_number_is_found() {
        int at = trial.shown("p0", SOMEWHERE);
        var it = (Entry.Receive) trial.history("p0").get(at);
        trial.history("p0")
                .set(at, new Entry.Receive(it.t(), it.stream(), it.seq(), it.kind(), "m1", it.nonce(), it.text()));
        assertThat(trial.check().byRule()).containsEntry(Reading.SAME, 1L);
    }

    @Test
    void what_cannot_be_replayed_may_be_read_but_not_left_out() {
        for (boolean all : List.of(true, false)) {
            var spoiled = Recorded.of(MESSAGES);
            var history = spoiled.history("p1");
            int from = spoiled.shown("p1", SOMEWHERE);
            long t = history.get(from).t();
            history.removeIf(entry -> entry instanceof Entry.Receive it && it.seq() >= SOMEWHERE && it.seq() < 40);
            history.add(from, new Entry.Resync(t, List.of(Recorded.CHANNEL), "too_old"));
            spoiled.rows().stream()
                    .filter(row -> row.seq() >= SOMEWHERE && row.seq() < (all ? 40 : 35))
                    .forEach(row -> spoiled.add("p1", new Entry.Read(t, Recorded.CHANNEL, row.seq(), row.id())));
            assertThat(spoiled.check().byRule().get(Reading.WHOLE) == 0).isEqualTo(all);
        }
    }

    @Test
    void who_is_told_to_read_what_could_be_replayed_is_found() {
        int at = trial.shown("p1", SOMEWHERE);
        long t = trial.history("p1").get(at).t();
        trial.history("p1").add(at, new Entry.Resync(t, List.of(Recorded.CHANNEL), "too_old"));
        found(trial, Breach.Kind.WRONG, Reading.REPLAYED, "p1", SOMEWHERE);
    }

    @Test
    void a_message_that_is_shown_as_another_one_which_nobody_acknowledged_is_found() {
        trial.add("p1", new Entry.Invoke(trial.tick(), "1:p1:999", Recorded.CHANNEL));
        int at = trial.shown("p0", 1);
        var it = (Entry.Receive) trial.history("p0").get(at);
        trial.history("p0")
                .set(at, new Entry.Receive(it.t(), it.stream(), 1, it.kind(), it.id(), "1:p1:999", it.text()));
        found(trial, Breach.Kind.WRONG, Reading.SAME, "p0", 1);
    }

    @Test
    void somebody_who_is_sent_away_is_found() {
        trial.add("p0", new Entry.Link(trial.tick(), Entry.Link.State.BANNED, "4503 the session has ended"));
        found(trial, Breach.Kind.WRONG, Reading.GOES_ON, "p0", 0);
    }

    private long nextAfter(long t) {
        return trial.history("p0").stream()
                .filter(entry -> entry instanceof Entry.Receive it
                        && it.t() > t
                        && it.kind().equals("message:new"))
                .mapToLong(entry -> ((Entry.Receive) entry).seq())
                .findFirst()
                .orElseThrow();
    }

    private static Stored.Row swapped(Stored.Row place, Stored.Row content) {
        return new Stored.Row(content.id(), place.seq(), content.author(), content.nonce(), content.content());
    }

    private static void found(Recorded spoiled, Breach.Kind kind, String rule, String client, long seq) {
        assertThat(spoiled.check().first())
                .as("%s of %d", kind, seq)
                .singleElement()
                .satisfies(breach -> assertThat(List.of(breach.kind(), breach.rule(), breach.client(), breach.seq()))
                        .isEqualTo(List.of(kind, rule, client, seq)));
    }
}
