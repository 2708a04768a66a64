package vn.hanoi.datahub.worldtests;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** Chance, times and places of a world. */
final class WorldDice {

    private static final ZoneId HANOI = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final List<String> OLD = List.of("00004", "00001", "00190", "00376");
    private static final List<String> NEW = List.of("00004", "00008", "00190", "00376");
    private static final Instant NEW_BOUNDARIES = midnight(2025, 7, 1);
    private static final Instant NEW_YEAR = midnight(2026, 1, 1);
    static final long DAY = 86_400;

    private final Random random;

    WorldDice(Random random) {
        this.random = random;
    }

    /** Any time of nearly a year up to now; often close to the change of boundaries, the turn of the year, or now. */
    Instant time(JsonNode like) {
        if (like != null) {
            return timeOf(like);
        }
        return switch (random.nextInt(12)) {
            case 0 -> near(NEW_BOUNDARIES, 2);
            case 1 -> near(NEW_YEAR, 2);
            case 2 -> before(World.NOW, 3);
            case 3 -> sometimes() ? NEW_BOUNDARIES : sometimes() ? NEW_YEAR : near(NEW_BOUNDARIES, 30);
            default ->
                notAfterNow(midnight(2025, 4, 1).plusSeconds(random.nextInt(348) * DAY + random.nextInt((int) DAY)));
        };
    }

    /** The end of an interval, in the night in which the boundaries changed or that of the new year. */
    Instant night(int hour, int minutes, int step) {
        Instant evening = (random.nextBoolean() ? NEW_BOUNDARIES : NEW_YEAR).minus(Duration.ofHours(24 - hour));
        return evening.plus(Duration.ofMinutes((long) step * (1 + random.nextInt(minutes / step))));
    }

    /** Mostly within two months, on either side; some to fall due about now. */
    Instant due(Instant time) {
        return switch (random.nextInt(6)) {
            case 0 -> near(World.NOW, 40);
            case 1 -> sometimes() ? World.NOW : sometimes() ? NEW_YEAR : near(time, 5);
            default -> near(time, 60);
        };
    }

    Instant near(Instant time, int days) {
        return time.plusSeconds(random.nextInt((int) (2 * days * DAY)) - days * DAY);
    }

    Instant before(Instant time, int days) {
        return time.minusSeconds(random.nextInt((int) (days * DAY)));
    }

    /** One of the agencies or, since the new boundaries, a commune's committee; that of an event that is corrected. */
    String source(JsonNode like, Instant time, String... agencies) {
        if (like != null) {
            return like.get("source").asString().substring("urn:hanoi:agency:".length());
        }
        return isBefore(time) || random.nextInt(4) > 0 ? pick(agencies) : "H26.X" + NEW.get(random.nextInt(2));
    }

    /** A commune in force; that of the committee that speaks. */
    String area(String source, Instant time) {
        return isCommune(source)
                ? source.substring("H26.X".length())
                : areas(time).get(random.nextInt(4));
    }

    String id() {
        return "e" + Long.toHexString(random.nextLong());
    }

    boolean mostly() {
        return random.nextInt(6) > 0;
    }

    boolean sometimes() {
        return random.nextInt(10) == 0;
    }

    String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    static String text(Instant time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(HANOI));
    }

    static Instant timeOf(JsonNode event) {
        return Instant.parse(event.get("time").asString());
    }

    static List<String> areas(Instant time) {
        return isBefore(time) ? OLD : NEW;
    }

    static boolean isBefore(Instant time) {
        return time.isBefore(NEW_BOUNDARIES);
    }

    static boolean isCommune(String source) {
        return source.startsWith("H26.X0");
    }

    static Instant years(Instant time, int years) {
        return time.atZone(HANOI).plusYears(years).toInstant();
    }

    static Instant notAfterNow(Instant time) {
        return notAfter(World.NOW, time);
    }

    /** A moment, or the latest that it may be. */
    static Instant notAfter(Instant latest, Instant moment) {
        return moment.isAfter(latest) ? latest : moment;
    }

    static Instant midnight(int year, int month, int day) {
        return LocalDate.of(year, month, day).atStartOfDay(HANOI).toInstant();
    }
}
