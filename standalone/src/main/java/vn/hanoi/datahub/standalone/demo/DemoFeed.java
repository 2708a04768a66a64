package vn.hanoi.datahub.standalone.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.standalone.Keys;
import vn.hanoi.datahub.standalone.agency.BatchClient;

/**
 * Feeds the demo's city to the ingest service: a year of history, then live events, with the duplicates, late events,
 * corrections and mistakes that real feeds have.
 */
public final class DemoFeed implements Runnable {

    /** The file that marks that the year before the first start has been sent. */
    private static final String HISTORY = "demo-history";

    private static final int BATCH = 500;
    private static final int DOSSIERS_A_DAY = 20;
    private static final int REGISTER_ENTRIES = 120;

    private final HubSettings settings;
    private final Keys keys;
    private final Delay delay;
    private final AreaRegister areas;
    private final Random random;
    private final DemoCity city;
    private final DemoStatistics statistics;
    private final Load load;
    private final Consumer<String> progress;
    private final Map<String, BatchClient> clients = new HashMap<>();
    private final Map<String, List<ObjectNode>> waiting = new HashMap<>();
    private final Deque<DemoEvents.Sent> recent = new ArrayDeque<>();
    private long sent;
    private long sentBefore;

    /**
     * How much is sent.
     *
     * @param days days of history before the live feed
     * @param airDays how many of them, the last, have the hourly readings of the air: two thirds of a year's events
     * @param rate live events per second
     * @param patience how many seconds, at most, the history waits for the hub after each batch; 0 sends it without
     *     waiting
     */
    public record Load(int days, int airDays, int rate, int patience) {}

    /** @param settings settings of the hub that is fed */
    public DemoFeed(HubSettings settings, AreaRegister areas, long seed, Load load, Consumer<String> progress) {
        this.settings = settings;
        this.keys = Keys.read(settings.data());
        this.delay = new Delay(settings.queryUrl());
        this.areas = areas;
        this.random = new Random(seed);
        this.city = new DemoCity(areas, seed);
        this.statistics = new DemoStatistics(random);
        this.load = load;
        this.progress = progress;
    }

    @Override
    public void run() {
        try {
            Instant now = Instant.now();
            Path told = settings.data().resolve(HISTORY);
            if (!Files.exists(told)) {
                live(now, load.rate()); // to show something immediately
                history(now);
                Files.createFile(told);
            }
            while (!Thread.currentThread().isInterrupted()) {
                second();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            progress.accept("the simulated feed ended: " + e.getMessage());
        }
    }

    /** Sends one second of the city. */
    private void second() throws IOException, InterruptedException {
        Instant second = Instant.now();
        live(second, load.rate());
        long left = 1_000 - Duration.between(second, Instant.now()).toMillis();
        if (left > 0) {
            Thread.sleep(left);
        }
    }

    /**
     * Queues an event of the past. Live events continue meanwhile, and the past waits for the hub: sent all at once, it
     * would delay live events for minutes.
     */
    private void tell(DemoEvents.Sent past) throws IOException, InterruptedException {
        queue(past);
        if (sent - sentBefore >= BATCH) {
            for (int seconds = 0; seconds < load.patience() && (seconds == 0 || delay.isLong()); seconds++) {
                second();
            }
            sentBefore = sent;
        }
    }

    /** Sends a year up to now, oldest first. */
    private void history(Instant now) throws IOException, InterruptedException {
        long from = System.nanoTime();
        LocalDate today = CityTime.dayOf(now);
        for (int task = 1; task <= 201; task++) {
            tell(city.registers.planTask(now.minus(60L + task, ChronoUnit.DAYS), task));
        }
        for (int year = today.getYear() - 3; year <= today.getYear(); year++) {
            report(now.minus(1, ChronoUnit.DAYS), statistics.ofYear(year));
        }
        registers(now.minus(360, ChronoUnit.DAYS));
        for (LocalDate day = AreaRegister.LAST_DAY_OF_OLD_UNITS.minusDays(90);
                !day.isAfter(AreaRegister.LAST_DAY_OF_OLD_UNITS);
                day = day.plusDays(1)) {
            tell(city.districtDossier(day.atTime(10, 0).atZone(CityTime.ZONE).toInstant()));
            tell(city.districtDossier(day.atTime(15, 0).atZone(CityTime.ZONE).toInstant()));
        }
        for (LocalDate day = today.minusDays(load.days()); day.isBefore(today); day = day.plusDays(1)) {
            Instant noon = day.atTime(12, 0).atZone(CityTime.ZONE).toInstant();
            for (int i = 0; i < DOSSIERS_A_DAY; i++) {
                tell(city.dossier(noon.plusSeconds(60L * i)));
                tell(i % 2 == 0 ? city.workDossier(noon.plusSeconds(70L * i)) : city.any(noon.plusSeconds(80L * i)));
            }
            if (day.plusDays(1).getDayOfMonth() == 1 && day.plusDays(1).getMonthValue() % 3 == 1) {
                Period quarter = Period.containing(day, Granularity.QUARTER);
                for (Area commune : areas.list(day, AreaLevel.COMMUNE)) {
                    report(noon, statistics.ofCommune(commune, quarter));
                }
            }
            if (day.plusDays(1).getDayOfMonth() == 1) {
                report(noon, statistics.ofMonth(day));
                progress.accept("history sent up to " + day);
            }
            if (!day.isBefore(today.minusDays(load.airDays()))) {
                hoursOfAir(CityTime.startOf(day), 24);
            }
        }
        hoursOfAir(CityTime.startOf(today), CityTime.at(now).getHour());
        flush();
        progress.accept(String.format(
                java.util.Locale.ROOT,
                "a year of history sent: %,d events in %.1f s",
                sent,
                Duration.ofNanos(System.nanoTime() - from).toMillis() / 1000.0));
    }

    private void report(Instant time, List<DemoStatistics.Report> reports) throws IOException, InterruptedException {
        for (DemoStatistics.Report report : reports) {
            tell(city.statistic(time, report));
        }
    }

    /** Sends the city's registers as they were a year ago, and what was filed in the years before. */
    private void registers(Instant then) throws IOException, InterruptedException {
        for (int kind = 0; kind < DemoRegisters.KINDS; kind++) {
            for (int entry = 0; entry < REGISTER_ENTRIES; entry++) {
                tell(city.registers.register(then.plus(entry, ChronoUnit.MINUTES), kind));
            }
        }
        for (int months = 1; months < 60; months++) {
            for (int record = 0; record < 5; record++) {
                tell(city.registers.archivedRecord(then, months));
            }
        }
    }

    private void hoursOfAir(Instant midnight, int hours) throws IOException, InterruptedException {
        for (int hour = 1; hour <= hours; hour++) {
            for (int station = 0; station < 6; station++) {
                for (int parameter = 0; parameter < 6; parameter++) {
                    tell(city.sensors.air(midnight.plus(hour, ChronoUnit.HOURS), station, parameter));
                }
            }
        }
    }

    /** Sends what the city produces in one second. */
    private void live(Instant now, int events) throws IOException, InterruptedException {
        for (int i = 0; i < events; i++) {
            queue(spoiled(random.nextInt(100), now));
        }
        if (now.getEpochSecond() % 20 == 0) {
            Instant hour = now.truncatedTo(ChronoUnit.HOURS);
            for (int station = 0; station < 6; station++) {
                queue(city.sensors.air(hour, station, 0));
            }
        }
        flush();
    }

    /**
     * Returns an event that may be faulty: most are good; one in a hundred each is sent twice, late, a correction, or
     * wrong.
     */
    private DemoEvents.Sent spoiled(int dice, Instant now) {
        DemoEvents.Sent before = recent.peekFirst();
        if (dice == 0 && before != null) {
            return before;
        } else if (dice == 1) {
            return city.any(now.minus(1L + random.nextInt(40), ChronoUnit.DAYS));
        } else if (dice == 2 && before != null) {
            ObjectNode correction = before.event().deepCopy();
            correction.put("id", correction.get("id").asString() + "-corrected");
            correction.put("dataversion", 1);
            return new DemoEvents.Sent(before.agency(), correction);
        } else if (dice == 3) {
            DemoEvents.Sent wrong = city.dossier(now);
            ((ObjectNode) wrong.event().get("data")).put("area", "99999");
            return wrong;
        }
        DemoEvents.Sent good = city.any(now);
        recent.addLast(good);
        if (recent.size() > 50) {
            recent.removeFirst();
        }
        return good;
    }

    private void queue(DemoEvents.Sent event) throws IOException, InterruptedException {
        List<ObjectNode> batch = waiting.computeIfAbsent(event.agency(), agency -> new ArrayList<>());
        batch.add(event.event());
        if (batch.size() >= BATCH) {
            send(event.agency(), batch);
        }
    }

    private void flush() throws IOException, InterruptedException {
        for (Map.Entry<String, List<ObjectNode>> entry : waiting.entrySet()) {
            if (!entry.getValue().isEmpty()) {
                send(entry.getKey(), entry.getValue());
            }
        }
    }

    private void send(String agency, List<ObjectNode> batch) throws IOException, InterruptedException {
        client(agency).send(batch);
        sent += batch.size();
        batch.clear();
    }

    private BatchClient client(String agency) {
        return clients.computeIfAbsent(
                agency, code -> new BatchClient(settings.ingestUrl(), settings.queryUrl(), keys.of(code)));
    }
}
