package vn.hanoi.datahub.benchmarks;

import java.time.LocalDateTime;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One procedure dossier of the simulated city, from receipt to result. The same number always yields the same dossier.
 * Times are city times, to the minute.
 *
 * @param agency the agency that sends it: the city's centre, or the commune itself
 * @param resolvedAt null if it ended without a result
 */
record CityDossier(
        int number,
        String agency,
        String commune,
        int procedure,
        String channel,
        LocalDateTime receivedAt,
        LocalDateTime dueAt,
        @Nullable LocalDateTime resolvedAt,
        SplittableRandom details) {

    private static final int PROCEDURES = 400;
    private static final int SECTORS = 24;
    private static final double OF_THE_CENTRE = 0.6;
    private static final double WITH_RESULT = 0.96;
    private static final double ON_TIME = 0.9;
    private static final double WITH_ELECTRONIC_RESULT = 0.6;
    private static final double WITH_RATING = 0.2;
    private static final int OPENS_AT = 8;
    private static final int MINUTES_OPEN = 540;

    /** Returns the dossier with a number, received on some day of the city's year. */
    static CityDossier of(CityPlaces places, int number) {
        SplittableRandom random = new SplittableRandom(number * 31L + 1);
        return of(
                places,
                number,
                CityLoad.FIRST_DAY
                        .plusDays(random.nextInt(CityLoad.DAYS))
                        .atTime(OPENS_AT, 0)
                        .plusMinutes(random.nextInt(MINUTES_OPEN)),
                random);
    }

    /**
     * Returns a dossier that is received and resolved at a given moment, for a live load.
     *
     * @param agency the agency that sends it
     * @param own commune of the dossier; null for any
     */
    static CityDossier now(CityPlaces places, int number, LocalDateTime now, String agency, @Nullable String own) {
        CityDossier some = of(places, number, now, new SplittableRandom(number * 31L + 2));
        return new CityDossier(
                number,
                agency,
                own == null ? some.commune : own,
                some.procedure,
                some.channel,
                now,
                some.dueAt,
                now,
                some.details);
    }

    private static CityDossier of(CityPlaces places, int number, LocalDateTime received, SplittableRandom random) {
        String commune = places.commune(random.nextDouble());
        double popular = random.nextDouble();
        int allowed = 3 + random.nextInt(15);
        int taken = random.nextDouble() < ON_TIME ? random.nextInt(allowed) : allowed + 1 + random.nextInt(8);
        LocalDateTime resolved = received.plusDays(taken).plusMinutes(1 + random.nextInt(60));
        return new CityDossier(
                number,
                random.nextDouble() < OF_THE_CENTRE ? CityLoad.CENTRE : CityPlaces.committee(commune),
                commune,
                (int) (popular * popular * PROCEDURES),
                pick(random.nextDouble()),
                received,
                received.plusDays(allowed),
                random.nextDouble() < WITH_RESULT ? resolved : null,
                random);
    }

    private static String pick(double share) {
        return share < 0.55 ? "ONLINE_FULL" : share < 0.7 ? "ONLINE_PARTIAL" : share < 0.95 ? "COUNTER" : "POSTAL";
    }

    boolean isOnTime() {
        return resolvedAt != null && !resolvedAt.isAfter(dueAt);
    }

    String subject() {
        return "d-" + number;
    }

    /** Writes the event for its receipt. */
    void received(StringBuilder json) {
        begin(json, "r", receivedAt, "RECEIVED");
        json.append("}}");
    }

    /** Writes the event for its end. */
    void ended(StringBuilder json) {
        SplittableRandom random = details.split();
        if (resolvedAt == null) {
            begin(json, "e", receivedAt.plusDays(1), random.nextBoolean() ? "RETURNED" : "WITHDRAWN");
            json.append("}}");
            return;
        }
        begin(json, "e", resolvedAt, "RESOLVED");
        json.append(",\"resolvedAt\":\"").append(text(resolvedAt)).append('"');
        if (random.nextDouble() < WITH_ELECTRONIC_RESULT) {
            json.append(",\"resultElectronic\":")
                    .append(random.nextDouble() < 0.85)
                    .append(",\"resultDigitised\":")
                    .append(random.nextDouble() < 0.7);
        }
        if (hasFee()) {
            json.append(",\"feePaid\":\"")
                    .append(random.nextDouble() < 0.6 ? "ONLINE" : "COUNTER")
                    .append("\",\"amount\":")
                    .append(10_000 + 5_000 * random.nextInt(60));
        }
        if (random.nextDouble() < WITH_RATING) {
            json.append(",\"rating\":").append(random.nextDouble() < 0.9 ? 5 : 2);
        }
        json.append("}}");
    }

    private void begin(StringBuilder json, String what, LocalDateTime time, String status) {
        CityEvents.begin(json, agency, "procedure-dossier", subject(), what + "-" + number, time);
        json.append("\"procedure\":\"p-")
                .append(procedure)
                .append("\",\"sector\":\"s-")
                .append(procedure % SECTORS)
                .append("\",\"level\":\"COMMUNE\",\"area\":\"")
                .append(commune)
                .append("\",\"channel\":\"")
                .append(channel)
                .append("\",\"status\":\"")
                .append(status)
                .append("\",\"receivedAt\":\"")
                .append(text(receivedAt))
                .append("\",\"dueAt\":\"")
                .append(text(dueAt))
                .append("\",\"identifierLinked\":")
                .append(number % 20 != 0)
                .append(",\"authentication\":\"")
                .append(number % 5 == 0 ? "LOCAL" : "VNEID")
                .append("\",\"applicantKind\":\"")
                .append(number % 6 == 0 ? "ORGANISATION" : "PERSON")
                .append("\",\"fee\":")
                .append(hasFee());
        if (CityLoad.APPLICANTS) {
            json.append(",\"applicant\":\"").append(applicant()).append('"');
        }
    }

    private boolean hasFee() {
        return number % 10 > 6;
    }

    /**
     * Returns the applicant. Of three consecutive dossiers, two are from the same person. It has hardly any digits:
     * among thousands of random numbers, some look like a person's.
     */
    private String applicant() {
        long person = number / 3 * 2L + (number % 3 == 0 ? 0 : 1);
        StringBuilder text = new StringBuilder("h0");
        Long.toUnsignedString(person * 0x9E3779B97F4A7C15L, 16)
                .chars()
                .forEach(digit -> text.append((char) ('a' + Character.digit(digit, 16))));
        return text.toString();
    }

    private static String text(LocalDateTime time) {
        return CityEvents.text(time);
    }
}
