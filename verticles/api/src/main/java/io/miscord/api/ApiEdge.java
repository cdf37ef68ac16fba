package io.miscord.api;

import io.miscord.api.auth.AuthRoutes;
import io.miscord.api.channels.ChannelRoutes;
import io.miscord.api.files.ImageRoutes;
import io.miscord.api.messages.MessageRoutes;
import io.miscord.api.operator.Instance;
import io.miscord.api.operator.OperatorRoutes;
import io.miscord.api.request.Caller;
import io.miscord.api.request.Routes;
import io.miscord.api.servers.FilterRoutes;
import io.miscord.api.servers.InviteRoutes;
import io.miscord.api.servers.ModerationRoutes;
import io.miscord.api.servers.RoleRoutes;
import io.miscord.api.servers.ServerRoutes;
import io.miscord.api.tasks.TaskRoutes;
import io.miscord.api.users.NotificationRoutes;
import io.miscord.api.users.RelationshipRoutes;
import io.miscord.api.users.UserRoutes;
import io.miscord.api.voice.VoiceRoutes;
import io.miscord.platform.http.Edge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.Objects;

/** The HTTP API and the web client on one event loop. */
final class ApiEdge implements Edge {
    private final Api api;

    ApiEdge(Api api) {
        this.api = api;
    }

    @Override
    public Future<Void> open(Router router) {
        return api.contract().contract(vertx()).map(contract -> {
            open(router, contract);
            return null;
        });
    }

    private void open(Router router, OpenAPIContract contract) {
        var caller = new Caller(api.bus(), api.tokens(), api.sessions(), api.log(), api.clock());
        var bodyLimit = api.config().http().bodyLimit().bytes();
        var routes = new Routes(api.clients(), caller, api.limits(), api.log(), bodyLimit);
        new AuthRoutes(
                        api.bus(),
                        api.tokens(),
                        caller,
                        api.clients(),
                        api.limits(),
                        api.log(),
                        api.config().auth().refreshTokenTtl(),
                        api.clock())
                .addTo(routes);
        new UserRoutes(api.bus()).addTo(routes);
        new RelationshipRoutes(api.bus()).addTo(routes);
        new NotificationRoutes(api.bus()).addTo(routes);
        new ServerRoutes(api.bus(), api.limits()).addTo(routes);
        new RoleRoutes(api.bus()).addTo(routes);
        new InviteRoutes(api.bus(), api.limits(), api.clients()).addTo(routes);
        new ModerationRoutes(api.bus(), api.limits()).addTo(routes);
        new FilterRoutes(api.bus()).addTo(routes);
        new ChannelRoutes(api.bus()).addTo(routes);
        new VoiceRoutes(api.bus()).addTo(routes);
        new MessageRoutes(api.bus()).addTo(routes);
        new ImageRoutes(api.bus(), api.limits(), api.images()).addTo(routes);
        new OperatorRoutes(api.bus(), instance()).addTo(routes);
        var importLimit = api.config().tasks().importLimit().bytes();
        new TaskRoutes(api.bus(), api.limits(), api.files(), importLimit).addTo(routes);
        routes.open(router, contract);
        api.docs().open(router);
        routes.openRest(router, contract);
        api.webroot().open(router);
    }

    private Instance instance() {
        var config = api.config();
        return new Instance(vertx(), config.node().data(), api.contract().version(), config.limits());
    }

    private static Vertx vertx() {
        return Objects.requireNonNull(Vertx.currentContext(), "an edge is opened on its event loop")
                .owner();
    }
}
