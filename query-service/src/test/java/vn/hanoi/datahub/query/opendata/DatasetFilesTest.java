package vn.hanoi.datahub.query.opendata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.edge.limit.Bulkhead;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.edge.problem.ServiceUnavailableException;
import vn.hanoi.datahub.query.Shipped;

/** A crowd at one file: it is produced once, and what lies on disk has a bound. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DatasetFilesTest {

    private static final long MOST = 64 << 10;
    private static final Dataset DATASET =
            RegisterDataset.all(Shipped.CATALOGUE, null, () -> Instant.EPOCH).get(0);

    private final AtomicInteger produced = new AtomicInteger();
    private final DatasetFiles files = new DatasetFiles(
            new DatasetFile(new JsonMapper(), new DcatCatalogue.Publisher("city", "", "licence")),
            new Bulkhead("files", 1, 0, Duration.ofSeconds(10)),
            MOST);

    @AfterEach
    void close() {
        files.close();
        assertThat(files.folder()).doesNotExist();
    }

    private DatasetFiles.Content rows() {
        produced.incrementAndGet();
        return new DatasetFiles.Content(Optional.empty(), DATASET.rows());
    }

    private static DatasetFiles.Key key(String state) {
        return new DatasetFiles.Key("areas", state, Format.CSV, false);
    }

    private static String read(DatasetFiles.Opened file) throws IOException {
        try (InputStream content = file.content()) {
            byte[] bytes = content.readAllBytes();
            assertThat(bytes).hasSize((int) file.bytes());
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    @Test
    void aCrowdCostsOneFile() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        ExecutorService crowd = Executors.newFixedThreadPool(20);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                answers.add(crowd.submit(() -> {
                    asked.await();
                    return read(files.open(DATASET, key("1"), this::rows));
                }));
            }
            asked.countDown();
            for (Future<String> answer : answers) {
                assertThat(answer.get()).startsWith("code,level,name").contains("00004");
            }
        } finally {
            crowd.shutdownNow();
        }
        assertThat(produced.get()).isEqualTo(1);
        read(files.open(DATASET, key("2"), this::rows));
        assertThat(produced.get()).as("another state").isEqualTo(2);
    }

    @Test
    void aFileHasToFindAPlaceToBeProduced() {
        try (DatasetFiles busy = new DatasetFiles(
                new DatasetFile(new JsonMapper(), new DcatCatalogue.Publisher("city", "", "licence")),
                new Bulkhead("files", 0, 0, Duration.ZERO),
                MOST)) {
            assertThatThrownBy(() -> busy.open(DATASET, key("1"), this::rows))
                    .isInstanceOf(ServiceUnavailableException.class);
        }
        assertThat(produced.get()).isZero();
    }

    @Test
    void aCrowdThatWaitsForOneFile_doesNotHoldAllThreads() throws Exception {
        CountDownLatch isBeingProduced = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        ExecutorService crowd = Executors.newCachedThreadPool();
        try {
            Future<String> first = crowd.submit(() -> read(files.open(DATASET, key("1"), () -> {
                isBeingProduced.countDown();
                awaitIt(mayEnd);
                return rows();
            })));
            isBeingProduced.await();
            List<Future<String>> others = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                others.add(crowd.submit(() -> read(files.open(DATASET, key("1"), this::rows))));
            }
            await().until(() -> others.stream().filter(Future::isDone).count() == 8);
            mayEnd.countDown();

            assertThat(first.get()).contains("00004");
            int answered = 0;
            for (Future<String> other : others) {
                try {
                    assertThat(other.get()).contains("00004");
                    answered++;
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(ServiceUnavailableException.class);
                }
            }
            assertThat(answered).isEqualTo(32);
            assertThat(produced.get()).isEqualTo(1);
        } finally {
            crowd.shutdownNow();
        }
    }

    private static void awaitIt(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theLeastUsedAreDeleted() throws Exception {
        for (int state = 0; state < 20; state++) {
            assertThat(read(files.open(DATASET, key("" + state), this::rows))).hasSizeGreaterThan(20_000);
        }
        try (Stream<java.nio.file.Path> left = java.nio.file.Files.list(files.folder())) {
            assertThat(left.mapToLong(file -> file.toFile().length()).sum()).isLessThan(MOST);
        }
    }

    @Test
    void aFileThatFailsIsTriedAgain_andNothingOfItStays() throws Exception {
        assertThatThrownBy(() -> files.open(
                        DATASET,
                        key("1"),
                        () -> new DatasetFiles.Content(
                                Optional.empty(), Stream.concat(DATASET.rows().limit(3), Stream.generate(() -> {
                                    throw new IllegalStateException("the history is away");
                                })))))
                .hasMessage("the history is away");
        assertThat(files.folder()).isEmptyDirectory();
        assertThat(read(files.open(DATASET, key("1"), this::rows))).contains("00004");
    }

    /** A stranger may ask for as many files as he likes that there are not: the log does not grow by one line. */
    @Test
    void whoWaitsForAFileThatFails_isToldWhy_andTheLogIsSilent() throws Exception {
        List<LogRecord> logged = new CopyOnWriteArrayList<>();
        Logger caffeine = Logger.getLogger("com.github.benmanes.caffeine");
        Handler ear = new StreamHandler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line);
            }
        };
        caffeine.addHandler(ear);
        CountDownLatch isBeingProduced = new CountDownLatch(1);
        CountDownLatch somebodyWaits = new CountDownLatch(1);
        Supplier<DatasetFiles.Content> fails = () -> {
            isBeingProduced.countDown();
            awaitIt(somebodyWaits);
            throw new NotFoundException("there is no such release");
        };
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Future<?> first = two.submit(() -> files.open(DATASET, key("1"), fails));
            isBeingProduced.await();
            AtomicReference<Thread> waiting = new AtomicReference<>();
            Future<?> second = two.submit(() -> {
                waiting.set(Thread.currentThread());
                return files.open(DATASET, key("1"), fails);
            });
            while (waiting.get() == null || waiting.get().getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            somebodyWaits.countDown();

            for (Future<?> caller : List.of(first, second)) {
                assertThatThrownBy(caller::get)
                        .hasRootCauseInstanceOf(NotFoundException.class)
                        .hasRootCauseMessage("there is no such release");
            }
            assertThat(logged).isEmpty();
        } finally {
            two.shutdownNow();
            caffeine.removeHandler(ear);
        }
    }
}
