package vn.hanoi.datahub.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * Follows over SSE how many dossiers the city has received on a day, to determine when each became visible: the nth
 * event with the first value that counts n. Only this class knows the format of updates.
 */
final class LiveCount implements AutoCloseable {

    private static final String COUNT = "\"denominator\":";
    private static final String PART = "\"by\":";

    private final String period;
    private final int warmUp;
    private final AtomicLongArray sentAt;
    private final AtomicLongArray acceptedAt;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Histogram sinceSent = new Histogram(3);
    private final Histogram sinceAccepted = new Histogram(3);
    private final BufferedReader lines;
    private volatile int visible;

    /**
     * @param day day of the events, as written by the hub
     * @param events how many there will be
     * @param warmUp how many of the first events are not timed
     */
    LiveCount(String queryUrl, String day, int events, int warmUp) throws IOException, InterruptedException {
        this.period = "\"period\":\"" + day + "\"";
        this.warmUp = warmUp;
        this.sentAt = new AtomicLongArray(events);
        this.acceptedAt = new AtomicLongArray(events);
        lines = new BufferedReader(new InputStreamReader(
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(
                                                queryUrl + "/v1/live?indicator=dg.dossiers_linked_personal_id&area=01"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8));
        Thread reader = new Thread(this::read, "live");
        reader.setDaemon(true);
        reader.start();
    }

    /** Records that events, starting with a given one, are being sent. */
    void sent(int from, int events) {
        long now = System.nanoTime();
        for (int i = from; i < from + events; i++) {
            sentAt.set(i, now);
        }
    }

    /** Records that this many more events are accepted. */
    void accepted(int events) {
        long now = System.nanoTime();
        int from = accepted.getAndAdd(events);
        for (int i = from; i < from + events; i++) {
            acceptedAt.set(i, now);
        }
    }

    int visible() {
        return visible;
    }

    private void read() {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int at = line.contains(period) && !line.contains(PART) ? line.indexOf(COUNT) : -1;
                if (at > 0) {
                    int from = at + COUNT.length();
                    reach((int) Double.parseDouble(line.substring(from, line.indexOf(',', from))));
                }
            }
        } catch (IOException closed) {
            // the benchmark is over
        }
    }

    private void reach(int count) {
        long now = System.nanoTime();
        for (int i = visible; i < Math.min(count, sentAt.length()); i++) {
            if (i >= warmUp) {
                sinceSent.recordValue(Math.max(0, (now - sentAt.get(i)) / 1_000));
                long answered = acceptedAt.get(i);
                sinceAccepted.recordValue(answered == 0 ? 0 : Math.max(0, (now - answered) / 1_000));
            }
        }
        visible = Math.max(visible, count);
    }

    /** Returns the times since the first byte was sent, in microseconds. */
    Histogram sinceSent() {
        return sinceSent;
    }

    /** Returns the times since the response, in microseconds; 0 if the value came before it. */
    Histogram sinceAccepted() {
        return sinceAccepted;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
