package vn.hanoi.datahub.query.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.query.sensorthings.Linked;

/**
 * What of a set is asked for, by OData's query options as far as they are answered: {@code $top, $skip, $count, $orderby} and {@code $filter} on phenomenonTime.
 *
 * @param order null for the set's own
 */
record SensorThingsQuery(
        int top,
        int skip,
        boolean count,
        Predicate<Linked> filter,
        @Nullable Comparator<Linked> order) {

    private static final int PAGE = 100;
    private static final int MOST = 10_000;
    private static final Set<String> KNOWN = Set.of("$top", "$skip", "$count", "$orderby", "$filter");
    private static final Pattern COMPARISON = Pattern.compile("phenomenonTime (lt|le|gt|ge) ([0-9T:.Z+\\- ]+)");
    private static final Pattern ORDER = Pattern.compile("phenomenonTime(?: (asc|desc))?");

    /**
     * Reads query options.
     *
     * @throws BadRequestException for one that is mistaken or not answered
     */
    static SensorThingsQuery of(Map<String, String> options) {
        options.keySet().stream()
                .filter(option -> option.startsWith("$") && !KNOWN.contains(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new BadRequestException(
                            option + " is not answered here; $top, $skip, $count, $orderby and $filter are");
                });
        return new SensorThingsQuery(
                number(options, "$top", PAGE),
                number(options, "$skip", 0),
                flag(options.getOrDefault("$count", "false")),
                filter(options.get("$filter")),
                order(options.get("$orderby")));
    }

    private static int number(Map<String, String> options, String name, int otherwise) {
        String text = options.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return name.equals("$top") ? Math.min(number, MOST) : number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new BadRequestException(name + " is a number from 0 on, not '" + text + "'");
    }

    private static boolean flag(String text) {
        if (!Set.of("true", "false").contains(text)) {
            throw new BadRequestException("$count is true or false");
        }
        return text.equals("true");
    }

    private static Predicate<Linked> filter(@Nullable String text) {
        if (text == null) {
            return entity -> true;
        }
        Predicate<Linked> all = entity -> true;
        for (String part : text.split(" and ")) {
            Matcher matcher = COMPARISON.matcher(part.trim());
            if (!matcher.matches()) {
                throw new BadRequestException(
                        "$filter is answered for phenomenonTime with lt, le, gt or ge a moment, joined by and");
            }
            Instant moment = moment(matcher.group(2));
            all = all.and(
                    switch (matcher.group(1)) {
                        case "lt" -> entity -> entity.time().isBefore(moment);
                        case "le" -> entity -> !entity.time().isAfter(moment);
                        case "gt" -> entity -> entity.time().isAfter(moment);
                        default -> entity -> !entity.time().isBefore(moment);
                    });
        }
        return all;
    }

    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text.trim().replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw new BadRequestException("'" + text + "' is not a moment such as 2026-11-20T07:00:00+07:00");
        }
    }

    private static @Nullable Comparator<Linked> order(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher matcher = ORDER.matcher(text);
        if (!matcher.matches()) {
            throw new BadRequestException("$orderby is answered for phenomenonTime, asc or desc");
        }
        Comparator<Linked> byTime = Comparator.comparing(Linked::time);
        return Optional.ofNullable(matcher.group(1)).filter("desc"::equals).isPresent() ? byTime.reversed() : byTime;
    }
}
