package io.miscord.gateway;

import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.Ask;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ClientFrame;
import io.miscord.contract.MessageAsk;

/** What a client says, as the ask it means. Pure. */
final class Requests {
    private Requests() {}

    /** The ask; the frames that the gateway itself answers have none. */
    static Ask<? extends Answer> ask(Actor by, ClientFrame frame) {
        return switch (frame) {
            case ClientFrame.Send send ->
                new MessageAsk.Send(by, send.channelId(), send.content(), send.nonce(), send.replyTo());
            case ClientFrame.Edit edit -> new MessageAsk.Edit(by, edit.messageId(), edit.content());
            case ClientFrame.Delete delete -> new MessageAsk.Delete(by, delete.messageId());
            case ClientFrame.React react -> new MessageAsk.React(by, react.messageId(), react.emoji());
            case ClientFrame.Unreact unreact -> new MessageAsk.Unreact(by, unreact.messageId(), unreact.emoji());
            case ClientFrame.Pin pin -> new MessageAsk.Pin(by, pin.messageId());
            case ClientFrame.Unpin unpin -> new MessageAsk.Unpin(by, unpin.messageId());
            case ClientFrame.TypingStart typing -> new ChannelAsk.Typing(by, typing.channelId());
            case ClientFrame.ChannelRead read -> new ChannelAsk.Read(by, read.channelId(), read.seq());
            case ClientFrame.Authenticate _,
                    ClientFrame.PresenceUpdate _,
                    ClientFrame.Watch _,
                    ClientFrame.Sync _,
                    ClientFrame.Ping _,
                    ClientFrame.OfVoice _,
                    ClientFrame.OfMonitor _ -> throw new IllegalArgumentException(frame + " is the gateway's own");
        };
    }
}
