package io.miscord.contract;

/**
 * A request to the one owner of its family; its type names its answer.
 *
 * @param <A> what the owner answers
 */
public sealed interface Ask<A extends Answer> extends BusMessage
        permits AccountAsk,
                ServerAsk,
                RoleAsk,
                ChannelAsk,
                MessageAsk,
                StreamAsk,
                TaskAsk,
                PersonAsk,
                ModerationAsk,
                ImageAsk,
                OperatorAsk,
                VoiceAsk {
    /** Who asks. */
    Actor by();

    /** The bus address of the family's owner: one static address a family. */
    String address();
}
