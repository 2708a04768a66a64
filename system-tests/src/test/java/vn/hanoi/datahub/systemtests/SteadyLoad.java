package vn.hanoi.datahub.systemtests;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.Keys;
import vn.hanoi.datahub.standalone.agency.BatchClient;

/** Agencies that push a world's events, batch after batch, and send old ones again between: those change nothing. */
final class SteadyLoad implements AutoCloseable {

    /** Where an accepted event lies. */
    record Receipt(String topic, int partition, long offset, String id) {}

    private static final Duration PACE = Duration.ofMillis(100);

    private static final Duration HEARD_WITHIN = Duration.ofSeconds(300);

    /** Of so many batches one is new while the load is steady. */
    private static final int NEW_ONE_OF = 4;

    private final HubSettings settings;
    private final Random random;
    private final List<Map.Entry<String, List<ObjectNode>>> batches;
    private final Map<String, BatchClient> clients = new HashMap<>();
    private final Collection<Receipt> receipts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicLong taken = new AtomicLong();
    private final ScheduledExecutorService agencies = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "agencies");
        thread.setDaemon(true);
        return thread;
    });
    private ScheduledFuture<?> steady;

    private final OtherWays ways;
    private final Map<String, Integer> sentBy = new TreeMap<>();

    private SteadyLoad(HubSettings settings, List<ObjectNode> events, long seed, OtherWays ways) {
        this.settings = settings;
        this.ways = ways;
        this.batches = KilledHubIT.batches(events);
        this.random = new Random(seed);
    }

    static SteadyLoad start(HubSettings settings, List<ObjectNode> events, long seed) {
        return start(settings, events, seed, null);
    }

    /** @param ways by which one batch of three is sent that is not a request; null for none */
    static SteadyLoad start(HubSettings settings, List<ObjectNode> events, long seed, OtherWays ways) {
        SteadyLoad load = new SteadyLoad(settings, events, seed, ways);
        load.steady = load.agencies.scheduleWithFixedDelay(load::next, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
        return load;
    }

    private void next() {
        int known = sent.get();
        boolean isNew = known == 0 || (known < batches.size() && random.nextInt(NEW_ONE_OF) == 0);
        deliver(isNew ? sent.getAndIncrement() : random.nextInt(known));
    }

    /**
     * By one of the ways. What is sent as messages is sent as a request, too: only that is answered, and what a
     * subject's agency sends stays in order.
     */
    private void deliver(int batch) {
        String agency = batches.get(batch).getKey();
        List<ObjectNode> events = batches.get(batch).getValue();
        int way = ways == null ? 0 : random.nextInt(6);
        if (way == 1) {
            try {
                ways.files(agency, events);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            sentBy.merge("files", events.size(), Integer::sum);
            taken.incrementAndGet();
            return;
        }
        if (way == 2 && ways.hasMqtt()) {
            ways.messages(agency, events);
            sentBy.merge("messages", events.size(), Integer::sum);
        }
        send(batch);
    }

    /** How many records there are at least, because each was answered for: of requests, of rows, and of messages. */
    int answeredFor() {
        return receipts.size()
                + sentBy.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many events were sent by files and messages. */
    Map<String, Integer> sentBy() {
        return sentBy;
    }

    private void send(int batch) {
        String agency = batches.get(batch).getKey();
        BatchClient client = clients.computeIfAbsent(
                agency,
                code -> new BatchClient(
                        settings.ingestUrl(),
                        settings.queryUrl(),
                        Keys.read(settings.data()).of(code)));
        while (true) {
            try {
                for (JsonNode result :
                        client.send(batches.get(batch).getValue()).path("results")) {
                    if (!result.path("status").asString("").equals("accepted")) {
                        throw new IllegalStateException("refused: " + result);
                    }
                    receipts.add(new Receipt(
                            result.path("topic").asString(),
                            result.path("partition").asInt(),
                            result.path("offset").asLong(),
                            result.path("id").asString()));
                }
                taken.incrementAndGet();
                return;
            } catch (IOException away) {
                // an agency does not give up
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** Waits until so many more batches are taken. */
    void goOn(int batches) {
        long before = taken.get();
        await("agencies are heard again").atMost(HEARD_WITHIN).until(() -> {
            goesOn();
            return taken.get() >= before + batches;
        });
    }

    private void goesOn() {
        if (steady.isDone()) {
            failure();
        }
    }

    private void failure() {
        try {
            steady.get();
        } catch (ExecutionException e) {
            throw new AssertionError("the load ended", e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends what has not been sent, and ends. */
    void finish() throws Exception {
        goesOn();
        steady.cancel(false);
        agencies.submit(() -> {
                    while (sent.get() < batches.size()) {
                        send(sent.getAndIncrement());
                    }
                })
                .get();
    }

    /** The events, in the order in which they were first sent. */
    List<ObjectNode> events() {
        List<ObjectNode> events = new ArrayList<>();
        batches.forEach(batch -> events.addAll(batch.getValue()));
        return events;
    }

    Collection<Receipt> receipts() {
        return receipts;
    }

    @Override
    public void close() {
        agencies.shutdownNow();
    }
}
