package vn.hanoi.datahub.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A year of a city in a given number of events, spread over its days, communes and procedures. The same number of
 * events always yields the same load.
 *
 * <p>One dossier event in ten reports only a receipt. The end of that dossier follows {@value #LATER} dossier events
 * later and replaces it.
 */
final class CityLoad {

    /** The day since which today's communes exist. */
    static final LocalDate FIRST_DAY = LocalDate.of(2025, 7, 1);

    static final int DAYS = 365;
    static final String CENTRE = "H26.HCC";

    /** Maximum number of events in one request. */
    static final int BATCH = 500;

    /** Whether dossiers identify their applicant by a hash, so that distinct people are counted, too. */
    static final boolean APPLICANTS = !"off".equals(System.getProperty("applicants"));

    private static final int LATER = 5_000;
    private static final int ONE_IN = 10;

    /**
     * Types of every fifty events: 35 dossiers, 6 work dossiers, 3 citizen reports, 1 statistic, 2 air observations, 3
     * traffic observations.
     */
    private static final String MIX = "DDDDDDDWDDDDDDTCDDDDDWDWDDDDDATDDDDDWCDWDDDDSATCWD";

    private final CityPlaces places = new CityPlaces();
    private final CityOthers others = new CityOthers(places);
    private final int events;
    private final String mix;

    /** @param mixed whether to include types other than dossiers */
    CityLoad(int events, boolean mixed) {
        this.events = events;
        this.mix = mixed ? MIX : "D";
    }

    /** Events of one agency that are sent in one request, by their numbers. */
    record Batch(String agency, int[] numbers) {}

    /** Returns all requests, in the order of the events as far as the batches of the agencies permit. */
    List<Batch> batches() {
        List<Batch> batches = new ArrayList<>();
        Map<String, List<Integer>> waiting = new TreeMap<>();
        for (int number = 0; number < events; number++) {
            List<Integer> own = waiting.computeIfAbsent(agency(number), agency -> new ArrayList<>());
            own.add(number);
            if (own.size() == BATCH) {
                batches.add(batch(agency(number), own));
                own.clear();
            }
        }
        waiting.forEach((agency, rest) -> {
            if (!rest.isEmpty()) {
                batches.add(batch(agency, rest));
            }
        });
        return batches;
    }

    private static Batch batch(String agency, List<Integer> numbers) {
        return new Batch(agency, numbers.stream().mapToInt(Integer::intValue).toArray());
    }

    byte[] body(Batch batch) {
        StringBuilder json = new StringBuilder(batch.numbers().length * 700).append('[');
        for (int number : batch.numbers()) {
            if (json.length() > 1) {
                json.append(',');
            }
            write(json, number);
        }
        return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    int dossiers() {
        return (int)
                IntStream.range(0, events).filter(number -> kind(number) == 'D').count();
    }

    private char kind(int number) {
        return mix.charAt(number % mix.length());
    }

    /** Returns the index of an event among those of its type. */
    private int serial(int number) {
        char kind = kind(number);
        String before = mix.substring(0, number % mix.length());
        return number / mix.length() * count(mix, kind) + count(before, kind);
    }

    private static int count(String text, char wanted) {
        return (int) text.chars().filter(each -> each == wanted).count();
    }

    private String agency(int number) {
        int serial = serial(number);
        return switch (kind(number)) {
            case 'D' -> CityDossier.of(places, dossier(serial)).agency();
            case 'W' -> others.agencyOfWork(serial);
            case 'C' -> CENTRE;
            case 'S' -> "H26.KHCN";
            case 'A' -> "H26.NNMT";
            default -> "H26.XD";
        };
    }

    private void write(StringBuilder json, int number) {
        int serial = serial(number);
        switch (kind(number)) {
            case 'D' -> {
                CityDossier dossier = CityDossier.of(places, dossier(serial));
                if (isReceipt(serial)) {
                    dossier.received(json);
                } else {
                    dossier.ended(json);
                }
            }
            case 'W' -> others.work(json, serial);
            case 'C' -> others.report(json, serial);
            case 'S' -> others.statistic(json, serial);
            case 'A' -> others.air(json, serial);
            default -> others.traffic(json, serial);
        }
    }

    private static boolean isReceipt(int serial) {
        return serial % ONE_IN == 0;
    }

    /**
     * Returns which dossier a dossier event is about: the last of every ten events ends the first of ten much earlier
     * ones.
     */
    private static int dossier(int serial) {
        int earlier = serial - LATER - ONE_IN + 1;
        return serial % ONE_IN == ONE_IN - 1 && earlier >= 0 ? earlier : serial;
    }

    /**
     * Returns numerator and denominator of {@code dg.tthc_on_time} of the city by year, counted independently of the
     * hub.
     */
    Map<String, long[]> onTime() {
        int dossiers = dossiers();
        boolean[] ended = new boolean[dossiers];
        for (int serial = 0; serial < dossiers; serial++) {
            ended[dossier(serial)] |= !isReceipt(serial);
        }
        boolean[] known = new boolean[dossiers];
        IntStream.range(0, dossiers).forEach(serial -> known[dossier(serial)] = true);
        Map<String, long[]> years = new HashMap<>();
        for (int number = 0; number < dossiers; number++) {
            CityDossier dossier = CityDossier.of(places, number);
            if (known[number] && ended[number] && dossier.resolvedAt() != null) {
                add(years, dossier.resolvedAt().getYear(), dossier.isOnTime());
            } else if (known[number] && !ended[number]) {
                add(years, dossier.dueAt().getYear(), false);
            }
        }
        return new TreeMap<>(years);
    }

    private static void add(Map<String, long[]> years, int year, boolean onTime) {
        long[] counts = years.computeIfAbsent(Integer.toString(year), key -> new long[2]);
        counts[0] += onTime ? 1 : 0;
        counts[1]++;
    }
}
