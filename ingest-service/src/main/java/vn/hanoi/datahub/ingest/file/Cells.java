package vn.hanoi.datahub.ingest.file;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.event.WellFormed;

/**
 * A cell's text as what a field holds, by the conventions of Vietnamese spreadsheets: days before months, {@code có} and {@code không}, decimals by the file's own
 * convention. What reads as nothing of the kind is handed on as it is, for the door to refuse with its reason.
 */
record Cells(Decimals decimals, ZoneId zone) {

    private static final Map<String, Boolean> TRUTH = Map.of(
            "true", true, "yes", true, "có", true, "1", true, "x", true, "false", false, "no", false, "không", false,
            "0", false);

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern(
                    "[uuuu-MM-dd][d/M/uuuu][d-M-uuuu][['T'][ ]H:mm[:ss[.SSSSSSSSS][.SSS]]]", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final int DATE_LENGTH = 10;
    private static final int OFFSET_LENGTH = 6;

    /** Puts a cell into an event's data; empty cells are left out. One that is too long for any field is cut, and stays too long. */
    void put(ObjectNode data, Shape.Field field, String cell) {
        String text = WellFormed.bounded(cell, WellFormed.LONGEST_TEXT);
        if (text.isEmpty()) {
            return;
        }
        switch (field.kind()) {
            case INTEGER, NUMBER ->
                decimals.read(text)
                        .ifPresentOrElse(number -> put(data, field, number), () -> data.put(field.name(), text));
            case BOOLEAN -> {
                Boolean truth = TRUTH.get(text.toLowerCase(Locale.ROOT));
                if (truth == null) {
                    data.put(field.name(), text);
                } else {
                    data.put(field.name(), truth);
                }
            }
            case TIMESTAMP -> data.put(field.name(), timestamp(text).orElse(text));
            case DATE ->
                data.put(field.name(), date(text).map(LocalDate::toString).orElse(text));
            default -> data.put(field.name(), text);
        }
    }

    private static void put(ObjectNode data, Shape.Field field, BigDecimal number) {
        data.put(field.name(), number);
    }

    /** RFC 3339 of a time with its offset, or of a local one in the file's zone. */
    Optional<String> timestamp(String text) {
        try {
            if (hasOffset(text)) {
                return Optional.of(OffsetDateTime.parse(text.replace(' ', 'T')).toString());
            }
            LocalDateTime local = (LocalDateTime) LOCAL.parseBest(text, LocalDateTime::from, Cells::midnight);
            return Optional.of(local.atZone(zone).toOffsetDateTime().toString());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a time ends as RFC 3339 has it: in Z, or in hours and minutes from UTC. */
    private static boolean hasOffset(String text) {
        int end = text.length();
        if (end <= DATE_LENGTH) {
            return false;
        }
        char sign = text.charAt(end - OFFSET_LENGTH);
        return text.charAt(end - 1) == 'Z' || ((sign == '+' || sign == '-') && text.charAt(end - 3) == ':');
    }

    private static LocalDateTime midnight(java.time.temporal.TemporalAccessor date) {
        return LocalDate.from(date).atStartOfDay();
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.from(LOCAL.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
