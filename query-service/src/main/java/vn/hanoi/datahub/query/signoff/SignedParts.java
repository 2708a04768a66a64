package vn.hanoi.datahub.query.signoff;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.values.ReportRelease;
import vn.hanoi.datahub.values.Signature;

/**
 * Which part of a report an agency signs: the indicators counted from event types that it may publish, and, if it
 * reports for one area, only the values within that area.
 */
final class SignedParts {

    private final Catalogue catalogue;
    private final Definitions definitions;

    SignedParts(Catalogue catalogue, Definitions definitions) {
        this.catalogue = catalogue;
        this.definitions = definitions;
    }

    /** Returns a signature of an agency's part, without signer and time; empty where nothing comes from it. */
    Optional<Signature.Builder> of(ReportRelease release, Agency agency) {
        List<String> indicators = release.getIndicators().stream()
                .filter(indicator -> eventTypes(indicator).stream().anyMatch(agency.types()::contains))
                .toList();
        boolean hasArea = areas(release).stream().anyMatch(area -> isWithin(area, agency.area(), day(release)));
        return indicators.isEmpty() || !hasArea
                ? Optional.empty()
                : Optional.of(Signature.newBuilder()
                        .setAgency(agency.code())
                        .setIndicators(indicators)
                        .setArea(agency.area()));
    }

    /** Returns the indicators of which some area's value is not signed, though agencies report them. */
    List<String> unsigned(ReportRelease release) {
        List<Area> areas = areas(release);
        LocalDate day = day(release);
        return release.getIndicators().stream()
                .filter(indicator -> !eventTypes(indicator).isEmpty())
                .filter(indicator -> !areas.stream()
                        .allMatch(area -> release.getSignatures().stream()
                                .anyMatch(signature ->
                                        isSigned(indicator, signature) && isWithin(area, signature.getArea(), day))))
                .toList();
    }

    private static boolean isSigned(String indicator, Signature signature) {
        return signature.getIndicators().isEmpty() // signed as a whole, before there were parts
                || signature.getIndicators().contains(indicator);
    }

    private boolean isWithin(Area area, @Nullable String ancestor, LocalDate day) {
        return ancestor == null || catalogue.areas().isWithin(area.code(), ancestor, day);
    }

    private List<String> eventTypes(String indicator) {
        return definitions.find(indicator).map(IndicatorDefinition::eventTypes).orElse(List.of());
    }

    private List<Area> areas(ReportRelease release) {
        AreaRegister areas = catalogue.areas();
        return AreaLevel.find(release.getLevel())
                .map(level -> areas.list(day(release), level))
                .orElse(List.of());
    }

    private static LocalDate day(ReportRelease release) {
        return CityTime.dayOf(release.getAsOf());
    }
}
