package vn.hanoi.datahub.edge.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.access.AuditEvent;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.edge.personal.PersonalData;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * Writes changes of access rights and refused accesses to their topic. A change is recorded before it is made, and
 * waits for Kafka. A refusal is recorded without delaying the response: at once the first time, then as a count every
 * ten seconds, so that a flood of refusals does not become a flood of records.
 */
public final class AuditLog {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final String NOBODY = "-";
    private static final int LONGEST = 300;

    /**
     * Maximum number of different refusals of one caller, or of all unknown ones, that are distinguished in an hour;
     * any more are counted together. They are kept for years, and whoever has no key can cause as many as they like.
     */
    private static final int MOST_DIFFERENT = 1_000;

    private final ControlLog log;
    private final String service;
    private final InstantSource clock;
    private final Map<Refusal, Long> repeated = new ConcurrentHashMap<>();

    /** Number of refusals that were distinguished in this hour, by caller. */
    private final Map<String, Integer> different = new HashMap<>();

    private Instant hour = Instant.MIN;

    private record Refusal(String actor, @Nullable String agency, String target, String detail, String remote) {}

    public AuditLog(ControlLog log, String service, InstantSource clock) {
        this.log = log;
        this.service = service;
        this.clock = clock;
    }

    /**
     * Records a change of access rights; returns when Kafka has stored it.
     *
     * @param target what is changed
     * @throws KafkaException when Kafka does not answer; the change must then not be made
     */
    public void changed(Caller by, String action, String target, String detail, String remote) {
        log.write(
                Topics.AUDIT,
                by.name(),
                event(new Refusal(by.name(), by.ownAgency().orElse(null), target, detail, remote), action, 1));
    }

    /**
     * Records a refused access.
     *
     * @param by null where the caller was not recognised
     */
    public void refused(@Nullable Caller by, HttpServletRequest request, String why) {
        refused(by, request.getMethod() + " " + request.getRequestURI(), why, String.valueOf(request.getRemoteAddr()));
    }

    /** Records a refused access that is not a whole request: one event of a batch. */
    public void refused(@Nullable Caller by, String target, String why, String remote) {
        Refusal refusal = new Refusal(
                by == null ? NOBODY : by.name(),
                by == null ? null : by.ownAgency().orElse(null),
                shortened(target),
                shortened(why),
                remote);
        if (!repeated.containsKey(refusal) && !isDistinguished(refusal.actor())) {
            refusal = new Refusal(NOBODY, null, "many", "more different refusals than are told apart", NOBODY);
        }
        if (repeated.putIfAbsent(refusal, 0L) == null) {
            send(refusal, 1);
        } else {
            repeated.merge(
                    refusal, 1L,
                    Long::sum); // also correct when a round has just removed the entry: the next one reports it
        }
    }

    private synchronized boolean isDistinguished(String actor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.HOURS);
        if (!now.equals(hour)) {
            hour = now;
            different.clear();
        }
        return different.merge(actor, 1, Integer::sum) <= MOST_DIFFERENT;
    }

    /** Reports what repeated since the last round; called every ten seconds. */
    public void round() {
        repeated.keySet().forEach(refusal -> {
            Long times = repeated.remove(refusal);
            if (times != null && times > 0) {
                send(refusal, times);
            }
        });
    }

    private void send(Refusal refusal, long times) {
        log.send(Topics.AUDIT, refusal.actor(), event(refusal, "access-refused", times))
                .whenComplete((written, failure) -> {
                    if (failure != null) {
                        LOG.warn(
                                "an audit event was lost: actor={} target={}",
                                refusal.actor(),
                                refusal.target(),
                                failure);
                    }
                });
    }

    private AuditEvent event(Refusal what, String action, long times) {
        return new AuditEvent(
                clock.instant(),
                service,
                what.actor(),
                what.agency(),
                action,
                what.target(),
                what.detail(),
                what.remote(),
                times);
    }

    /** Paths hold what callers put there; each part that looks like personal data is left out. */
    private static String shortened(String text) {
        String parts =
                Arrays.stream(text.split("/", -1)).map(PersonalData::without).collect(Collectors.joining("/"));
        return WellFormed.bounded(PersonalData.without(parts), LONGEST);
    }
}
