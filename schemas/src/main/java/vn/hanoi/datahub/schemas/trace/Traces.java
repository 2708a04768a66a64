package vn.hanoi.datahub.schemas.trace;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The spans of sampled traces. Contexts are propagated even where no spans are collected. */
public final class Traces {

    private final Tracer tracer;
    private final Propagator propagator;

    public Traces(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** Returns the trace context of the current thread; null where it is in no trace, or in one that is not sampled. */
    public @Nullable String here() {
        Span span = tracer.currentSpan();
        return span == null || !Boolean.TRUE.equals(span.context().sampled()) ? null : place(span.context());
    }

    /**
     * Adds a span that ends now.
     *
     * @param after trace context of its parent
     * @param from when it began
     * @return its own trace context
     */
    public String step(String name, String after, Instant from) {
        Span span = propagator
                .extract(after, (place, header) -> header.equals(TraceHeader.NAME) ? place : null)
                .name(name)
                .startTimestamp(TimeUnit.MILLISECONDS.toMicros(from.toEpochMilli()), TimeUnit.MICROSECONDS)
                .start();
        span.end();
        return place(span.context());
    }

    private static String place(TraceContext context) {
        return "00-" + context.traceId() + "-" + context.spanId() + "-01";
    }
}
