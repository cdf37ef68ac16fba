package io.miscord.api;

import io.miscord.contract.AccountAsk;
import io.miscord.contract.Answer;
import io.miscord.contract.Ask;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ImageAsk;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.OperatorAsk;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.SessionId;
import io.miscord.contract.TaskAsk;
import io.miscord.contract.UserId;
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

/** The other modules, as the API sees them: owners on the bus that answer as a test tells them, and remember. */
final class Owners {
    private final Map<Class<?>, Function<Ask<?>, Future<? extends Answer>>> answers = new ConcurrentHashMap<>();
    private final List<Ask<?>> asked = new CopyOnWriteArrayList<>();
    private final Map<String, UserId> accounts = new ConcurrentHashMap<>();
    private final Set<SessionId> ended = ConcurrentHashMap.newKeySet();

    Future<?> start(Bus bus) {
        return Future.all(List.of(
                bus.own(AccountAsk.ADDRESS, AccountAsk.class, this::answer),
                bus.own(ServerAsk.ADDRESS, ServerAsk.class, this::answer),
                bus.own(RoleAsk.ADDRESS, RoleAsk.class, this::answer),
                bus.own(ChannelAsk.ADDRESS, ChannelAsk.class, this::answer),
                bus.own(MessageAsk.ADDRESS, MessageAsk.class, this::answer),
                bus.own(PersonAsk.ADDRESS, PersonAsk.class, this::answer),
                bus.own(ImageAsk.ADDRESS, ImageAsk.class, this::answer),
                bus.own(TaskAsk.ADDRESS, TaskAsk.class, this::answer),
                bus.own(ModerationAsk.ADDRESS, ModerationAsk.class, this::answer),
                bus.own(OperatorAsk.ADDRESS, OperatorAsk.class, this::answer)));
    }

    /** From now on asks of this type are answered so. */
    <A extends Answer, Q extends Ask<A>> void answer(Class<Q> type, Function<Q, A> answer) {
        answers.put(type, ask -> Future.succeededFuture(answer.apply(type.cast(ask))));
    }

    /** From now on asks of this type are refused so. */
    void refuse(Class<? extends Ask<?>> type, Problem problem) {
        answers.put(type, ask -> Future.failedFuture(new ProblemException(problem)));
    }

    /** From now on asks of this type run into a bug. */
    void fail(Class<? extends Ask<?>> type) {
        answers.put(type, ask -> Future.failedFuture(new IllegalStateException("secret detail of a bug")));
    }

    /** From now on this name or address is this person's. */
    void name(String login, UserId user) {
        accounts.put(login, user);
    }

    void end(SessionId session) {
        ended.add(session);
    }

    /** The last ask of this type. */
    <Q extends Ask<?>> Q last(Class<Q> type) {
        return asked(type).getLast();
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
        if (ask instanceof AccountAsk.Named named) {
            return Future.succeededFuture(new Answer.Named(accounts.get(named.login())));
        }
        var answer = answers.get(ask.getClass());
        return answer == null ? Future.failedFuture(ProblemException.of(Refusal.NO_SUCH_PAGE)) : answer.apply(ask);
    }
}
