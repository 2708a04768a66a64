package vn.hanoi.datahub.query.signoff;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.ReportingPeriod;
import vn.hanoi.datahub.edge.date.Dates;
import vn.hanoi.datahub.edge.net.PublicUrl;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.ForbiddenException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.release.ReportChanges;
import vn.hanoi.datahub.query.release.ReportReleases;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.values.ReportRelease;
import vn.hanoi.datahub.values.Signature;

/**
 * Manages reports: an operator has one computed as of its cut-off and frozen, agencies sign it, and the operator
 * releases it now or from a moment on. A correction is a new version; former versions stay as they were.
 */
@RestController
@Tag(name = "releases")
@RequestMapping("/v1/releases")
class ReleasesController {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int MOST_VERSIONS = 1_000;
    private static final int MOST_PUBLICATIONS = 100;
    private static final int LONGEST_TEXT = 500;

    private final ReportReleases releases;
    private final ReportChanges changes;
    private final Freezer freezer;
    private final SignedParts parts;
    private final PublicUrl url;
    private final InstantSource clock;

    public ReleasesController(
            ReportReleases releases,
            ReportChanges changes,
            Freezer freezer,
            SignedParts parts,
            PublicUrl url,
            InstantSource clock) {
        this.releases = releases;
        this.changes = changes;
        this.freezer = freezer;
        this.parts = parts;
        this.url = url;
        this.clock = clock;
    }

    /**
     * A version to be computed and frozen.
     *
     * @param id id of the report, small letters, digits and hyphens; a known one makes a new version
     * @param title title in both languages
     * @param regime reporting regime; the calendar if absent
     * @param period a period of the regime, e.g. {@code 2026-03}
     * @param indicators ids of the indicators
     * @param level {@code city}, {@code district} or {@code commune}
     * @param asOf the values are those published at this moment; by default the deadline of the period
     * @param reason why the version before is corrected; required unless it is the first
     */
    public record NewRelease(
            @Nullable String id,
            @Nullable Text title,
            @Nullable String regime,
            @Nullable String period,
            @Nullable List<@Nullable String> indicators,
            @Nullable String level,
            @Nullable String asOf,
            @Nullable String reason) {}

    /** @param at from when everybody may read the version; now if absent */
    public record Publication(@Nullable String at) {}

    record ReleaseList(List<ReleaseView> releases) {}

    /**
     * A version of a report, without its values.
     *
     * @param asOf the values are those published at this moment
     * @param sha256 hash of the content as served
     * @param status {@code draft}, {@code scheduled}, {@code released}, or {@code replaced} by a newer version
     * @param releaseAt from when everybody may read it; null while nobody has decided
     * @param reason why the version before was corrected; null for the first
     * @param content address of the content
     * @param unsigned indicators with values that no agency has signed yet, though some agency reports them
     */
    record ReleaseView(
            String id,
            int version,
            Text title,
            String regime,
            String period,
            List<String> indicators,
            String level,
            Instant asOf,
            String sha256,
            String status,
            @Nullable Instant releaseAt,
            @Nullable String reason,
            List<SignatureView> signatures,
            String content,
            List<String> unsigned) {}

    /**
     * A signature of the part that comes from an agency.
     *
     * @param indicators the indicators that it signed
     * @param area code of the area whose values it signed, including all units within it; null for all areas
     */
    record SignatureView(
            String agency,
            Instant at,
            List<String> indicators,
            @Nullable String area) {}

    /** Returns the versions that the caller may see: those released, and for agencies and operators all. */
    @Operation(operationId = "listReleases", summary = "Frozen reports, their versions and signatures")
    @GetMapping
    ReleaseList list(@AuthenticationPrincipal @Nullable Caller caller, HttpServletRequest request) {
        Instant now = clock.instant();
        return new ReleaseList(releases.ids().stream()
                .flatMap(id -> releases.versions(id).stream())
                .filter(release -> isVisible(release, caller, now))
                .map(release -> view(release, now, request))
                .toList());
    }

    /** Returns the content of the newest released version: the same bytes until a newer one is released. */
    @Operation(operationId = "getRelease", summary = "The report as it is released now")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = FrozenReport.class)))
    @GetMapping("/{id}")
    ResponseEntity<byte[]> released(@PathVariable String id) {
        return content(releases.released(id, clock.instant())
                .orElseThrow(() -> new NotFoundException(
                        "no report '" + id + "' has been released; /v1/releases lists those that have")));
    }

    /** Returns the content of one version: the same bytes for ever. */
    @Operation(operationId = "getReleaseVersion", summary = "One version of a report")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = FrozenReport.class)))
    @GetMapping("/{id}/versions/{version}")
    ResponseEntity<byte[]> version(
            @PathVariable String id, @PathVariable int version, @AuthenticationPrincipal @Nullable Caller caller) {
        return content(find(id, version, caller));
    }

    /** Computes a report as of a moment and freezes it: the first version, or the next one. */
    @Operation(operationId = "createRelease", summary = "Compute and freeze a version of a report")
    @ApiResponse(responseCode = "201")
    @PostMapping
    ResponseEntity<ReleaseView> create(
            @AuthenticationPrincipal Caller caller, @RequestBody NewRelease wanted, HttpServletRequest request) {
        Instant now = clock.instant();
        String id = text("id", wanted.id());
        if (!ID.matcher(id).matches()) {
            throw new BadRequestException("id has 1 to 64 small letters, digits and hyphens, not '" + id + "'");
        }
        Text title = wanted.title();
        if (title == null) {
            throw new BadRequestException("title is missing: {\"vi\": …, \"en\": …}");
        }
        String regime = wanted.regime() == null ? "calendar" : wanted.regime();
        ReportingPeriod period = freezer.period(regime, text("period", wanted.period()));
        Instant asOf = asOf(wanted, regime, period, now);
        String level = ValuesQuery.level(text("level", wanted.level())).word();
        int version = releases.versions(id).size() + 1;
        sameReport(releases.versions(id), regime, period, level);
        String reason = version == 1 ? null : text("reason", wanted.reason());
        if (releases.size() >= MOST_VERSIONS) {
            throw new BadRequestException(
                    "there are " + MOST_VERSIONS + " versions of reports, and no more are possible");
        }
        ReportRelease.Builder release = ReportRelease.newBuilder()
                .setReport(id)
                .setVersion(version)
                .setTitleVi(text("title.vi", title.vi()))
                .setTitleEn(text("title.en", title.en()))
                .setRegime(regime)
                .setPeriod(period.text())
                .setIndicators(freezer.indicators(wanted.indicators()))
                .setLevel(level)
                .setAsOf(asOf)
                .setCreatedBy(caller.name())
                .setCreatedAt(now)
                .setReason(reason);
        freezer.freeze(release, period, CityTime.dayOf(asOf));
        ReportRelease made = changes.freeze(release.build(), caller, request.getRemoteAddr());
        return ResponseEntity.status(HttpStatus.CREATED).body(view(made, now, request));
    }

    /**
     * Signs an agency's part of a version: the indicators whose values count its events, that it is expected to report,
     * or that a plan makes it responsible for, in its area. Signing again changes nothing.
     */
    @Operation(operationId = "signRelease", summary = "Sign the part of a report that comes from the caller's agency")
    @PostMapping("/{id}/versions/{version}/signatures")
    ReleaseView sign(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @PathVariable int version,
            HttpServletRequest request) {
        ReportRelease release = find(id, version, caller);
        Agency agency = caller.publisher();
        if (release.getSignatures().stream()
                .anyMatch(signature -> signature.getAgency().equals(agency.code()))) {
            return view(release, clock.instant(), request);
        }
        Instant now = clock.instant();
        Signature signature = parts.of(release, agency, CityTime.dayOf(now))
                .orElseThrow(() -> new ForbiddenException("no part of this report comes from " + agency.code()
                        + ": its values count no events of it, and it is neither expected to report one of the indicators"
                        + " nor responsible for one, or has no area at the report's level"))
                .setBy(caller.name())
                .setAt(now)
                .build();
        return view(changes.sign(release, signature, caller, request.getRemoteAddr()), clock.instant(), request);
    }

    /** Releases a version, now or from a moment on. A version that has been released stays released. */
    @Operation(operationId = "publishRelease", summary = "Release a version of a report, now or from a moment on")
    @PostMapping("/{id}/versions/{version}/publication")
    ReleaseView publish(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @PathVariable int version,
            @RequestBody(required = false) @Nullable Publication publication,
            HttpServletRequest request) {
        Instant now = clock.instant();
        ReportRelease release = find(id, version, caller);
        if (ReportReleases.isReleased(release, now)) {
            return view(release, now, request);
        }
        String at = publication == null ? null : publication.at();
        Instant from = at == null ? now : Dates.moment("at", at);
        if (from.isBefore(now)) {
            throw new BadRequestException("at is in the past; leave it out to release the version now");
        }
        if (at != null && releases.publications(release) >= MOST_PUBLICATIONS) {
            throw new BadRequestException("this version was scheduled " + MOST_PUBLICATIONS
                    + " times, and no more are possible; leave at out to release it now");
        }
        return view(changes.publish(release, from, caller, now, request.getRemoteAddr()), now, request);
    }

    /** A correction is of the same report; what is read at its address must not become another one. */
    private static void sameReport(
            Collection<ReportRelease> versions, String regime, ReportingPeriod period, String level) {
        versions.stream()
                .filter(version -> !version.getRegime().equals(regime)
                        || !version.getPeriod().equals(period.text())
                        || !version.getLevel().equals(level))
                .findFirst()
                .ifPresent(version -> {
                    throw new BadRequestException("the report '" + version.getReport() + "' is of the period "
                            + version.getPeriod() + ", regime " + version.getRegime() + ", level "
                            + version.getLevel() + "; choose another id for another report");
                });
    }

    private ReportRelease find(String id, int version, @Nullable Caller caller) {
        return releases.find(id, version)
                .filter(release -> isVisible(release, caller, clock.instant()))
                .orElseThrow(() -> new NotFoundException(
                        "there is no version " + version + " of a report '" + id + "'; /v1/releases lists them"));
    }

    /** Returns whether a version may be read: everybody sees released ones, agencies and operators all. */
    private static boolean isVisible(ReportRelease release, @Nullable Caller caller, Instant now) {
        return ReportReleases.isReleased(release, now)
                || (caller != null && (caller.isOperator() || caller.ownAgency().isPresent()));
    }

    private ResponseEntity<byte[]> content(ReportRelease release) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .eTag("\"" + release.getSha256() + "\"")
                .body(releases.content(release));
    }

    private ReleaseView view(ReportRelease release, Instant now, HttpServletRequest request) {
        return new ReleaseView(
                release.getReport(),
                release.getVersion(),
                new Text(release.getTitleVi(), release.getTitleEn()),
                release.getRegime(),
                release.getPeriod(),
                release.getIndicators(),
                release.getLevel(),
                release.getAsOf(),
                release.getSha256(),
                status(release, now),
                release.getReleaseAt(),
                release.getReason(),
                release.getSignatures().stream()
                        .map(signature -> new SignatureView(
                                signature.getAgency(),
                                signature.getAt(),
                                signature.getIndicators().isEmpty()
                                        ? release.getIndicators()
                                        : signature.getIndicators(),
                                signature.getArea()))
                        .toList(),
                url.link("/v1/releases/" + release.getReport() + "/versions/" + release.getVersion(), request),
                parts.unsigned(release));
    }

    private String status(ReportRelease release, Instant now) {
        if (!ReportReleases.isReleased(release, now)) {
            return release.getReleaseAt() == null ? "draft" : "scheduled";
        }
        Optional<ReportRelease> newest = releases.released(release.getReport(), now);
        return newest.isPresent() && newest.get().getVersion() > release.getVersion() ? "replaced" : "released";
    }

    private Instant asOf(NewRelease wanted, String regime, ReportingPeriod period, Instant now) {
        Instant asOf = wanted.asOf() == null ? freezer.cutOff(regime, period) : Dates.moment("asOf", wanted.asOf());
        if (asOf.isAfter(now)) {
            throw new BadRequestException("the report is computed as of " + asOf
                    + ", which is in the future; name an earlier moment by asOf, or wait");
        } else if (asOf.isBefore(period.endInstant())) {
            throw new BadRequestException("the report is computed as of " + asOf
                    + ", when its period had not ended; it ends at " + period.endInstant());
        }
        return asOf;
    }

    private static String text(String name, @Nullable String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST_TEXT) {
            throw new BadRequestException(name + " is missing, or longer than " + LONGEST_TEXT + " characters");
        }
        return text;
    }
}
