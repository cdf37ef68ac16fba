package io.miscord.persistence.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.NotificationKind;
import io.miscord.contract.NotifyLevel;
import io.miscord.contract.UserId;
import io.miscord.platform.ids.UuidV7;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Why people are told. */
class ReasonsTest {
    private final UserId ada = new UserId(UuidV7.next());
    private final UserId bob = new UserId(UuidV7.next());
    private final UserId eve = new UserId(UuidV7.next());

    @Test
    void a_name_weighs_more_than_an_answer_and_that_more_than_being_there() {
        var named = Set.of(bob.value());
        assertThat(Reasons.of(List.of(ada, bob, eve), ada, named, bob, NotificationKind.DM))
                .isEqualTo(Map.of(bob, NotificationKind.MENTION, eve, NotificationKind.DM));
        assertThat(Reasons.of(List.of(ada, bob, eve), ada, Set.of(), bob, null))
                .isEqualTo(Map.of(bob, NotificationKind.REPLY));
    }

    @Test
    void nobody_is_told_of_their_own() {
        assertThat(Reasons.of(List.of(ada), ada, Set.of(ada.value()), ada, NotificationKind.DM))
                .isEmpty();
    }

    @Test
    void who_does_not_see_it_is_not_told() {
        assertThat(Reasons.of(List.of(bob), ada, Set.of(eve.value()), eve, null))
                .isEmpty();
    }

    @Test
    void levels_let_through_what_they_say() {
        for (var why : NotificationKind.values()) {
            boolean call = why == NotificationKind.MENTION || why == NotificationKind.REPLY;
            for (boolean conversation : List.of(true, false)) {
                assertThat(Reasons.isWanted(why, NotifyLevel.ALL, conversation)).isTrue();
                assertThat(Reasons.isWanted(why, NotifyLevel.MENTIONS, conversation))
                        .isEqualTo(call);
                assertThat(Reasons.isWanted(why, NotifyLevel.NOTHING, conversation))
                        .isFalse();
                assertThat(Reasons.isWanted(why, null, conversation)).isEqualTo(call || conversation);
            }
        }
    }

    @Test
    void an_invite_is_found_in_a_link() {
        assertThat(Reasons.invite("come! https://chat.example.org/invite/Kq3xT9wZ, soon"))
                .contains("Kq3xT9wZ");
        assertThat(Reasons.invite("an /invite/ to nothing")).isEmpty();
    }
}
