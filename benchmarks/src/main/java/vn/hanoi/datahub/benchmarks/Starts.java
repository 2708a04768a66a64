package vn.hanoi.datahub.benchmarks;

import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/**
 * Measures how long a query service takes to start with one year, and with ten years, of the days, months, quarters and
 * years of a city and its 126 communes.
 */
final class Starts {

    private static final List<String> INDICATORS =
            List.of("dg.tthc_on_time", "dg.tthc_dossiers_online", "ds.adults_using_online_services", "air.pm25_mean");
    private static final int YEARS = Integer.getInteger("years", 10);
    private static final int STARTS = 5;

    private final List<Area> areas =
            CatalogueLoader.load(CatalogueFiles.shipped()).areas().list(LocalDate.of(2026, 1, 1));
    private final Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final LocalDate today = CityTime.dayOf(at);
    private final QueryAlone hub;
    private long published;

    private Starts(QueryAlone hub) {
        this.hub = hub;
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        try (QueryAlone hub = new QueryAlone(Files.createTempDirectory("starts"))) {
            Starts starts = new Starts(hub);
            hub.start();
            starts.publish(0, 1);
            double one = starts.measure("1 year");
            starts.publish(1, YEARS);
            double many = starts.measure(YEARS + " years");
            System.out.printf(Locale.ROOT, "%d years : 1 year = %.2f%n", YEARS, many / one);
        }
        System.exit(0);
    }

    private void publish(int fromYear, int toYear) throws Exception {
        for (String indicator : INDICATORS) {
            for (Granularity granularity :
                    List.of(Granularity.DAY, Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR)) {
                Period last = Period.containing(today.minusYears(fromYear), granularity);
                Period first = Period.containing(today.minusYears(toYear), granularity);
                for (Period period = last; period.compareTo(first) > 0; period = period.plus(-1)) {
                    for (Area area : areas) {
                        hub.publish(indicator, area.id(), period, published % 1_000, 1, at);
                        published++;
                    }
                }
            }
        }
        hub.flush();
        Http query = new Http("http://127.0.0.1:" + QueryAlone.QUERY_PORT);
        Area area = areas.get(areas.size() - 1);
        String oldest = "/v1/indicators/" + INDICATORS.get(INDICATORS.size() - 1) + "/values?period=day&area="
                + area.code() + "&from=" + today.minusYears(toYear).plusDays(2) + "&to="
                + today.minusYears(toYear).plusDays(5);
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(20);
        while (query.json(oldest).path("values").size() < 2 && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(500);
        }
        TimeUnit.SECONDS.sleep(5);
        System.out.printf(Locale.ROOT, "%,d values published%n", published);
    }

    private double measure(String what) throws Exception {
        double[] seconds = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            hub.stop();
            seconds[i] = hub.start();
        }
        java.util.Arrays.sort(seconds);
        System.out.printf(
                Locale.ROOT,
                "start with %s: %.1f s (%.1f to %.1f, %d starts)%n",
                what,
                seconds[STARTS / 2],
                seconds[0],
                seconds[STARTS - 1],
                STARTS);
        return seconds[STARTS / 2];
    }
}
