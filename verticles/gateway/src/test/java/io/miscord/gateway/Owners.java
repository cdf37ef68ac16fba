package io.miscord.gateway;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Answer;
import io.miscord.contract.Ask;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.Problem;
import io.miscord.contract.SessionId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.TaskAsk;
import io.miscord.platform.ProblemException;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The other modules, as the gateway sees them: owners on the bus that answer as a test tells them, and remember. */
final class Owners {
    private final Map<Class<?>, Function<Ask<?>, Future<? extends Answer>>> answers = new ConcurrentHashMap<>();
    private final List<Ask<?>> asked = new CopyOnWriteArrayList<>();
    private final Set<SessionId> ended = ConcurrentHashMap.newKeySet();

    Future<?> start(Bus bus) {
        return Future.all(
                bus.own(AccountAsk.ADDRESS, AccountAsk.class, this::answer),
                bus.own(ChannelAsk.ADDRESS, ChannelAsk.class, this::answer),
                bus.own(MessageAsk.ADDRESS, MessageAsk.class, this::answer),
                bus.own(StreamAsk.ADDRESS, StreamAsk.class, this::answer),
                bus.own(TaskAsk.ADDRESS, TaskAsk.class, this::answer));
    }

    /** From now on asks of this type are answered so. */
    <A extends Answer, Q extends Ask<A>> void answer(Class<Q> type, Function<Q, Future<A>> answer) {
        answers.put(type, ask -> answer.apply(type.cast(ask)));
    }

    /** A session is over, and nobody is told. */
    void end(SessionId session) {
        ended.add(session);
    }

    <Q extends Ask<?>> List<Q> asked(Class<Q> type) {
        return asked.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private Future<? extends Answer> answer(Ask<?> ask) {
        asked.add(ask);
        if (ask instanceof AccountAsk.Alive alive) {
            var living = new HashSet<>(alive.sessions());
            living.removeAll(ended);
            return Future.succeededFuture(new Answer.Alive(living));
        }
        if (ask instanceof AccountAsk.Seen || ask instanceof ChannelAsk.Typing) {
            return Future.succeededFuture(Answer.Done.DONE);
        }
        var answer = answers.get(ask.getClass());
        if (answer == null && ask instanceof StreamAsk.Heads) {
            return Future.succeededFuture(new Answer.Heads("epoch", Map.of()));
        }
        return answer == null
                ? Future.failedFuture(new ProblemException(Problem.notFound("thing")))
                : answer.apply(ask);
    }
}
