package vn.hanoi.datahub.benchmarks;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.standalone.Keys;

/**
 * Waits until a hub serves all of a load as values: nothing in the log is pending, no changed cell is waiting for
 * evaluation, and the city's years have the independently counted numerators and denominators.
 */
final class Settling {

    private static final Duration PATIENCE = Duration.ofMinutes(Integer.getInteger("patience", 60));
    private static final long LOOK_MILLIS = 200;
    private static final int PRINT_SECONDS = 2;
    private static final String VALUES = "/v1/indicators/dg.tthc_on_time/values?area=01&period=year";

    private final Http query;
    private final Http processor;
    private final int events;
    private final Map<String, long[]> expected;
    private String last = "";

    /**
     * @param events how many events the log will contain
     * @param expected numerator and denominator by year
     */
    Settling(HubProcess hub, int events, Map<String, long[]> expected) {
        this.query = new Http(hub.settings().queryUrl());
        this.processor =
                new Http(hub.processorUrl(), Keys.ofServices(hub.settings().data()));
        this.events = events;
        this.expected = expected;
    }

    /**
     * Seconds from the first request to each stage.
     *
     * @param read nothing is pending
     * @param evaluated no changed cell is waiting
     * @param visible the query service returns all of it
     */
    record Stages(double read, double evaluated, double visible) {}

    /**
     * Returns once everything is settled.
     *
     * @param from {@code System.nanoTime} of the first request
     * @throws IllegalStateException if it takes longer than {@code -Dpatience} minutes
     */
    Stages await(long from) throws InterruptedException {
        double read = await(from, "read", this::isRead);
        double evaluated = await(from, "evaluated", this::isEvaluated);
        double visible = await(from, "visible", this::isVisible);
        return new Stages(read, evaluated, visible);
    }

    private interface Question {
        boolean ask() throws InterruptedException;
    }

    private double await(long from, String what, Question done) throws InterruptedException {
        long printed = System.nanoTime();
        while (!done.ask()) {
            long now = System.nanoTime();
            if (now - from > PATIENCE.toNanos()) {
                throw new IllegalStateException("not " + what + " after " + PATIENCE + ": " + last);
            }
            if (now - printed > TimeUnit.SECONDS.toNanos(PRINT_SECONDS)) {
                printed = now;
                System.err.printf(Locale.ROOT, "  %5.0f s  until %s: %s%n", (now - from) / 1e9, what, last);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return (System.nanoTime() - from) / 1e9;
    }

    private boolean isRead() throws InterruptedException {
        JsonNode total = query.json("/v1/reconciliation").path("total");
        last = total.toString();
        return total.path("accepted").asLong(0) >= events
                && total.path("pending").asLong(-1) == 0;
    }

    private boolean isEvaluated() throws InterruptedException {
        JsonNode waiting = processor.json("/internal/waiting");
        last = waiting.toString();
        return waiting.has("since") && waiting.path("since").isNull();
    }

    private boolean isVisible() throws InterruptedException {
        JsonNode values = query.json(VALUES + "&from=2025-01-01T00:00:00%2B07:00&to=2028-01-01T00:00:00%2B07:00")
                .path("values");
        StringBuilder seen = new StringBuilder();
        int right = 0;
        for (JsonNode value : values) {
            long[] wanted = expected.get(value.path("period").asString(""));
            long above = value.path("numerator").asLong(-1);
            long below = value.path("denominator").asLong(-1);
            seen.append(value.path("period").asString(""))
                    .append(' ')
                    .append(above)
                    .append('/')
                    .append(below)
                    .append("; ");
            right += wanted != null && wanted[0] == above && wanted[1] == below ? 1 : 0;
        }
        last = seen.toString();
        return right == expected.size();
    }
}
