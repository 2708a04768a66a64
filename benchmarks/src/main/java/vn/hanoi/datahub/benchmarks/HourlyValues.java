package vn.hanoi.datahub.benchmarks;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/** Years of hourly values of {@value #AREAS} communes, up to the current hour, in a standalone query service. */
final class HourlyValues {

    static final int AREAS = 30;
    private static final int HOURS_OF_A_YEAR = 8_760;

    private final List<Area> communes =
            CatalogueLoader.load(CatalogueFiles.shipped()).areas().list(LocalDate.of(2026, 1, 1)).stream()
                    .filter(area -> area.level() == AreaLevel.COMMUNE)
                    .toList();
    private final LocalDateTime thisHour = CityTime.at(Instant.now()).truncatedTo(ChronoUnit.HOURS);
    private final QueryAlone hub;
    private final Http query = new Http("http://127.0.0.1:" + QueryAlone.QUERY_PORT);

    HourlyValues(QueryAlone hub) {
        this.hub = hub;
    }

    /** Returns all communes, of which the first {@value #AREAS} have values. */
    List<Area> communes() {
        return communes;
    }

    Period thisHour() {
        return new Period(Granularity.HOUR, thisHour);
    }

    /** Publishes the values of a range of past years, newest first; returns when all of them can be read. */
    void publish(int fromYear, int toYear) throws IOException, InterruptedException {
        long from = System.nanoTime();
        Random random = new Random(1);
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long values = 0;
        for (int hour = fromYear * HOURS_OF_A_YEAR; hour < toYear * HOURS_OF_A_YEAR; hour++) {
            Period period = new Period(Granularity.HOUR, thisHour.minusHours(hour));
            for (Area area : communes.subList(0, AREAS)) {
                hub.publish(area.id(), period, random.nextInt(200), 1, at);
                values++;
            }
        }
        hub.flush();
        double sent = (System.nanoTime() - from) / 1e9;
        String last = path(0, toYear * HOURS_OF_A_YEAR - 1, 1);
        JsonNode found = query.json(last);
        while (found.path("values").isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(100);
            found = query.json(last);
        }
        double filled = (System.nanoTime() - from) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "history: %,d values published in %.1f s, all in the history after %.1f s: %,.0f values/s%n",
                values,
                sent,
                filled,
                values / filled);
    }

    /** Returns the path of one area's hours, starting a given number of hours ago. */
    String path(int area, int hoursAgo, int hours) {
        LocalDateTime from = thisHour.minusHours(hoursAgo);
        return "/v1/indicators/" + QueryAlone.INDICATOR + "/values?period=hour&area="
                + communes.get(area).code() + "&from=" + from + ":00%2B07:00&to=" + from.plusHours(hours)
                + ":00%2B07:00";
    }
}
