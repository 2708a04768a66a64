package vn.hanoi.datahub.query.sensorthings;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.date.Dates;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.query.sensorthings.EntityNode.Place;

/**
 * A query for a set, by the supported query options of OData: {@code $top, $skip, $skiptoken, $count, $orderby}, and
 * {@code $filter} on phenomenonTime.
 *
 * @param from first requested moment, inclusive
 * @param to last requested moment, inclusive
 * @param order order of the entities; {@link Order#BY_KEY} if none was requested
 * @param after entity after which the answer continues; null for the first page
 */
record SensorThingsQuery(
        int top,
        int skip,
        boolean count,
        Instant from,
        Instant to,
        Order order,
        @Nullable Place after) {

    private static final int PAGE = 100;
    private static final int MOST = 10_000;
    private static final Set<String> KNOWN = Set.of("$top", "$skip", "$skiptoken", "$count", "$orderby", "$filter");
    private static final Pattern COMPARISON = Pattern.compile("phenomenonTime (lt|le|gt|ge) ([0-9T:.Z+\\- ]+)");
    private static final Pattern ORDER = Pattern.compile("phenomenonTime(?: (asc|desc))?");

    enum Order {
        BY_KEY(Comparator.comparing(Place::key)),
        EARLIEST_FIRST(Comparator.comparing(Place::time).thenComparing(Place::key)),
        LATEST_FIRST(Comparator.comparing(Place::time).reversed().thenComparing(Place::key));

        final Comparator<Place> places;

        Order(Comparator<Place> places) {
            this.places = places;
        }
    }

    /**
     * Parses query options.
     *
     * @throws BadRequestException if one is invalid or not supported
     */
    static SensorThingsQuery of(Map<String, String> options) {
        options.keySet().stream()
                .filter(option -> !KNOWN.contains(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new BadRequestException(
                            "'" + option + "' is not answered here; $top, $skip, $count, $orderby and $filter are");
                });
        Instant from = Instant.MIN;
        Instant to = Instant.MAX;
        String filter = options.get("$filter");
        for (String part : filter == null ? new String[0] : filter.split(" and ")) {
            Matcher matcher = COMPARISON.matcher(part.trim());
            if (!matcher.matches()) {
                throw new BadRequestException(
                        "$filter is answered for phenomenonTime with lt, le, gt or ge a moment, joined by and");
            }
            Instant moment =
                    Dates.moment("phenomenonTime", matcher.group(2).trim().replace(' ', '+'));
            switch (matcher.group(1)) {
                case "lt" -> to = earlier(to, moment.minusNanos(1));
                case "le" -> to = earlier(to, moment);
                case "gt" -> from = later(from, moment.plusNanos(1));
                default -> from = later(from, moment);
            }
        }
        return new SensorThingsQuery(
                number(options, "$top", PAGE),
                number(options, "$skip", 0),
                flag(options.getOrDefault("$count", "false")),
                from,
                to,
                order(options.get("$orderby")),
                place(options.get("$skiptoken")));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Returns whether an entity is requested, on any page. An entity without a time always matches. */
    boolean wants(Place place) {
        return place.time().equals(Instant.MIN)
                || !place.time().isBefore(from) && !place.time().isAfter(to);
    }

    /** Returns whether an entity is on this page or a later one. */
    boolean isAfter(Place place) {
        return after == null || order.places.compare(place, after) > 0;
    }

    /** Returns the length of the requested time range. */
    Duration window() {
        return from.equals(Instant.MIN) || to.equals(Instant.MAX)
                ? Duration.ofSeconds(Long.MAX_VALUE)
                : Duration.between(from, to);
    }

    /** Returns the token for the link to the next page, made from the last entity on this one. */
    static String token(Place place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((place.time() + " " + place.key()).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Place place(@Nullable String token) {
        if (token == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int space = text.indexOf(' ');
            return new Place(Instant.parse(text.substring(0, Math.max(0, space))), text.substring(space + 1));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new BadRequestException("$skiptoken is what an @iot.nextLink has there; begin without it");
        }
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
            // reported below
        }
        throw new BadRequestException(name + " is a number from 0 on, not '" + text + "'");
    }

    private static boolean flag(String text) {
        if (!Set.of("true", "false").contains(text)) {
            throw new BadRequestException("$count is true or false");
        }
        return text.equals("true");
    }

    private static Order order(@Nullable String text) {
        if (text == null) {
            return Order.BY_KEY;
        }
        Matcher matcher = ORDER.matcher(text);
        if (!matcher.matches()) {
            throw new BadRequestException("$orderby is answered for phenomenonTime, asc or desc");
        }
        return "desc".equals(matcher.group(1)) ? Order.LATEST_FIRST : Order.EARLIEST_FIRST;
    }
}
