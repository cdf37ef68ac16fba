package io.miscord.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.DurableEvent;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.LeaveReason;
import io.miscord.contract.MonitorFrame;
import io.miscord.contract.PersonEvent;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.Task;
import io.miscord.contract.TaskId;
import io.miscord.contract.TaskKind;
import io.miscord.contract.TaskStatus;
import io.miscord.contract.UserId;
import io.miscord.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MonitorWireTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.000Z");
    private static final UserId ALICE = new UserId(new UUID(0x7000, 1));
    private static final ServerId SERVER = new ServerId(new UUID(0x7000, 2));
    private static final ChannelId CHANNEL = new ChannelId(new UUID(0x7000, 3));
    private static final TaskId TASK = new TaskId(new UUID(0x7000, 4));

    private final MonitorWire wire = new MonitorWire(() -> NOW);

    @Test
    void what_is_told_has_type_data_and_timestamp() {
        assertThat(wire.frame(new MonitorFrame.ConnectionStatus("connected", ALICE, Set.of("metrics_update")))
                        .text())
                .isEqualTo("{\"type\":\"connection_status\",\"data\":{\"status\":\"connected\",\"user_id\":\"" + ALICE
                        + "\",\"events\":[\"metrics_update\"]},\"timestamp\":\"2026-11-21T10:00:00.000Z\"}");
        assertThat(wire.frame(new MonitorFrame.ConnectionStatus("connected", null, Set.of()))
                        .text())
                .as("who has not signed in")
                .contains("\"user_id\":null");
        assertThat(wire.frame(new ServerFrame.Pong(null, 5)).orElseThrow().text())
                .isEqualTo("{\"type\":\"pong\",\"data\":{},\"timestamp\":\"2026-11-21T10:00:00.000Z\"}");
    }

    @Test
    void a_task_is_told_with_how_far_it_is() {
        var task = new Task(
                TASK,
                TaskKind.EXPORT,
                TaskStatus.RUNNING,
                42,
                42_000,
                100_000,
                CHANNEL,
                ALICE,
                NOW,
                NOW,
                null,
                null,
                null);
        var data = "{\"task_id\":\"%s\",\"kind\":\"export\",\"status\":\"running\",\"progress\":42,".formatted(TASK)
                + "\"processed_items\":42000,\"total_items\":100000,\"channel_id\":\"%s\",".formatted(CHANNEL)
                + "\"created_at\":\"2026-11-21T10:00:00.000Z\"}";
        var update = MonitorFrame.SyncUpdate.of(task);
        assertThat(wire.frame(update).text()).contains("\"type\":\"sync_update\",\"data\":" + data);
        assertThat(wire.frame(new MonitorFrame.SyncStatus(List.of(update))).text())
                .contains("\"type\":\"sync_status\",\"data\":{\"tasks\":[" + data + "]}");
    }

    @Test
    void what_happens_to_the_person_is_a_notification() {
        var told = wire.frame(personal(new PersonEvent.ServerLeft(SERVER, LeaveReason.KICKED)))
                .orElseThrow()
                .text();
        assertThat(told)
                .contains("\"type\":\"notification\",\"data\":{\"event\":\"server:left\",\"data\":{\"serverId\":\""
                        + SERVER);
        assertThat(wire.frame(personal(new DurableEvent.Skipped()))).isEmpty();
        assertThat(wire.frame(new EphemeralEvent.Typing(CHANNEL, ALICE))).isEmpty();
    }

    @Test
    void a_refusal_says_what_was_wrong() {
        assertThat(wire.frame(ServerFrame.Refusal.of(Problem.notSignedIn()))
                        .orElseThrow()
                        .text())
                .contains("\"type\":\"error\",\"data\":{\"code\":\"forbidden\",\"message\":\"Sign in first.\"}");
    }

    @Test
    void what_a_client_says_is_flat() throws Unreadable {
        assertThat(wire.read("{\"type\":\"subscribe\",\"events\":[\"sync_update\",\"metrics_update\"]}")
                        .frame())
                .isEqualTo(new ClientFrame.Subscribe(Set.of("metrics_update", "sync_update")));
        assertThat(wire.read("{\"type\":\"subscribe\",\"events\":[]}").frame())
                .isEqualTo(new ClientFrame.Subscribe(Set.of()));
        assertThat(wire.read("{\"type\":\"get_sync_status\"}").frame()).isEqualTo(new ClientFrame.GetSyncStatus());
        assertThat(wire.read("{\"type\":\"ping\"}").frame()).isEqualTo(new ClientFrame.Ping(null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"subscribe\"} | events",
                "{\"type\":\"subscribe\",\"events\":\"all\"} | events",
                "{\"type\":\"subscribe\",\"events\":[\"secrets\"]} | events",
                "{\"type\":\"subscribe\",\"events\":[5]} | events",
                "{\"type\":\"message\",\"content\":\"hi\"} | type",
                "nonsense | JSON",
            })
    void what_cannot_be_read_is_refused_with_the_reason(String text, @Nullable String word) {
        assertThatThrownBy(() -> wire.read(text))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(word == null ? "" : word);
    }

    private static StreamEvent personal(DurableEvent event) {
        var stream = StreamId.of(ALICE);
        return new StreamEvent(
                stream, 3, AccessDomain.of(ALICE), 1, event.event(), 0, false, Json.frame(event, stream, 3));
    }
}
