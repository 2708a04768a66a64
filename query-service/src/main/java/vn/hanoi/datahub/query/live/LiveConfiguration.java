package vn.hanoi.datahub.query.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.edge.schedule.Rounds;
import vn.hanoi.datahub.query.config.QueryProperties;
import vn.hanoi.datahub.query.feed.UpdateBroadcast;
import vn.hanoi.datahub.query.form.UpdateWriter;

/** Live updates as Server-Sent Events. */
@Configuration(proxyBeanMethods = false)
class LiveConfiguration {

    @Bean
    UpdateBroadcast live(UpdateWriter writer, QueryProperties properties, MeterRegistry meters) {
        UpdateBroadcast live = new UpdateBroadcast(
                writer::json, writer::isTold, properties.query().liveWindow());
        Gauge.builder("hub.query.live.clients", live, UpdateBroadcast::subscribers)
                .description("open live connections")
                .register(meters);
        return live;
    }

    @Bean(destroyMethod = "close")
    LiveClients liveClients(UpdateBroadcast live) {
        return new LiveClients(live);
    }

    @Bean(destroyMethod = "close")
    Rounds heartbeats(UpdateBroadcast live, QueryProperties properties) {
        return new Rounds("live-heartbeat", 1).every(properties.query().heartbeat(), live::heartbeat);
    }
}
