package vn.hanoi.datahub.query.view;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.area.Transfer;
import vn.hanoi.datahub.domain.fold.FoldKind;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * Values as they would be if today's units, and today's agencies, had always existed. The counts of a former commune
 * are distributed over the communes that it became part of, by the weights in the register. A share of a divided unit
 * is an estimate, and so is every value that includes one.
 *
 * <p>Transfers start from the communes of 2025-06-30. A commune that ended on 2024-12-31 and whose code continued is
 * distributed like its successor. If the code ended, too, the register does not say where the commune went, and its
 * values are in none of today's units.
 *
 * <p>Numerators and denominators are distributed, never values, so the shares of all units add up to the former totals.
 * Means over stations, ranks and indices cannot be distributed: for these, only the values of today's units themselves
 * remain.
 */
public final class CurrentBoundaries {

    private record Share(Value value, BigDecimal weight, boolean estimated) {}

    private final Catalogue catalogue;
    private final InstantSource clock;
    private final AreaRegister areas;
    private final Map<AreaId, List<Transfer>> outOf;

    /** The former units of which today's have parts, by today's code. */
    private final Map<String, List<AreaId>> into = new HashMap<>();

    public CurrentBoundaries(Catalogue catalogue, InstantSource clock) {
        this.clock = clock;
        this.catalogue = catalogue;
        this.areas = catalogue.areas();
        Map<String, List<Transfer>> byCode =
                areas.transfers().stream().collect(Collectors.groupingBy(Transfer::oldCommune));
        this.outOf = areas.all().stream()
                .filter(old -> old.validTo() != null)
                .collect(Collectors.toMap(Area::id, old -> byCode.getOrDefault(old.code(), List.of())));
        outOf.forEach((old, transfers) ->
                transfers.forEach(transfer -> into.computeIfAbsent(transfer.newCommune(), code -> new ArrayList<>())
                        .add(old)));
    }

    /** Returns whether the values of a former unit can be distributed. */
    public static boolean sharesOut(FoldKind fold) {
        return switch (fold) {
            case RATIO, REPORT_RATIO, SUM, SNAPSHOT, STATE, CUMULATIVE, DISTINCT, ROLLING_DISTINCT, REGISTER -> true;
            case STATE_DISTINCT,
                    MINIMUM,
                    GROWTH,
                    LATEST,
                    MEMBER_MEAN,
                    MEMBER_MAX,
                    FRESHNESS,
                    VN_AQI_HOURLY,
                    VN_AQI_DAILY -> false;
        };
    }

    /** Returns values of today's units, calculated from those of all units that ever existed. */
    public Stream<Value> rebased(IndicatorDefinition definition, Stream<Value> reported) {
        return rebased(definition, reported, CityTime.dayOf(clock.instant()));
    }

    /** @param day the day whose agencies are meant: those that had ended by then are added to who took over */
    public Stream<Value> rebased(IndicatorDefinition definition, Stream<Value> reported, LocalDate day) {
        return shares(definition, reported, day).entrySet().stream()
                .map(entry -> sum(definition, entry.getKey(), entry.getValue()));
    }

    /**
     * As {@link #rebased}, where some values may be hidden: without the units of which a part is missing, because the
     * sum of the others would be too low.
     */
    public Stream<Value> rebasedWhole(IndicatorDefinition definition, Stream<Value> shown) {
        return shares(definition, shown, CityTime.dayOf(clock.instant())).entrySet().stream()
                .filter(entry -> isWhole(entry.getKey(), entry.getValue()))
                .map(entry -> sum(definition, entry.getKey(), entry.getValue()));
    }

    private boolean isWhole(ValueKey key, List<Share> shares) {
        Set<AreaId> known =
                shares.stream().map(share -> share.value().key().area()).collect(Collectors.toSet());
        return Stream.concat(Stream.of(key.area()), into.getOrDefault(key.area().code(), List.of()).stream())
                .flatMap(id -> areas.find(id).stream())
                .filter(unit -> wasInForce(unit, key.period()))
                .allMatch(unit -> known.contains(unit.id()));
    }

    private static boolean wasInForce(Area unit, Period period) {
        return unit.validFrom().atStartOfDay().isBefore(period.end())
                && (unit.validTo() == null
                        || !unit.validTo().isBefore(period.start().toLocalDate()));
    }

    private Map<ValueKey, List<Share>> shares(IndicatorDefinition definition, Stream<Value> reported, LocalDate day) {
        Map<ValueKey, List<Share>> shares = new TreeMap<>();
        reported.forEach(value -> {
            Optional<Area> unit = areas.find(value.key().area());
            if (unit.isPresent() && unit.get().validTo() == null) {
                add(
                        shares,
                        heirOf(definition, value.key(), day),
                        value.key().area(),
                        new Share(value, BigDecimal.ONE, false));
            } else if (sharesOut(definition.fold())) {
                for (Transfer transfer : outOf.getOrDefault(value.key().area(), List.of())) {
                    areas.findLatest(transfer.newCommune())
                            .ifPresent(heir -> add(
                                    shares,
                                    heirOf(definition, value.key(), day),
                                    heir.id(),
                                    new Share(value, BigDecimal.valueOf(transfer.weight()), transfer.estimated())));
                }
            }
        });
        return shares;
    }

    private static void add(Map<ValueKey, List<Share>> shares, String member, AreaId heir, Share share) {
        ValueKey key = share.value().key();
        shares.computeIfAbsent(
                        new ValueKey(key.indicator(), key.version(), key.dimension(), heir, member, key.period()),
                        same -> new ArrayList<>())
                .add(share);
    }

    /**
     * Returns the agency that answers today for the agency of a part; for parts of other kinds their member. Two
     * agencies may have served the same person, so distinct counts stay with the agency that had them.
     */
    private String heirOf(IndicatorDefinition definition, ValueKey key, LocalDate day) {
        boolean addsUp = sharesOut(definition.fold()) && !definition.fold().isDistinct();
        return !addsUp || !key.dimension().equals(Slice.AGENCY)
                ? key.member()
                : catalogue
                        .findAgency(key.member())
                        .map(agency -> catalogue.heir(agency, day).code())
                        .orElse(key.member());
    }

    private static Value sum(IndicatorDefinition definition, ValueKey key, List<Share> shares) {
        if (shares.size() == 1 && shares.get(0).value().key().equals(key)) {
            return shares.get(0).value();
        }
        BigDecimal numerator = BigDecimal.ZERO;
        BigDecimal denominator = BigDecimal.ZERO;
        BigDecimal events = BigDecimal.ZERO;
        boolean estimated = false;
        Instant first = Instant.MIN;
        Instant last = Instant.MIN;
        long revision = 0;
        for (Share share : shares) {
            Value value = share.value();
            numerator = numerator.add(weighted(value.numerator(), share));
            denominator = denominator.add(weighted(value.denominator(), share));
            events = events.add(share.weight().multiply(BigDecimal.valueOf(value.events())));
            estimated |= share.estimated();
            first = value.firstRecordedAt().isAfter(first) ? value.firstRecordedAt() : first;
            last = value.recordedAt().isAfter(last) ? value.recordedAt() : last;
            revision = Math.max(revision, value.revision());
        }
        BigDecimal factor = definition.factor();
        return new Value(
                key,
                value(numerator, denominator, factor),
                plain(numerator),
                factor == null ? null : plain(denominator),
                events.setScale(0, RoundingMode.HALF_UP).longValue(),
                null,
                revision,
                first,
                last,
                estimated);
    }

    private static BigDecimal weighted(@Nullable BigDecimal number, Share share) {
        return number == null ? BigDecimal.ZERO : number.multiply(share.weight());
    }

    /** Rounds to the number of decimals of published values. */
    private static BigDecimal plain(BigDecimal number) {
        return Objects.requireNonNull(Value.plain(number.setScale(6, RoundingMode.HALF_EVEN)));
    }

    private static @Nullable Double value(BigDecimal numerator, BigDecimal denominator, @Nullable BigDecimal factor) {
        if (factor == null) {
            return numerator.doubleValue();
        }
        return denominator.signum() == 0
                ? null
                : (Double) numerator
                        .multiply(factor)
                        .divide(denominator, MathContext.DECIMAL128)
                        .doubleValue();
    }
}
