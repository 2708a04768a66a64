package vn.hanoi.datahub.schemas.codec;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.event.Fingerprint;
import vn.hanoi.datahub.domain.event.Operation;
import vn.hanoi.datahub.domain.event.SubjectHistory;
import vn.hanoi.datahub.domain.event.Version;
import vn.hanoi.datahub.domain.fold.Contribution;
import vn.hanoi.datahub.domain.fold.Coordinates;
import vn.hanoi.datahub.domain.fold.Evaluation;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.state.ChangeState;
import vn.hanoi.datahub.state.ContributionState;
import vn.hanoi.datahub.state.EvaluationState;
import vn.hanoi.datahub.state.Fingerprint16;
import vn.hanoi.datahub.state.HistoryState;
import vn.hanoi.datahub.state.TallyState;
import vn.hanoi.datahub.state.VersionState;

/** Between the domain's values and the records the processor's stores and internal topics hold. */
public final class StateCodec {

    private StateCodec() {}

    public static TallyState of(Tally tally) {
        return new TallyState(
                tally.numerator().toString(),
                tally.denominator().toString(),
                tally.events(),
                Map.copyOf(tally.units()));
    }

    public static Tally tally(TallyState state) {
        return new Tally(
                decimal(state.getNumerator()),
                decimal(state.getDenominator()),
                state.getEvents(),
                new TreeMap<>(state.getUnits()));
    }

    private static BigDecimal decimal(String text) {
        return switch (text) {
            case "0" -> BigDecimal.ZERO;
            case "1" -> BigDecimal.ONE;
            default -> new BigDecimal(text);
        };
    }

    public static ContributionState of(Contribution contribution) {
        Coordinates at = contribution.at();
        return new ContributionState(
                contribution.indicator(),
                contribution.areas().stream().map(AreaId::toString).toList(),
                at.period().text(),
                at.agency(),
                at.unit(),
                at.members(),
                of(contribution.tally()),
                contribution.lasting());
    }

    public static Contribution contribution(ContributionState state) {
        return new Contribution(
                state.getIndicator(),
                state.getAreas().stream().map(AreaId::parse).toList(),
                new Coordinates(
                        Period.parse(state.getPeriod()), state.getAgency(), state.getUnit(), state.getMembers()),
                tally(state.getTally()),
                state.getLasting());
    }

    public static HistoryState of(SubjectHistory history) {
        return new HistoryState(history.versions().stream().map(StateCodec::of).toList());
    }

    public static SubjectHistory history(HistoryState state) {
        return new SubjectHistory(
                state.getVersions().stream().map(StateCodec::version).toList());
    }

    private static VersionState of(Version version) {
        return new VersionState(
                version.source(),
                version.id(),
                of(version.fingerprint()),
                version.time().getEpochSecond(),
                version.time().getNano(),
                version.dataVersion(),
                version.operation() == Operation.RETRACT,
                (int) version.acceptedOn().toEpochDay(),
                version.offset(),
                version.contributions().stream().map(StateCodec::of).toList());
    }

    private static Version version(VersionState state) {
        return new Version(
                state.getSource(),
                state.getId(),
                Fingerprint.copyOf(state.getFingerprint().bytes()),
                Instant.ofEpochSecond(state.getTime(), state.getNanos()),
                state.getDataVersion(),
                state.getRetraction() ? Operation.RETRACT : Operation.UPSERT,
                LocalDate.ofEpochDay(state.getAcceptedOn()),
                state.getOffset(),
                state.getContributions().stream().map(StateCodec::contribution).toList());
    }

    private static Fingerprint16 of(Fingerprint fingerprint) {
        return new Fingerprint16(fingerprint.toBytes());
    }

    public static ChangeState change(Coordinates at, Tally tally) {
        return new ChangeState(at.period().text(), at.agency(), at.unit(), at.members(), of(tally));
    }

    public static Coordinates coordinates(ChangeState change) {
        return new Coordinates(
                Period.parse(change.getPeriod()), change.getAgency(), change.getUnit(), change.getMembers());
    }

    public static EvaluationState of(Evaluation evaluation) {
        return new EvaluationState(
                evaluation.value(),
                text(evaluation.numerator()),
                text(evaluation.denominator()),
                evaluation.events(),
                evaluation.coverage());
    }

    private static @Nullable String text(@Nullable BigDecimal number) {
        return number == null ? null : number.toString();
    }
}
