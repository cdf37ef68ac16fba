package io.miscord.gateway.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets and payloads as text: what the protocol documents show, and what they do not allow. */
final class PacketsTest {
    private final PacketReader reader = new PacketReader(2, 10, (type, namespace, length) -> true);

    private static List<EnginePacket> payload(String body) throws MalformedException {
        return Payload.read(body.getBytes(StandardCharsets.UTF_8), 3);
    }

    private Packet read(String wire) throws MalformedException {
        return reader.text(wire).orElseThrow();
    }

    private static String again(Packet packet) {
        return PacketWriter.write(packet).toString();
    }

    @Test
    void a_payload_has_its_packets_between_separators() throws MalformedException {
        var packets = payload("4hello\u001e2\u001ebAQIDBA==");

        assertThat(packets)
                .extracting(EnginePacket::type)
                .containsExactly(EnginePacket.Type.MESSAGE, EnginePacket.Type.PING, EnginePacket.Type.MESSAGE);
        assertThat(packets.get(0).text()).isEqualTo("hello");
        assertThat(packets.get(2).bytes()).containsExactly(1, 2, 3, 4);
        assertThat(new String(
                        Payload.write(List.of(Outgoing.text("4hé"), Outgoing.binary(new byte[] {1, 2, 3, 4}))),
                        StandardCharsets.UTF_8))
                .isEqualTo("4hé\u001ebAQIDBA==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "7", "-1", "4a\u001e", "\u001e4a", "b!!!", "4\u001e4\u001e4\u001e4"})
    void what_is_no_payload_is_refused(String body) {
        assertThatThrownBy(() -> payload(body)).isInstanceOf(MalformedException.class);
    }

    @Test
    void a_payload_that_is_not_utf_8_is_refused() {
        assertThatThrownBy(() -> Payload.read(new byte[] {'4', (byte) 0xC3, 0x28}, 3))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void the_head_and_the_tail_of_a_text_are_one_packet() {
        var packet = Outgoing.text("42[\"a\"".getBytes(StandardCharsets.UTF_8), "]".getBytes(StandardCharsets.UTF_8));

        assertThat(packet.toString()).isEqualTo("42[\"a\"]");
        assertThat(packet.size()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0{\"token\":\"a\"}",
                "0/admin,",
                "0/admin,{\"a\":1}",
                "1",
                "1/admin,",
                "2[\"foo\"]",
                "2/admin,[\"bar\"]",
                "212[\"foo\"]",
                "2/admin,13[\"foo\",{\"a\":[1,null,true]}]",
                "314[]",
                "3/admin,13[\"bar\"]",
                "2[1,\"a number may name an event\"]"
            })
    void what_the_document_shows_is_read_and_written_the_same(String wire) throws MalformedException {
        assertThat(again(read(wire))).isEqualTo("[4" + wire + "]");
    }

    @Test
    void a_namespace_may_end_the_packet() throws MalformedException {
        assertThat(read("0/admin").namespace()).isEqualTo("/admin");
        assertThat(read("1/admin").namespace()).isEqualTo("/admin");
    }

    @Test
    void attachments_find_their_place() throws MalformedException {
        var wire = "52-/admin,7[\"baz\",{\"_placeholder\":true,\"num\":1},{\"a\":[{\"_placeholder\":true,\"num\":0}]}]";
        assertThat(reader.text(wire)).isEmpty();
        assertThat(reader.binary(new byte[] {1, 2})).isEmpty();
        var packet = reader.binary(new byte[] {3}).orElseThrow();

        assertThat(packet.type()).isEqualTo(Packet.Type.EVENT);
        assertThat(packet.id()).isEqualTo(7);
        assertThat(again(packet))
                .isEqualTo("[452-/admin,7[\"baz\",{\"_placeholder\":true,\"num\":0},"
                        + "{\"a\":[{\"_placeholder\":true,\"num\":1}]}], bytes[1], bytes[2]]");
        assertThat(read("2[\"next\"]").id()).isNull();
    }

    @Test
    void an_acknowledgement_may_have_attachments() throws MalformedException {
        reader.text("61-15[\"bar\",{\"_placeholder\":true,\"num\":0}]");

        assertThat(again(reader.binary(new byte[] {9}).orElseThrow()))
                .isEqualTo("[461-15[\"bar\",{\"_placeholder\":true,\"num\":0}], bytes[1]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "7",
                "9[\"a\"]", // no such type
                "2",
                "2{}",
                "2[]",
                "2\"a\"",
                "2[{}]",
                "2[null]",
                "2[\"a\"",
                "2[\"a\"]x",
                "2nonsense", // no event
                "2[\"connect\"]",
                "2[\"connect_error\"]",
                "2[\"disconnect\"]",
                "2[\"disconnecting\"]", // reserved
                "2[\"newListener\"]",
                "2[\"removeListener\"]",
                "0[]",
                "0\"a\"",
                "01",
                "0{",
                "1{}",
                "1\"a\"", // no connect, no disconnect
                "3[]",
                "31{}",
                "31", // no acknowledgement
                "4{\"message\":\"a client refuses nothing\"}",
                "5[\"a\"]",
                "5-[\"a\"]",
                "50-[\"a\"]",
                "53-[\"a\"]",
                "5x-[\"a\"]",
                "5999-[\"a\"]",
                "51[\"a\"]",
                "51-",
                "21234567890123456[\"id too long\"]"
            })
    void what_is_no_packet_is_refused(String wire) {
        assertThatThrownBy(() -> reader.text(wire)).isInstanceOf(MalformedException.class);
    }

    @Test
    void a_namespace_longer_than_64_is_refused() {
        assertThatThrownBy(() -> reader.text("0/" + "a".repeat(65))).isInstanceOf(MalformedException.class);
    }

    @Test
    void nesting_as_deep_as_5000_is_refused() {
        assertThatThrownBy(() -> reader.text("2[\"a\"," + "[".repeat(5_000) + "]".repeat(5_000) + "]"))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void bytes_come_only_where_they_were_announced() throws MalformedException {
        assertThatThrownBy(() -> reader.binary(new byte[1])).isInstanceOf(MalformedException.class);
        reader.text("51-[\"a\",{\"_placeholder\":true,\"num\":0}]");
        assertThatThrownBy(() -> reader.text("2[\"b\"]")).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "\"0\"", "0.5", "null", "99999999999"})
    void a_placeholder_names_an_attachment(String number) throws MalformedException {
        reader.text("51-[\"a\",{\"_placeholder\":true,\"num\":" + number + "}]");

        assertThatThrownBy(() -> reader.binary(new byte[1])).isInstanceOf(MalformedException.class);
    }

    @Test
    void attachments_are_not_larger_together_than_a_payload() throws MalformedException {
        reader.text("52-[\"a\"]");
        reader.binary(new byte[6]);

        assertThatThrownBy(() -> reader.binary(new byte[5])).isInstanceOf(MalformedException.class);
    }
}
