package io.miscord.api.operator;

import io.miscord.api.request.Call;
import io.miscord.api.request.Reply;
import io.miscord.api.request.Routes;
import io.miscord.contract.AnnouncementId;
import io.miscord.contract.Answer;
import io.miscord.contract.Nonce;
import io.miscord.contract.OperatorAsk;
import io.miscord.contract.RegistrationMode;
import io.miscord.contract.Severity;
import io.miscord.platform.bus.Bus;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the operator of the instance sees and decides: who asks is checked by the owner. */
public final class OperatorRoutes {
    private final Bus bus;
    private final Instance instance;

    /**
     * Asks by way of this bus.
     *
     * @param instance what is known of it without asking
     */
    public OperatorRoutes(Bus bus, Instance instance) {
        this.bus = bus;
        this.instance = instance;
    }

    /** Adds the operations. */
    public void addTo(Routes routes) {
        routes.on("getAnnouncements", this::current)
                .on("getOverview", this::overview)
                .on("getLimits", this::limits)
                .on("listPeople", this::people)
                .on("suspendPerson", this::suspend)
                .on("liftSuspension", this::lift)
                .on("listAllServers", this::servers)
                .on("deleteAnyServer", this::deleteServer)
                .on("getRegistration", this::registration)
                .on("setRegistration", this::setRegistration)
                .on("listAnnouncements", this::announcements)
                .on("createAnnouncement", this::announce)
                .on("endAnnouncement", this::endAnnouncement)
                .on("getOperatorLog", this::log);
    }

    private Future<Reply> current(Call call) {
        return bus.ask(new OperatorAsk.Current(call.by())).map(found -> Reply.ok(found.items()));
    }

    private Future<Reply> overview(Call call) {
        return bus.ask(new OperatorAsk.Figures(call.by()))
                .compose(figures -> instance.overview(figures, bus.nodes()))
                .map(Reply::ok);
    }

    private Future<Reply> limits(Call call) {
        return bus.ask(new OperatorAsk.Permitted(call.by())).map(done -> Reply.ok(instance.limits()));
    }

    private Future<Reply> people(Call call) {
        boolean suspended = Boolean.parseBoolean(call.query("suspended").orElse("false"));
        return bus.ask(new OperatorAsk.People(call.by(), search(call), suspended, cursor(call), call.limit()))
                .map(OperatorRoutes::page);
    }

    private Future<Reply> suspend(Call call) {
        var reason = call.body(NewSuspension.class).reason();
        return bus.ask(new OperatorAsk.Suspend(call.by(), call.user(), reason)).map(Reply::ok);
    }

    private Future<Reply> lift(Call call) {
        return bus.ask(new OperatorAsk.Lift(call.by(), call.user())).map(Reply::ok);
    }

    private Future<Reply> servers(Call call) {
        return bus.ask(new OperatorAsk.Servers(call.by(), search(call), cursor(call), call.limit()))
                .map(OperatorRoutes::page);
    }

    private Future<Reply> deleteServer(Call call) {
        return bus.ask(new OperatorAsk.DeleteServer(call.by(), call.server())).map(done -> Reply.done());
    }

    private Future<Reply> registration(Call call) {
        return bus.ask(new OperatorAsk.ReadRegistration(call.by())).map(Reply::ok);
    }

    private Future<Reply> setRegistration(Call call) {
        var mode = call.body(RegistrationChange.class).mode();
        return bus.ask(new OperatorAsk.SetRegistration(call.by(), mode)).map(Reply::ok);
    }

    private Future<Reply> announcements(Call call) {
        return bus.ask(new OperatorAsk.Announcements(call.by(), cursor(call), call.limit()))
                .map(OperatorRoutes::page);
    }

    private Future<Reply> announce(Call call) {
        var body = call.body(NewAnnouncement.class);
        var nonce = call.nonce(body.nonce());
        return bus.ask(new OperatorAsk.Announce(call.by(), body.text(), body.severity(), body.endsAt(), nonce))
                .map(Reply::created);
    }

    private Future<Reply> endAnnouncement(Call call) {
        var announcement = AnnouncementId.of(call.path("announcementId"));
        return bus.ask(new OperatorAsk.EndAnnouncement(call.by(), announcement)).map(done -> Reply.done());
    }

    private Future<Reply> log(Call call) {
        return bus.ask(new OperatorAsk.Log(call.by(), cursor(call), call.limit()))
                .map(OperatorRoutes::page);
    }

    private static Reply page(Answer.Listing<?> found) {
        return Reply.ok(new Page(found.items(), found.next()));
    }

    private static @Nullable String search(Call call) {
        return call.query("search").orElse(null);
    }

    private static @Nullable String cursor(Call call) {
        return call.query("cursor").orElse(null);
    }

    private record NewSuspension(@Nullable String reason) {}

    private record RegistrationChange(RegistrationMode mode) {}

    private record NewAnnouncement(
            String text,
            Severity severity,
            @Nullable Instant endsAt,
            @Nullable Nonce nonce) {}

    private record Page(Object items, @Nullable String next) {}
}
