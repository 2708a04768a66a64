package vn.hanoi.datahub.query.events;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.edge.problem.ForbiddenException;
import vn.hanoi.datahub.query.form.Narrowed;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Which agencies' records a caller may see: an agency sees its own, and those of the agencies that it succeeded. */
final class Successions {

    private final Catalogue catalogue;
    private final InstantSource clock;

    Successions(Catalogue catalogue, InstantSource clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** Returns an agency and those that it succeeded. */
    Set<String> of(String agency) {
        return catalogue.answersFor(agency, CityTime.dayOf(clock.instant()));
    }

    /**
     * Returns the agencies whose records a request is about.
     *
     * @param asked the agency that the request names; null if it names none
     * @return null for all agencies
     * @throws ForbiddenException if an agency asks for another one
     */
    @Nullable
    Set<String> visible(Caller caller, @Nullable String asked) {
        Optional<String> own = caller.ownAgency();
        if (own.isEmpty()) {
            Narrowed.checkAgency(catalogue, asked);
            return asked == null ? null : Set.of(asked);
        }
        Set<String> visible = of(own.get());
        if (asked == null) {
            return visible;
        }
        if (!visible.contains(asked)) {
            throw new ForbiddenException("an agency sees its own records, not those of " + asked);
        }
        return Set.of(asked);
    }
}
