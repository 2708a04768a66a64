package vn.hanoi.datahub.benchmarks;

import java.time.LocalDateTime;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The other events of a city: work dossiers, citizen reports, statistics, air and traffic. The same number always
 * yields the same event.
 */
final class CityOthers {

    private static final List<String> FIGURES = List.of(
            "ds.smartphone_adults",
            "ds.digital_signature_adults",
            "ds.fibre_households",
            "ds.mobile_4g5g_coverage",
            "ds.mobile_5g_coverage",
            "ds.broadband_affordable_access");
    private static final String[] QUARTERS = {"2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"};
    private static final String[] POLLUTANTS = {"PM25", "PM10", "O3", "NO2", "SO2", "CO"};
    private static final int STATIONS = 30;
    private static final int LINKS = 400;

    private final CityPlaces places;

    CityOthers(CityPlaces places) {
        this.places = places;
    }

    String agencyOfWork(int number) {
        return number % 3 == 0 ? "H26.VP" : CityPlaces.committee(commune(number));
    }

    void work(StringBuilder json, int number) {
        SplittableRandom random = random(number);
        LocalDateTime opened = day(random);
        LocalDateTime closed = opened.plusDays(random.nextInt(20)).plusHours(1);
        CityEvents.begin(json, agencyOfWork(number), "work-dossier", "w-" + number, "w-" + number, closed);
        json.append("\"level\":\"")
                .append(number % 3 == 0 ? "CITY" : "COMMUNE")
                .append("\",\"area\":\"")
                .append(commune(number))
                .append("\",\"sector\":\"s-")
                .append(number % 12)
                .append("\",\"status\":\"CLOSED\",\"online\":")
                .append(random.nextDouble() < 0.85)
                .append(",\"secret\":false,\"openedAt\":\"")
                .append(CityEvents.text(opened))
                .append("\",\"closedAt\":\"")
                .append(CityEvents.text(closed))
                .append("\"}}");
    }

    void report(StringBuilder json, int number) {
        SplittableRandom random = random(number);
        LocalDateTime received = day(random);
        LocalDateTime resolved = received.plusDays(random.nextInt(12)).plusHours(2);
        CityEvents.begin(json, CityLoad.CENTRE, "citizen-report", "c-" + number, "c-" + number, resolved);
        json.append("\"area\":\"")
                .append(commune(number))
                .append("\",\"category\":\"k-")
                .append(number % 15)
                .append("\",\"status\":\"RESOLVED\",\"receivedAt\":\"")
                .append(CityEvents.text(received))
                .append("\",\"dueAt\":\"")
                .append(CityEvents.text(received.plusDays(10)))
                .append("\",\"resolvedAt\":\"")
                .append(CityEvents.text(resolved))
                .append("\",\"satisfied\":")
                .append(random.nextDouble() < 0.8)
                .append("}}");
    }

    /** Writes a figure for each commune and quarter; once all have been sent, they are repeated as corrections. */
    void statistic(StringBuilder json, int number) {
        int communes = places.communes().size();
        int all = FIGURES.size() * communes * QUARTERS.length;
        int which = number % all;
        String commune = places.communes().get(which % communes);
        String figure = FIGURES.get(which / communes % FIGURES.size());
        int quarter = which / communes / FIGURES.size();
        int people = 10_000 + random(which).nextInt(60_000);
        LocalDateTime time = CityLoad.FIRST_DAY
                .plusMonths(3L * quarter + 3)
                .plusDays(2)
                .atTime(9, 0)
                .plusHours(number / all);
        CityEvents.begin(
                json, "H26.KHCN", "statistic", figure + "/" + commune + "/" + QUARTERS[quarter], "q-" + number, time);
        json.append("\"statistic\":\"")
                .append(figure)
                .append("\",\"area\":\"")
                .append(commune)
                .append("\",\"period\":\"")
                .append(QUARTERS[quarter])
                .append("\",\"numerator\":")
                .append(people * 3 / 4 + number / all)
                .append(",\"denominator\":")
                .append(people)
                .append("}}");
    }

    /** Writes six pollutants at each station, hour by hour. */
    void air(StringBuilder json, int number) {
        int station = number % STATIONS;
        String pollutant = POLLUTANTS[number / STATIONS % POLLUTANTS.length];
        LocalDateTime time = CityLoad.FIRST_DAY.atTime(1, 0).plusHours(number / (STATIONS * POLLUTANTS.length) % 8_000);
        CityEvents.begin(json, "H26.NNMT", "air-observation", "S" + station + "/" + pollutant, "a-" + number, time);
        json.append("\"station\":\"S")
                .append(station)
                .append("\",\"parameter\":\"")
                .append(pollutant)
                .append("\",\"value\":")
                .append(10 + random(number).nextInt(90))
                .append(",\"averagingMinutes\":60,\"area\":\"")
                .append(places.communes().get(station * 4))
                .append("\"}}");
    }

    /** Writes an observation on each road link every five minutes. */
    void traffic(StringBuilder json, int number) {
        int link = number % LINKS;
        LocalDateTime time = CityLoad.FIRST_DAY.atTime(0, 5).plusMinutes(5L * (number / LINKS));
        CityEvents.begin(json, "H26.XD", "traffic-observation", "L" + link, "t-" + number, time);
        json.append("\"link\":\"L")
                .append(link)
                .append("\",\"area\":\"")
                .append(commune(link))
                .append("\",\"speedKmh\":")
                .append(10 + random(number).nextInt(50))
                .append(",\"freeFlowKmh\":")
                .append(35 + link % 4 * 10)
                .append(",\"vehicles\":")
                .append(5 + random(number).nextInt(60))
                .append(",\"averagingMinutes\":5}}");
    }

    private String commune(int number) {
        return places.communes().get(number % places.communes().size());
    }

    private static LocalDateTime day(SplittableRandom random) {
        return CityLoad.FIRST_DAY.plusDays(random.nextInt(CityLoad.DAYS)).atTime(8 + random.nextInt(9), 0);
    }

    private static SplittableRandom random(int number) {
        return new SplittableRandom(number * 31L + 3);
    }
}
