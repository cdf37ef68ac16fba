package io.miscord.platform.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.core.spi.metrics.VertxMetrics;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.Set;

/** Lets Vert.x measure into a registry of ours, and turns that on: given to the builder, nothing else is needed. */
final class VertxMeters implements VertxMetricsFactory {
    private final MicrometerMetricsFactory micrometer;

    VertxMeters(MeterRegistry registry) {
        this.micrometer = new MicrometerMetricsFactory(registry);
    }

    @Override
    public void init(VertxBootstrap bootstrap) {
        bootstrap.options().setMetricsOptions(options());
        micrometer.init(bootstrap);
    }

    @Override
    public VertxMetrics metrics(VertxOptions options) {
        return micrometer.metrics(new VertxOptions(options).setMetricsOptions(options()));
    }

    private static MicrometerMetricsOptions options() {
        // Few labels: what people send, such as paths and addresses, must not become series without end.
        return new MicrometerMetricsOptions()
                .setEnabled(true)
                .setJvmMetricsEnabled(true)
                .setNettyMetricsEnabled(true)
                .setLabels(Set.of(
                        Label.HTTP_ROUTE,
                        Label.HTTP_METHOD,
                        Label.HTTP_CODE,
                        Label.POOL_TYPE,
                        Label.POOL_NAME,
                        Label.EB_SIDE,
                        Label.EB_FAILURE));
    }
}
