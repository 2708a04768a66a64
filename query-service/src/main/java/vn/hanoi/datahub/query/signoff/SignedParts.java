package vn.hanoi.datahub.query.signoff;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.values.ReportRelease;
import vn.hanoi.datahub.values.Signature;

/**
 * Which part of a report an agency signs: the indicators whose values count its events, that it is expected to report,
 * or that a plan makes it responsible for; and, if it reports for one area, only the values within that area. An agency
 * also signs for those that it took over.
 */
final class SignedParts {

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final Sources sources;

    SignedParts(Catalogue catalogue, Definitions definitions, Sources sources) {
        this.catalogue = catalogue;
        this.definitions = definitions;
        this.sources = sources;
    }

    /** Returns the codes of the agencies whose events the values of an indicator count in a report. */
    interface Sources {
        Set<String> of(ReportRelease release, String indicator);
    }

    /**
     * Returns a signature of an agency's part, without signer and time; empty where nothing comes from it.
     *
     * @param today the day of the signature
     */
    Optional<Signature.Builder> of(ReportRelease release, Agency agency, LocalDate today) {
        Set<String> line = catalogue.answersFor(agency.code(), today);
        List<String> indicators = release.getIndicators().stream()
                .filter(indicator -> line.stream().anyMatch(code -> isResponsible(code, indicator, day(release)))
                        || !Collections.disjoint(sources.of(release, indicator), line))
                .toList();
        boolean hasArea = areas(release).stream().anyMatch(area -> isWithin(area, agency.area(), day(release)));
        return indicators.isEmpty() || !hasArea
                ? Optional.empty()
                : Optional.of(Signature.newBuilder()
                        .setAgency(agency.code())
                        .setIndicators(indicators)
                        .setArea(agency.area()));
    }

    /** Returns whether an agency is expected to report an indicator, or a plan makes it responsible for it. */
    private boolean isResponsible(String code, String indicator, LocalDate day) {
        return catalogue
                        .findAgency(code)
                        .filter(agency -> eventTypes(indicator).stream().anyMatch(agency.types()::contains))
                        .flatMap(agency -> definitions
                                .find(indicator)
                                .filter(definition -> Catalogue.isReporter(agency, definition)))
                        .isPresent()
                || catalogue.plans().all().stream()
                        .filter(plan -> plan.isInForce(day))
                        .flatMap(plan -> plan.items().stream())
                        .filter(item -> item.indicators().contains(indicator))
                        .flatMap(item -> item.responsible().stream())
                        .anyMatch(one -> one.agency().equals(code) && one.includes(day));
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
        return definitions
                .find(indicator)
                .map(definition -> definition.counting().eventTypes())
                .orElse(List.of());
    }

    private List<Area> areas(ReportRelease release) {
        AreaRegister areas = catalogue.areas();
        return Worded.find(AreaLevel.class, release.getLevel())
                .map(level -> areas.list(day(release), level))
                .orElse(List.of());
    }

    private static LocalDate day(ReportRelease release) {
        return CityTime.dayOf(release.getAsOf());
    }
}
